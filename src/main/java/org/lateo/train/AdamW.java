package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * {@link Adam} with decoupled weight decay: before Adam's step every parameter shrinks by the
 * learning rate times the weight decay. Biases shrink too, as in PyTorch; a prior on weights alone,
 * whose strength does not depend on the optimiser, is the trainer's {@code weightPrior}. Trainers
 * refuse it where weights have distributions, whose spreads it would change.
 *
 * <p>See:
 *
 * <pre>
 * Loshchilov I, Hutter F.
 * "Decoupled Weight Decay Regularization", algorithm 2
 * ICLR 2019.
 * </pre>
 */
public final class AdamW extends Adam {
  @Config(description = "The share of a parameter that a step at learning rate 1 would take.")
  private double weightDecay = 1e-2;

  /** PyTorch's settings. */
  public AdamW() {}

  /**
   * A learning rate and a weight decay, and otherwise PyTorch's settings.
   *
   * @throws PropertyException if a setting is refused, naming it
   */
  public AdamW(double learningRate, double weightDecay) {
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    postConfig();
  }

  /** All settings, which are checked. */
  public AdamW(
      double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
    super(learningRate, beta1, beta2, epsilon);
    this.weightDecay = weightDecay;
    postConfig();
  }

  @Override
  public void postConfig() {
    super.postConfig();
    Fields.require(
        weightDecay >= 0 && weightDecay * learningRate < 1,
        "weightDecay",
        "a number from 0 to below 1 / learningRate = " + 1 / learningRate,
        weightDecay);
  }

  @Override
  public boolean decays() {
    return weightDecay > 0;
  }

  @Override
  public Run start(int size) {
    return new Moments(size) {
      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float keep = (float) (1 - rate * weightDecay);
        for (int i = from; i < to; i++) {
          parameters[i] *= keep;
        }
        super.update(parameters, gradient, from, to);
      }
    };
  }
}
