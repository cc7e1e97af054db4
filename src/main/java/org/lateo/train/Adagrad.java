package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * Adagrad: each parameter's steps are divided by the root of the sum of its squared gradients so
 * far. All steps become shorter; those of parameters with few gradients stay longer.
 *
 * <p>See:
 *
 * <pre>
 * Duchi J, Hazan E, Singer Y.
 * "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", figure 1
 * Journal of Machine Learning Research 12, 2011.
 * </pre>
 *
 * <p>The sum starts at zero and epsilon is added to the root, as in PyTorch.
 */
public final class Adagrad implements Optimiser {
  @Config(description = "The learning rate.")
  private double learningRate = 1e-2;

  @Config(description = "Added to the square root in the denominator.")
  private double epsilon = 1e-10;

  /** PyTorch's settings. */
  public Adagrad() {}

  /**
   * A learning rate, and PyTorch's epsilon.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public Adagrad(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  /** All settings, which are checked. */
  public Adagrad(double learningRate, double epsilon) {
    this.learningRate = learningRate;
    this.epsilon = epsilon;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.requireLearningRate(learningRate);
    Fields.requireEpsilon(epsilon);
  }

  @Override
  public Run start(int size) {
    return new OptimiserRun(learningRate, size, 1) {
      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float[] sum = arrays().get(0);
        float step = (float) rate;
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
          float g = gradient[i];
          float s = sum[i] + g * g;
          sum[i] = s;
          parameters[i] -= step * g / ((float) Math.sqrt(s) + small);
        }
      }
    };
  }
}
