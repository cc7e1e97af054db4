package org.lateo.codes;

import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.lateo.rows.CodeFeatures;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Sets the fields of a {@link LatentFeatureTrainer}.
 *
 * @param <T> the type of output
 */
public final class LatentFeatureTrainerBuilder<T extends Output<T>>
    extends CountedTrainer.Builder<LatentFeatureTrainer<T>, LatentFeatureTrainerBuilder<T>> {
  LatentFeatureTrainerBuilder(VAETrainer encoder, Trainer<T> innerTrainer) {
    super(LatentFeatureTrainer::new);
    set("encoder", encoder, (trainer, value) -> trainer.encoder = value);
    set("innerTrainer", innerTrainer, (trainer, value) -> trainer.innerTrainer = value);
  }

  /** Which parts of a code become features. */
  public LatentFeatureTrainerBuilder<T> codes(CodeFeatures features) {
    return set("codes", features, (trainer, value) -> trainer.codes = value);
  }

  /**
   * Trains on draws of each row's posterior, as augmentation: {@link CodeFeatures#SAMPLES}.
   *
   * @param draws of each row, at least 1
   */
  public LatentFeatureTrainerBuilder<T> samples(int draws) {
    return codes(CodeFeatures.SAMPLES).set(trainer -> trainer.samples = draws);
  }

  /** Whether the row's own features are kept beside those of its code. */
  public LatentFeatureTrainerBuilder<T> rawFeatures(boolean stay) {
    return set(trainer -> trainer.rawFeatures = stay);
  }

  /** Least standard deviation of a dimension's mean over the rows, to be used; 0 for all. */
  public LatentFeatureTrainerBuilder<T> inactiveBelow(double deviation) {
    return set(trainer -> trainer.inactiveBelow = deviation);
  }
}
