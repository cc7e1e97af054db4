package org.lateo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;

/**
 * M2 and M1+M2 with several settings: the error in per cent of each draw of the labels, their mean,
 * the seconds of a training, and the classes that are taken for another most often.
 *
 * <p>Settings are those of {@link CodeDefaults} but for what is named, such as {@code
 * m1m2;epochs=50;weight=0.1}.
 */
public final class ClassInsideBenchmark {
  private static final int CONFUSIONS = 5;
  private static final String FIRST = "m1.";

  private final FewLabelsSet set;
  private final int labels;
  private final int draws;
  private final Map<List<String>, VAEModel> codes = new HashMap<>();

  private ClassInsideBenchmark(FewLabelsSet set, int labels, int draws) {
    this.set = set;
    this.labels = labels;
    this.draws = draws;
  }

  /**
   * @param arguments a set as {@link FewLabelsSet} reads it; the number of labels; how many draws;
   *     settings, each {@code m2} or {@code m1m2} and what {@link FewLabelsSetting} reads, parted
   *     by semicolons; {@code m1.} before one makes it a setting of the autoencoder on whose codes
   *     {@code m1m2} is trained
   */
  public static void main(String[] arguments) {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(
          "Expected SET LABELS DRAWS SETTINGS..., found " + Arrays.toString(arguments));
    }
    ClassInsideBenchmark benchmark =
        new ClassInsideBenchmark(
            FewLabelsSet.read(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    System.out.println("| settings | error %, each draw | mean | seconds | taken for |");
    System.out.println("|---|---|---|---|---|");
    List.of(arguments).subList(3, arguments.length).forEach(benchmark::print);
  }

  private void print(String text) {
    List<Double> errors = new ArrayList<>();
    List<String> confused = new ArrayList<>();
    double seconds = 0;
    for (int draw = 1; draw <= draws; draw++) {
      Dataset<Label> rows = LabelMasking.keep(set.train(), labels, draw);
      List<String> words = List.of(text.split(";"));
      if (words.get(0).equals("m1m2")) {
        codes.computeIfAbsent(ofFirst(words), of -> first(of).fit(set.train()));
      }
      long start = System.nanoTime();
      Model<Label> model = train(words, rows);
      seconds += (System.nanoTime() - start) / 1e9;
      LabelEvaluation evaluation = set.evaluate(model);
      errors.add(100 * (1 - evaluation.accuracy()));
      confused.add(confusions(evaluation));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.0f | %s |%n",
        text,
        String.join(", ", errors.stream().map(e -> String.format(Locale.ROOT, "%.1f", e)).toList()),
        errors.stream().mapToDouble(e -> e).average().orElse(Double.NaN),
        seconds / draws,
        String.join("; ", confused));
  }

  /** The settings of the first autoencoder. */
  private static List<String> ofFirst(List<String> words) {
    return words.stream().filter(w -> w.startsWith(FIRST)).toList();
  }

  private VAETrainer first(List<String> settings) {
    VAETrainerBuilder builder = set.autoencoder();
    settings.forEach(s -> FewLabelsSetting.of(s.substring(FIRST.length())).set(builder));
    return builder.build();
  }

  private Model<Label> train(List<String> words, Dataset<Label> rows) {
    boolean onCodes =
        switch (words.get(0)) {
          case "m1m2" -> true;
          case "m2" -> false;
          default ->
              throw new IllegalArgumentException("Expected m2 or m1m2, found " + words.get(0));
        };
    if (!onCodes && !ofFirst(words).isEmpty()) {
      throw new IllegalArgumentException(
          "Expected no settings of codes with m2, found " + ofFirst(words));
    }
    VAETrainerBuilder shape =
        onCodes
            ? CodeDefaults.chooseOfCodes(set.train().size())
            : CodeDefaults.chooseWithClasses(
                set.train().size(), set.train().getFeatureMap().size());
    List<FewLabelsSetting> settings =
        words.stream().skip(1).filter(w -> !w.startsWith(FIRST)).map(FewLabelsSetting::of).toList();
    settings.stream().filter(s -> !s.isOfClasses()).forEach(s -> s.set(shape));
    SemiSupervisedVAETrainerBuilder inside = SemiSupervisedVAETrainer.builder(shape.build());
    settings.stream().filter(FewLabelsSetting::isOfClasses).forEach(s -> s.set(inside));
    return onCodes
        ? inside.stackedOn(first(ofFirst(words))).build().train(rows, codes.get(ofFirst(words)))
        : inside.build().train(rows, TrainingListener.NONE);
  }

  /** The pairs of classes that are mistaken most often, such as {@code 5 for 3: 197}. */
  private static String confusions(LabelEvaluation evaluation) {
    List<Label> classes = evaluation.getConfusionMatrix().getDomain().getDomain().stream().toList();
    record Pair(String text, double count) {}
    List<Pair> pairs = new ArrayList<>();
    for (Label is : classes) {
      for (Label said : classes) {
        double count = evaluation.confusion(said, is);
        if (!is.equals(said)) {
          pairs.add(
              new Pair(
                  String.format("%s for %s: %.0f", is.getLabel(), said.getLabel(), count), count));
        }
      }
    }
    return String.join(
        ", ",
        pairs.stream()
            .sorted(Comparator.comparingDouble(pair -> -pair.count()))
            .limit(CONFUSIONS)
            .map(Pair::text)
            .toList());
  }
}
