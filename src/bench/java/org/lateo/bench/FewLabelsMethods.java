package org.lateo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.FewLabelsTrainerBuilder;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * The methods that {@link FewLabelsTable} compares, by the settings that {@code lateo train} has by
 * default, or on images of digits by those of the paper, if asked for.
 */
final class FewLabelsMethods {
  private static final String AUTO = "auto";

  static final List<String> NAMES =
      Stream.concat(Stream.of(FewLabelsMethod.values()).map(FewLabelsMethod::id), Stream.of(AUTO))
          .toList();

  private final String set;
  private final Dataset<Label> all;
  private final Path folder;
  private VAEModel encoder;
  private double secondsOfEncoder;

  /**
   * @param set its name; {@code mnist} and {@code digits} have settings of their own
   * @param all every training row; its labels are not looked at
   * @param folder where the autoencoder is kept between runs
   */
  FewLabelsMethods(String set, Dataset<Label> all, Path folder) {
    this.set = set;
    this.all = all;
    this.folder = folder;
  }

  /** Seconds of the autoencoder's training in this run, which methods share; 0 if it was kept. */
  double secondsOfEncoder() {
    return secondsOfEncoder;
  }

  Model<Label> train(String method, Dataset<Label> rows) {
    EnumSet<FewLabelsMethod> methods =
        method.equals(AUTO)
            ? EnumSet.allOf(FewLabelsMethod.class)
            : EnumSet.of(FewLabelsMethod.valueOf(method.toUpperCase(Locale.ROOT)));
    boolean codes = method.equals(AUTO) || !(method.equals("raw") || method.equals("m2"));
    FewLabelsTrainer trainer = trainer().methods(methods).build();
    FewLabelsModel model =
        codes ? trainer.train(rows, encoder(), lines(method)) : trainer.train(rows, lines(method));
    model.describe().forEach(line -> System.err.println("  " + line));
    return model;
  }

  private FewLabelsTrainerBuilder trainer() {
    boolean digits = set.equals("digits");
    return FewLabelsTrainer.builder(first().build())
        .m2(classes(inside(), 1))
        .m2OfCodes(classes(second(), ofThePaper() && !digits ? 0.1 : 1));
  }

  private SemiSupervisedVAETrainerBuilder classes(VAETrainer autoencoder, double weight) {
    return SemiSupervisedVAETrainer.builder(autoencoder).classificationWeight(weight);
  }

  private VAEModel encoder() {
    Path file = folder.resolve(set + "-m1.tribuo");
    try {
      if (encoder == null && Files.exists(file)) {
        encoder = (VAEModel) Model.deserializeFromFile(file).castModel(LatentCode.class);
      }
      if (encoder == null) {
        long start = System.nanoTime();
        encoder = first().build().fit(all, lines("m1"));
        secondsOfEncoder = (System.nanoTime() - start) / 1e9;
        encoder.serializeToFile(file);
      }
      return encoder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingListener lines(String name) {
    return new TrainingListener() {
      @Override
      public void onStage(String stage) {
        System.err.println("  " + stage);
      }

      @Override
      public void onEpoch(EpochReport report) {
        if (report.epoch() % 10 == 0) {
          System.err.printf(
              Locale.ROOT,
              "%s epoch %d of %d: %.2f nats, %.1f s an epoch%n",
              name,
              report.epoch(),
              report.epochs(),
              report.elbo(),
              report.seconds());
        }
      }
    };
  }

  /** Whether the settings are the paper's for images of digits, instead of the defaults. */
  private boolean ofThePaper() {
    return Boolean.getBoolean("paper") && List.of("mnist", "digits").contains(set);
  }

  /** As the system property {@code m2.epochs} and the like say, to try a short one first. */
  private static VAETrainerBuilder epochs(VAETrainerBuilder builder, String method, int usual) {
    return builder.epochs(Integer.getInteger(method + ".epochs", usual));
  }

  private static VAETrainerBuilder defaults(String method, VAETrainerBuilder builder) {
    Integer epochs = Integer.getInteger(method + ".epochs");
    return epochs == null ? builder : builder.epochs(epochs);
  }

  /** M1's autoencoder. */
  private VAETrainerBuilder first() {
    if (!ofThePaper()) {
      return defaults("m1", CodeDefaults.choose(all.size(), all.getFeatureMap().size()));
    }
    VAETrainerBuilder builder =
        VAETrainer.builder().likelihood(new Bernoulli()).validation(0).seed(1);
    return set.equals("digits")
        ? epochs(builder.hidden(300).latent(16).optimiser(new Adam(3e-3)), "m1", 200)
        : epochs(
            builder.hidden(600, 600).activation(Activation.SOFTPLUS).latent(50).averaging(0.999),
            "m1",
            80);
  }

  private VAETrainer inside() {
    if (!ofThePaper()) {
      return defaults("m2", CodeDefaults.chooseWithClasses(all.size(), all.getFeatureMap().size()))
          .build();
    }
    VAETrainerBuilder builder =
        VAETrainer.builder().likelihood(new Bernoulli()).validation(0).seed(1).weightPrior(1);
    if (set.equals("digits")) {
      return epochs(builder.hidden(300).latent(16), "m2", 300).build();
    }
    builder.hidden(500).latent(50).activation(Activation.SOFTPLUS);
    builder.optimiser(new Adam(3e-3)).averaging(0.999).batchSize(200);
    return epochs(builder, "m2", 50).build();
  }

  /** The second autoencoder of M1+M2, on codes of the first. */
  private VAETrainer second() {
    if (!ofThePaper()) {
      return defaults("m1m2", CodeDefaults.chooseOfCodes(all.size())).build();
    }
    VAETrainerBuilder builder =
        VAETrainer.builder()
            .activation(Activation.SOFTPLUS)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .weightPrior(1)
            .validation(0)
            .seed(1);
    if (set.equals("digits")) {
      return epochs(builder.hidden(200).latent(10), "m1m2", 200).build();
    }
    builder.hidden(500).latent(20);
    builder.optimiser(new Adam(5e-3)).averaging(0.999).batchSize(200);
    return epochs(builder, "m1m2", 100).build();
  }
}
