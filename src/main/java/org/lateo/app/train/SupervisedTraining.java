package org.lateo.app.train;

import org.lateo.InnerTraining;
import org.lateo.ReportingTrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.progress.Bound;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.conformal.ConformalTrainer;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** The training of any trainer, ours or not, on the rows that have an output. */
final class SupervisedTraining {
  private SupervisedTraining() {}

  /** What the training of a trainer reports. */
  static Bound bound(Trainer<?> trainer) {
    Trainer<?> told = told(trainer);
    if (told instanceof BayesianClassifierTrainer network) {
      return Bound.ofNetwork(network.hasBound());
    }
    return told instanceof BayesianRegressionTrainer network
        ? Bound.ofNetwork(network.hasBound())
        : Bound.ELBO;
  }

  /** Whether a trainer tells a listener of its training, by which checkpoints are written. */
  static boolean isReported(Trainer<?> trainer) {
    return told(trainer) instanceof ReportingTrainer;
  }

  /** The trainer of whose training a listener is told: of a conformal one, that inside. */
  private static Trainer<?> told(Trainer<?> trainer) {
    return trainer instanceof ConformalTrainer<?, ?> around
        ? around.innerTrainer().<Trainer<?>>map(inside -> inside).orElse(trainer)
        : trainer;
  }

  /**
   * Trains, reporting progress to a listener if the trainer does. Of another's trainer that is
   * stopped or fails there is no model: one of ours inside it is a part.
   *
   * @throws InputException if it is a trainer of another type of output
   */
  static <T extends Output<T>> Model<T> of(
      Trainer<T> trainer, Dataset<T> rows, TrainingListener listener) {
    try {
      return InnerTraining.of(
          trainer,
          () ->
              trainer instanceof ReportingTrainer<T> reporting
                  ? reporting.train(rows, listener)
                  : trainer.train(rows));
    } catch (ClassCastException e) {
      throw new InputException(
          String.format(
              "--trainer: expected a trainer of %s, found %s",
              rows.getOutputFactory().getUnknownOutput().getClass().getSimpleName(),
              trainer.getClass().getSimpleName()),
          e);
    }
  }
}
