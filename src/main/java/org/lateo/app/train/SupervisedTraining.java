package org.lateo.app.train;

import org.lateo.app.input.InputException;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** The training of a trainer from a configuration, ours or not, on the rows that have an output. */
final class SupervisedTraining {
  private SupervisedTraining() {}

  /**
   * Trains. Of another's trainer that is stopped there is no model: one of ours inside it is a
   * part.
   *
   * @throws InputException if it is a trainer of another type of output
   */
  static <T extends Output<T>> Model<T> of(Trainer<T> trainer, Dataset<T> rows) {
    Dataset<T> answered = LabelMasking.labelledRows(rows);
    try {
      return trainer.train(answered);
    } catch (TrainingStoppedException e) {
      throw isOf(trainer, e) ? e : e.holding(null);
    } catch (ClassCastException e) {
      throw new InputException(
          String.format(
              "--trainer: expected a trainer of %s, found %s",
              rows.getOutputFactory().getUnknownOutput().getClass().getSimpleName(),
              trainer.getClass().getSimpleName()),
          e);
    }
  }

  private static boolean isOf(Trainer<?> trainer, TrainingStoppedException e) {
    return e.bestModel(Model.class)
        .map(model -> model.getProvenance().getTrainerProvenance().getClassName())
        .filter(trainer.getClass().getName()::equals)
        .isPresent();
  }
}
