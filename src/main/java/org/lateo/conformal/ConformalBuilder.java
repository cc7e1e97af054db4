package org.lateo.conformal;

import java.util.function.Supplier;
import org.lateo.CountedTrainer;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Sets the fields that all conformal trainers have.
 *
 * @param <U> the type of output
 * @param <T> the type of trainer
 * @param <B> the builder's own type
 */
public abstract class ConformalBuilder<
        U extends Output<U>, T extends ConformalTrainer<U, ?>, B extends ConformalBuilder<U, T, B>>
    extends CountedTrainer.Builder<T, B> {
  ConformalBuilder(Supplier<T> defaults) {
    super(defaults);
  }

  /** Trains the model whose predictions are calibrated. */
  public final B innerTrainer(Trainer<U> trainer) {
    return set("innerTrainer", trainer, (made, value) -> made.innerTrainer = value);
  }

  /** The share of the rows that calibrate and do not train, in (0, 1). */
  public final B calibration(double share) {
    return set(trainer -> trainer.calibration = share);
  }

  /** The share of fresh outputs that intervals or sets hold by default, in (0, 1). */
  public final B coverage(double share) {
    return set(trainer -> trainer.coverage = share);
  }

  /** Seed of which rows calibrate. */
  public final B seed(long value) {
    return set(trainer -> trainer.seed = value);
  }
}
