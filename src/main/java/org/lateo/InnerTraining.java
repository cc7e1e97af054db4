package org.lateo;

import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * The training of any trainer, ours or not, by another one.
 *
 * <p>A training of ours that is stopped or fails throws an exception that holds its model. A
 * trainer around it that does not know of these exceptions, such as Tribuo's {@code
 * TransformTrainer} or {@code BaggingTrainer}, lets them pass, and the model they hold is only a
 * part of what it makes: it has never seen a row that is not transformed, say.
 */
public final class InnerTraining {
  private InnerTraining() {}

  /**
   * Trains.
   *
   * @param training what the trainer does
   * @throws TrainingStoppedException if it is stopped; it holds a model only of a trainer that
   *     reports, or whose own the model is by its provenance
   * @throws TrainingFailedException if it becomes non-finite; it holds a model only if it is the
   *     trainer's own by its provenance
   */
  public static <T extends Output<T>> Model<T> of(Trainer<T> trainer, Supplier<Model<T>> training) {
    try {
      return training.get();
    } catch (TrainingStoppedException e) {
      boolean whole =
          trainer instanceof ReportingTrainer
              || isOf(trainer, e.bestModel(Model.class).<Model<?>>map(model -> model));
      throw whole ? e : e.holding(null, nothingOf(trainer));
    } catch (TrainingFailedException e) {
      throw isOf(trainer, e.bestModel()) ? e : e.holding(null, nothingOf(trainer));
    }
  }

  private static boolean isOf(Trainer<?> trainer, Optional<? extends Model<?>> model) {
    return model
        .map(found -> found.getProvenance().getTrainerProvenance().getClassName())
        .filter(trainer.getProvenance().getClassName()::equals)
        .isPresent();
  }

  private static String nothingOf(Trainer<?> trainer) {
    return "nothing is kept, since the model of " + trainer.getClass().getName() + " is not whole";
  }
}
