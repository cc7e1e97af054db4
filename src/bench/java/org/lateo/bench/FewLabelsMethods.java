package org.lateo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.nearest.KNNModel;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;

/** The methods that {@link FewLabelsTable} compares, with their settings for each set of images. */
final class FewLabelsMethods {
  static final List<String> NAMES = List.of("raw", "m1", "raw-spread", "m1-spread", "m2", "m1m2");

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final boolean digits;
  private final Dataset<Label> all;
  private final Path folder;
  private VAEModel encoder;

  /**
   * @param all every training row; its labels are not looked at
   * @param folder where the autoencoder is kept between runs
   */
  FewLabelsMethods(boolean digits, Dataset<Label> all, Path folder) {
    this.digits = digits;
    this.all = all;
    this.folder = folder;
    libsvm.svm.svm_set_print_string_function(text -> {});
  }

  Model<Label> train(String method, Dataset<Label> rows) {
    return switch (method) {
      case "raw" -> svm(LabelMasking.labelledRows(rows)).train(LabelMasking.labelledRows(rows));
      case "raw-spread" -> new LabelSpreadingTrainer(nearest()).train(rows);
      case "m1" -> onCodes(svm(codes(LabelMasking.labelledRows(rows)))).train(rows, encoder());
      case "m1-spread" -> onCodes(new LabelSpreadingTrainer(nearest())).train(rows, encoder());
      case "m2" -> m2().build().train(rows, lines("m2"));
      case "m1m2" ->
          second().stackedOn(first().build()).build().train(rows, encoder(), lines("m1m2"));
      default ->
          throw new IllegalArgumentException("Expected a method of " + NAMES + ", found " + method);
    };
  }

  private LatentFeatureTrainer<Label> onCodes(Trainer<Label> classifier) {
    return new LatentFeatureTrainer<>(first().build(), classifier);
  }

  private Dataset<Label> codes(Dataset<Label> rows) {
    return encoder().encodeDataset(rows);
  }

  /** A Gaussian kernel as wide as the rows lie apart: 1 / (columns times their mean variance). */
  private static Trainer<Label> svm(Dataset<Label> rows) {
    SVMParameters<Label> parameters =
        new SVMParameters<>(
            new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), KernelType.RBF);
    parameters.setGamma(1 / totalVariance(rows));
    parameters.setCost(1);
    return new LibSVMClassificationTrainer(parameters);
  }

  private static double totalVariance(Dataset<Label> rows) {
    int columns = rows.getFeatureMap().size();
    double sum = 0;
    double squares = 0;
    for (Example<Label> row : rows) {
      for (Feature feature : row) {
        sum += feature.getValue();
        squares += feature.getValue() * feature.getValue();
      }
    }
    double count = (double) rows.size() * columns;
    return columns * (squares / count - (sum / count) * (sum / count));
  }

  private static Trainer<Label> nearest() {
    return new KNNTrainer<>(
        5,
        new L2Distance(),
        CORES,
        new VotingCombiner(),
        KNNModel.Backend.THREADPOOL,
        NeighboursQueryFactoryType.BRUTE_FORCE);
  }

  private VAEModel encoder() {
    Path file = folder.resolve(digits ? "digits-m1.tribuo" : "mnist-m1.tribuo");
    try {
      if (encoder == null && Files.exists(file)) {
        encoder = (VAEModel) Model.deserializeFromFile(file).castModel(LatentCode.class);
      }
      if (encoder == null) {
        encoder = first().build().fit(all, lines("m1"));
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
      public void onEpoch(EpochReport report) {
        if (report.epoch() % 10 == 0 || report.epoch() == 1) {
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

  /** As the system property {@code m2.epochs} and the like say, to try a short one first. */
  private static int epochs(String method, int usual) {
    return Integer.getInteger(method + ".epochs", usual);
  }

  /** M1's autoencoder. */
  private VAETrainerBuilder first() {
    VAETrainerBuilder builder =
        VAETrainer.builder().likelihood(new Bernoulli()).validation(0).seed(1);
    return digits
        ? builder.hidden(300).latent(16).optimiser(new Adam(3e-3)).epochs(200)
        : builder
            .hidden(600, 600)
            .activation(Activation.SOFTPLUS)
            .latent(50)
            .averaging(0.999)
            .epochs(epochs("m1", 80));
  }

  /** With two classes of a row, or as the system property {@code classesPerRow} says; 0 for all. */
  private static SemiSupervisedVAETrainerBuilder of(VAETrainer autoencoder) {
    int classes = Integer.getInteger("classesPerRow", 2);
    return SemiSupervisedVAETrainer.builder(autoencoder).classesPerRow(classes);
  }

  private SemiSupervisedVAETrainerBuilder m2() {
    VAETrainerBuilder builder =
        VAETrainer.builder().likelihood(new Bernoulli()).validation(0).seed(1).weightPrior(1);
    if (digits) {
      VAETrainer small = builder.hidden(300).latent(16).epochs(epochs("m2", 300)).build();
      return of(small).classificationWeight(1);
    }
    builder.hidden(500).latent(50).activation(Activation.SOFTPLUS);
    builder.optimiser(new Adam(3e-3)).averaging(0.999).batchSize(200).epochs(epochs("m2", 50));
    return of(builder.build()).classificationWeight(1);
  }

  /** The second autoencoder of M1+M2, on codes of the first. */
  private SemiSupervisedVAETrainerBuilder second() {
    VAETrainerBuilder builder =
        VAETrainer.builder()
            .activation(Activation.SOFTPLUS)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .weightPrior(1)
            .validation(0)
            .seed(1);
    if (digits) {
      VAETrainer small = builder.hidden(200).latent(10).epochs(epochs("m1m2", 200)).build();
      return of(small).classificationWeight(1);
    }
    builder.hidden(500).latent(20);
    builder.optimiser(new Adam(5e-3)).averaging(0.999).batchSize(200).epochs(epochs("m1m2", 100));
    return of(builder.build());
  }
}
