package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.config.Fields;

/**
 * {@link Adam} with decoupled weight decay: before Adam's step every parameter shrinks by the
 * learning rate times the weight decay. Biases shrink too, as in PyTorch; a prior on weights alone,
 * whose strength does not depend on the optimiser, is the trainer's {@code weightPrior}.
 *
 * <p>See:
 *
 * <pre>
 * Loshchilov I, Hutter F.
 * "Decoupled Weight Decay Regularization", algorithm 2
 * ICLR 2019.
 * </pre>
 */
public final class AdamW implements Optimiser {
  @Config(description = "The learning rate.")
  private double learningRate = 1e-3;

  @Config(description = "The decay rate of the mean of the gradient, in [0, 1).")
  private double beta1 = 0.9;

  @Config(description = "The decay rate of the mean of its square, in [0, 1).")
  private double beta2 = 0.999;

  @Config(description = "Added to the square root in the denominator.")
  private double epsilon = 1e-8;

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
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    postConfig();
  }

  @Override
  public void postConfig() {
    Adam unused = adam();
    Fields.require(
        weightDecay >= 0 && weightDecay * learningRate < 1,
        "weightDecay",
        "a number from 0 to below 1 / learningRate = " + 1 / learningRate,
        weightDecay);
  }

  private Adam adam() {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public Run start(int size) {
    Run adam = adam().start(size);
    return new Run() {
      private float keep;

      @Override
      public List<float[]> arrays() {
        return adam.arrays();
      }

      @Override
      public double[] numbers() {
        return adam.numbers();
      }

      @Override
      public void beginStep(double rateFactor) {
        keep = (float) (1 - learningRate * rateFactor * weightDecay);
        adam.beginStep(rateFactor);
      }

      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float factor = keep;
        for (int i = from; i < to; i++) {
          parameters[i] *= factor;
        }
        adam.update(parameters, gradient, from, to);
      }
    };
  }
}
