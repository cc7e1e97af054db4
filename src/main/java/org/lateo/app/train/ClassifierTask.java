package org.lateo.app.train;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.app.input.InputException;
import org.lateo.app.progress.Bound;
import org.lateo.app.verb.Refusals;
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
import org.tribuo.dataset.DatasetView;

/**
 * A classifier to train on rows of which some are labelled.
 *
 * @param missing the columns that may be missing; for most classifiers none
 * @param bound what the training reports
 * @param labelledAlone whether it trains on the labelled rows, and not on all
 * @param training trains on these rows
 */
record ClassifierTask(
    Predicate<String> missing, Bound bound, boolean labelledAlone, Training training) {
  /** Trains a classifier on the rows that it is given. */
  interface Training {
    /** Trains; an autoencoder reports its progress to the listener. */
    Model<Label> train(Dataset<Label> rows, TrainingListener listener);
  }

  /** Makes a trainer that depends on the rows. */
  interface ByRows {
    /**
     * Makes it.
     *
     * @param rows how many there are
     * @param columns how many features
     */
    SemiSupervisedTrainer<Label> trainer(int rows, int columns);
  }

  /** A trainer that depends on how many rows and columns there are. */
  static ClassifierTask byRows(ByRows made) {
    return new ClassifierTask(
        made.trainer(1, 1)::mayMiss,
        Bound.ELBO,
        false,
        (rows, listener) ->
            made.trainer(rows.size(), rows.getFeatureMap().size()).train(rows, listener));
  }

  /** A trainer that is given all rows. */
  static ClassifierTask of(SemiSupervisedTrainer<Label> trainer) {
    return new ClassifierTask(trainer::mayMiss, Bound.ELBO, false, trainer::train);
  }

  /** Any trainer, given all rows if it is semi-supervised, else the labelled. */
  @SuppressWarnings("unchecked") // A trainer's output type is not known at run time.
  static ClassifierTask any(Trainer<?> trainer) {
    return trainer instanceof SemiSupervisedTrainer<?> ours
        ? of((SemiSupervisedTrainer<Label>) ours)
        : new ClassifierTask(
            column -> false,
            SupervisedTraining.bound(trainer),
            true,
            (rows, listener) -> SupervisedTraining.of((Trainer<Label>) trainer, rows, listener));
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
        bound,
        (sheet, listener) -> {
          requireLabels(sheet);
          Dataset<Label> all = Datasets.toTrain(sheet, OutputKind.labels());
          Dataset<Label> some = labelled.isEmpty() ? all : keep(all, labelled.get(), seed);
          int[] numbers = sheet.numbers();
          return labelledAlone
              ? Refusals.data(
                  sheet.source(),
                  labelled(some).map(row -> numbers[row]).toArray(),
                  () -> training.train(LabelMasking.labelledRows(some), listener))
              : Refusals.data(sheet.source(), numbers, () -> training.train(some, listener));
        });
  }

  /** The places, from 0, of the rows that have a label. */
  private static IntStream labelled(Dataset<Label> rows) {
    return IntStream.range(0, rows.size()).filter(i -> LabelMasking.isLabelled(rows.getExample(i)));
  }

  /** All rows, of which {@code count} keep their label; see {@link LabelMasking#keep}. */
  static Dataset<Label> keep(Dataset<Label> rows, int count, long seed) {
    return Refusals.option("labelled", () -> LabelMasking.keep(rows, count, seed));
  }

  /** The labelled rows that do not keep their label by {@link #keep}. */
  static Dataset<Label> hidden(Dataset<Label> rows, int count, long seed) {
    Dataset<Label> kept = keep(rows, count, seed);
    int[] hidden =
        labelled(rows).filter(i -> !LabelMasking.isLabelled(kept.getExample(i))).toArray();
    return new DatasetView<>(rows, hidden, "rows with hidden labels");
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
