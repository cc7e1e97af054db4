package org.lateo.app.train;

import java.util.function.BiFunction;
import org.lateo.app.input.InputException;
import org.lateo.app.progress.Bound;
import org.lateo.app.verb.Refusals;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Trainings of predictors of a number, the response. */
final class RegressionTask {
  private RegressionTask() {}

  /**
   * On all rows, of which those without a response teach an autoencoder.
   *
   * @param made makes the trainer, given the numbers of rows and columns
   */
  static TrainingTask onCodes(BiFunction<Integer, Integer, SemiSupervisedTrainer<Regressor>> made) {
    return new TrainingTask(
        made.apply(1, 1)::mayMiss,
        Bound.ELBO,
        (sheet, listener) -> {
          Dataset<Regressor> rows = rows(sheet);
          return Refusals.data(
              sheet.source(),
              sheet.numbers(),
              () -> made.apply(rows.size(), rows.getFeatureMap().size()).train(rows, listener));
        });
  }

  /** Any trainer, given all rows if it is semi-supervised, else those that have a response. */
  @SuppressWarnings("unchecked") // A trainer's output type is not known at run time.
  static TrainingTask any(Trainer<?> trainer) {
    return trainer instanceof SemiSupervisedTrainer<?> ours
        ? onCodes((rows, columns) -> (SemiSupervisedTrainer<Regressor>) ours)
        : onFeatures((Trainer<Regressor>) trainer);
  }

  private static TrainingTask onFeatures(Trainer<Regressor> trainer) {
    return new TrainingTask(
        column -> false,
        SupervisedTraining.bound(trainer),
        (sheet, listener) -> {
          Dataset<Regressor> rows = LabelMasking.labelledRows(rows(sheet));
          return Refusals.data(
              sheet.source(),
              sheet.answered(),
              () -> SupervisedTraining.of(trainer, rows, listener));
        });
  }

  private static Dataset<Regressor> rows(Sheet sheet) {
    if (!sheet.hasResponses()) {
      throw new InputException(
          sheet.source()
              + ": expected numbers to predict, found none; name their column by --response COLUMN for a"
              + " CSV file, write them in front of each line of a libsvm file");
    }
    return Datasets.toTrain(sheet, OutputKind.numbers(sheet.responseName(), sheet.cells()));
  }
}
