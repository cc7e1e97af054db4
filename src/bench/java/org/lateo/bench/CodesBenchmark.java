package org.lateo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * What the default classifier gets from several autoencoders: its error in per cent on features, on
 * the mean of the code, on the hidden layers before and after it, and on the last and features,
 * mean over draws of the labels. Then that of labels spread over the mean of the code along graphs
 * of several numbers of neighbours, with the nearest rows as the classifier, and once with logistic
 * regression. Before each autoencoder's lines, the seconds of its training.
 *
 * <p>Settings are those of {@link CodeDefaults} but for what is named, such as {@code
 * epochs=50;numbers=learned}.
 */
public final class CodesBenchmark {
  private static final int[] NEIGHBOURS = {5, 7, 10};

  private static final CodeFeatures LAST = CodeFeatures.DECODER_LAYER;
  private static final List<CodeFeatures> GIVEN =
      List.of(CodeFeatures.MEAN, CodeFeatures.ENCODER_LAYER, LAST);

  private final FewLabelsSet set;
  private final List<Integer> labels;
  private final int draws;

  private CodesBenchmark(FewLabelsSet set, List<Integer> labels, int draws) {
    this.set = set;
    this.labels = labels;
    this.draws = draws;
  }

  /**
   * @param arguments a set as {@link FewLabelsSet} reads it; numbers of labels, as in {@code
   *     50,100}; how many draws; settings, each as {@link FewLabelsSetting} reads it, parted by
   *     semicolons; {@code default} for none
   */
  public static void main(String[] arguments) {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(
          "Expected SET LABELS DRAWS SETTINGS..., found " + Arrays.toString(arguments));
    }
    CodesBenchmark benchmark =
        new CodesBenchmark(
            FewLabelsSet.read(arguments[0]),
            Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList(),
            Integer.parseInt(arguments[2]));
    benchmark.run(List.of(arguments).subList(3, arguments.length));
  }

  private void run(List<String> settings) {
    System.out.println("| codes | given | " + labels + " labels, error % |\n|---|---|---|");
    print("none", "features", new KernelLogisticTrainer()::train, true);
    for (String text : settings) {
      VAETrainer trainer = trainer(text);
      long start = System.nanoTime();
      VAEModel codes = trainer.fit(set.train());
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "| %s | (trained in seconds) | %.0f |%n", text, seconds);
      for (CodeFeatures given : GIVEN) {
        print(text, given.toString(), trainer, codes, on -> on.codes(given));
      }
      print(text, "both", trainer, codes, on -> on.codes(LAST).rawFeatures(true));
      for (int neighbours : NEIGHBOURS) {
        spread(text, trainer, codes, neighbours, new NearestRowsTrainer());
      }
      spread(text, trainer, codes, NEIGHBOURS[0], new KernelLogisticTrainer());
    }
  }

  private void spread(
      String text, VAETrainer trainer, VAEModel codes, int neighbours, Trainer<Label> classifier) {
    LatentFeatureTrainer<Label> on =
        new LatentFeatureTrainer<>(
            trainer, LabelSpreadingTrainer.builder(classifier).neighbours(neighbours).build());
    String given =
        "spread, "
            + neighbours
            + " neighbours, "
            + (classifier instanceof NearestRowsTrainer ? "nearest rows" : "logistic regression");
    print(text, given, rows -> on.train(rows, codes), false);
  }

  private void print(
      String text,
      String given,
      VAETrainer trainer,
      VAEModel codes,
      UnaryOperator<LatentFeatureTrainerBuilder<Label>> features) {
    LatentFeatureTrainer<Label> on =
        features.apply(LatentFeatureTrainer.builder(trainer, new KernelLogisticTrainer())).build();
    print(text, given.toLowerCase(Locale.ROOT), rows -> on.train(rows, codes), false);
  }

  private VAETrainer trainer(String text) {
    VAETrainerBuilder builder = set.autoencoder();
    for (String setting : text.equals("default") ? new String[0] : text.split(";")) {
      FewLabelsSetting.of(setting).set(builder);
    }
    return builder.build();
  }

  private void print(
      String codes,
      String given,
      Function<Dataset<Label>, Model<Label>> training,
      boolean labelledAlone) {
    List<String> errors = new ArrayList<>();
    for (int count : labels) {
      double sum = 0;
      for (int draw = 1; draw <= draws; draw++) {
        Dataset<Label> rows = LabelMasking.keep(set.train(), count, draw);
        sum +=
            set.errorPercent(
                training.apply(labelledAlone ? LabelMasking.labelledRows(rows) : rows));
      }
      errors.add(String.format(Locale.ROOT, "%.2f", sum / draws));
    }
    System.out.printf("| %s | %s | %s |%n", codes, given, String.join(", ", errors));
  }
}
