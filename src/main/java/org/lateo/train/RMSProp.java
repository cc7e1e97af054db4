package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * RMSProp: each parameter's steps are divided by the root of a running mean of its squared
 * gradient, optionally with momentum.
 *
 * <p>See:
 *
 * <pre>
 * Tieleman T, Hinton G.
 * "Lecture 6.5 - rmsprop: Divide the gradient by a running average of its recent magnitude"
 * COURSERA: Neural Networks for Machine Learning, 2012.
 * </pre>
 *
 * <p>As in PyTorch, epsilon is added to the root, and the momentum sums the divided gradients.
 */
public final class RMSProp implements Optimiser {
  @Config(description = "The learning rate.")
  private double learningRate = 1e-3;

  @Config(description = "The decay rate of the mean of the gradient's square, in [0, 1).")
  private double decay = 0.99;

  @Config(description = "The share of the last step that is taken again, in [0, 1).")
  private double momentum = 0;

  @Config(description = "Added to the square root in the denominator.")
  private double epsilon = 1e-8;

  /** Learning rate 0.001, decay 0.99 and no momentum. */
  public RMSProp() {}

  /**
   * A learning rate, with decay 0.99 and no momentum.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public RMSProp(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  /** All settings, which are checked. */
  public RMSProp(double learningRate, double decay, double momentum, double epsilon) {
    this.learningRate = learningRate;
    this.decay = decay;
    this.momentum = momentum;
    this.epsilon = epsilon;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.requireLearningRate(learningRate);
    Fields.requireShare("decay", decay);
    Fields.requireShare("momentum", momentum);
    Fields.requireEpsilon(epsilon);
  }

  @Override
  public Run start(int size) {
    return new OptimiserRun(learningRate, size, 2) {
      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float[] square = arrays().get(0);
        float[] velocity = arrays().get(1);
        float keep = (float) decay;
        float take = (float) (1 - decay);
        float again = (float) momentum;
        float step = (float) rate;
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
          float g = gradient[i];
          float s = keep * square[i] + take * g * g;
          float v = again * velocity[i] + g / ((float) Math.sqrt(s) + small);
          square[i] = s;
          velocity[i] = v;
          parameters[i] -= step * v;
        }
      }
    };
  }
}
