package org.lateo.app.train;

import java.util.function.IntFunction;
import org.lateo.app.input.InputException;
import org.lateo.app.progress.Bound;
import org.lateo.app.verb.Refusals;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Trainings of predictors of a number, the response. */
final class RegressionTask {
  private RegressionTask() {}

  /** A network on the features of the rows that have a response. */
  static TrainingTask onFeatures(BayesianRegressionTrainer trainer) {
    return onFeatures(Bound.ofNetwork(trainer.hasBound()), trainer::train);
  }

  /** Trains on rows that all have a response. */
  interface Training {
    /** Trains, reporting progress to a listener. */
    Model<Regressor> train(Dataset<Regressor> rows, TrainingListener listener);
  }

  /**
   * On the features of the rows that have a response.
   *
   * @param bound what the training reports
   */
  static TrainingTask onFeatures(Bound bound, Training trainer) {
    return new TrainingTask(
        column -> false,
        bound,
        (sheet, listener) -> {
          Dataset<Regressor> rows = LabelMasking.labelledRows(rows(sheet));
          return Refusals.data(
              sheet.source(), sheet.answered(), () -> trainer.train(rows, listener));
        });
  }

  /**
   * On all rows, of which those without a response teach an autoencoder.
   *
   * @param made makes the trainer, given the number of rows
   */
  static TrainingTask onCodes(IntFunction<SemiSupervisedTrainer<Regressor>> made) {
    return new TrainingTask(
        made.apply(1)::mayMiss,
        Bound.ELBO,
        (sheet, listener) -> {
          Dataset<Regressor> rows = rows(sheet);
          return Refusals.data(
              sheet.source(), sheet.numbers(), () -> made.apply(rows.size()).train(rows, listener));
        });
  }

  /** A trainer from a configuration, given all rows if it is semi-supervised, else the answered. */
  @SuppressWarnings("unchecked") // A trainer's output type is not known at run time.
  static TrainingTask configured(Trainer<?> trainer) {
    if (trainer instanceof SemiSupervisedTrainer<?> ours) {
      return onCodes(rows -> (SemiSupervisedTrainer<Regressor>) ours);
    }
    return trainer instanceof BayesianRegressionTrainer bayesian
        ? onFeatures(bayesian)
        : onFeatures(
            Bound.ELBO,
            (rows, listener) -> SupervisedTraining.of((Trainer<Regressor>) trainer, rows));
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
