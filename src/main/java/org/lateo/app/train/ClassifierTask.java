package org.lateo.app.train;

import java.util.Optional;
import java.util.function.Predicate;
import org.lateo.VAETrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Refusals;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A classifier to train on rows of which some are labelled.
 *
 * @param missing the columns that may be missing; for most classifiers none
 * @param training trains on all rows
 */
record ClassifierTask(Predicate<String> missing, Training training) {
  private static final double LEARNING_RATE = 0.1;

  /** Tribuo's SGD fails with larger batches if only some rows have every feature. */
  private static final int BATCH = 1;

  private static final int MOST_EPOCHS = 100;
  private static final int FEWEST_EPOCHS = 10;

  /** Rows × epochs that suffice; more would take minutes. */
  private static final int ROWS_SEEN = 500_000;

  /** Trains a classifier on rows of which some are labelled. */
  interface Training {
    /** Trains; an autoencoder reports its progress to the listener. */
    Model<Label> train(Dataset<Label> rows, TrainingListener listener);
  }

  /** Logistic regression on the features of the labelled rows. */
  static ClassifierTask onFeatures(long seed) {
    return of(
        (rows, listener) -> {
          Dataset<Label> labelled = LabelMasking.labelledRows(rows);
          return logisticRegression(labelled.size(), seed).train(labelled);
        });
  }

  /** Logistic regression on codes that an autoencoder learns from all rows. */
  static ClassifierTask onCodes(VAETrainer autoencoder, long seed) {
    return new ClassifierTask(
        autoencoder::mayMiss,
        (rows, listener) -> {
          int labelled = (int) rows.getData().stream().filter(LabelMasking::isLabelled).count();
          Trainer<Label> classifier = logisticRegression(labelled, seed);
          return new LatentFeatureTrainer<>(autoencoder, classifier).train(rows, listener);
        });
  }

  /** A trainer that is given all rows. */
  static ClassifierTask of(SemiSupervisedTrainer<Label> trainer) {
    return new ClassifierTask(trainer::mayMiss, trainer::train);
  }

  /** A trainer from a configuration, given all rows if it is semi-supervised, else the labelled. */
  @SuppressWarnings("unchecked") // A trainer's output type is not known at run time.
  static ClassifierTask configured(Trainer<?> trainer) {
    return trainer instanceof SemiSupervisedTrainer<?> ours
        ? of((SemiSupervisedTrainer<Label>) ours)
        : of((rows, listener) -> ((Trainer<Label>) trainer).train(LabelMasking.labelledRows(rows)));
  }

  private static ClassifierTask of(Training training) {
    return new ClassifierTask(column -> false, training);
  }

  /** Trains for 100 epochs, or fewer if there are many rows. */
  private static Trainer<Label> logisticRegression(int rows, long seed) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_SEEN / Math.max(1, rows)));
    return new LinearSGDTrainer(
        new LogMulticlass(), new AdaGrad(LEARNING_RATE), epochs, Integer.MAX_VALUE, BATCH, seed);
  }

  /**
   * The training on the rows of a file.
   *
   * @param labelled how many labels to keep; all if empty
   * @param seed seed by which the labels to keep are drawn
   */
  TrainingTask keeping(Optional<Integer> labelled, long seed) {
    return new TrainingTask(
        missing,
        (sheet, listener) -> {
          requireLabels(sheet);
          Dataset<Label> all = Datasets.toTrain(sheet, OutputKind.labels());
          Dataset<Label> some = labelled.isEmpty() ? all : keep(all, labelled.get(), seed);
          return Refusals.data(sheet.source(), () -> training.train(some, listener));
        });
  }

  /** All rows, of which {@code count} keep their label; see {@link LabelMasking#keep}. */
  static Dataset<Label> keep(Dataset<Label> rows, int count, long seed) {
    return Refusals.option("labelled", () -> LabelMasking.keep(rows, count, seed));
  }

  private static void requireLabels(Sheet sheet) {
    if (!sheet.hasResponses()) {
      throw new InputException(
          sheet.source()
              + ": expected labels, found none; name them by --response COLUMN for a CSV file, by"
              + " --labels FILE for images");
    }
  }
}
