package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * Adam: each parameter's step is a running mean of its gradient divided by the root of a running
 * mean of its squared gradient, both corrected for their start at zero.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Ba J.
 * "Adam: A Method for Stochastic Optimization", algorithm 1
 * ICLR 2015.
 * </pre>
 */
public class Adam implements Optimiser {
  @Config(description = "The learning rate.")
  double learningRate = 1e-3;

  @Config(description = "The decay rate of the mean of the gradient, in [0, 1).")
  private double beta1 = 0.9;

  @Config(description = "The decay rate of the mean of its square, in [0, 1).")
  private double beta2 = 0.999;

  @Config(description = "Added to the square root in the denominator.")
  private double epsilon = 1e-8;

  /** The paper's settings. */
  public Adam() {}

  /**
   * A learning rate, and otherwise the paper's settings.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public Adam(double learningRate) {
    this.learningRate = learningRate;
    requireAll();
  }

  /**
   * All settings.
   *
   * @throws PropertyException if a setting is refused, naming it
   */
  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    requireAll();
  }

  @Override
  public void postConfig() {
    requireAll();
  }

  private void requireAll() {
    Fields.requireLearningRate(learningRate);
    Fields.requireShare("beta1", beta1);
    Fields.requireShare("beta2", beta2);
    Fields.requireEpsilon(epsilon);
  }

  @Override
  public Run start(int size) {
    return new Moments(size);
  }

  /** The run; its arrays are the means of the gradient and of its square. */
  class Moments extends OptimiserRun {
    /** beta1 and beta2 to the power of the number of steps. */
    private final double[] powers = {1, 1};

    Moments(int size) {
      super(learningRate, size, 2);
    }

    @Override
    public double[] numbers() {
      return powers;
    }

    @Override
    public void beginStep(double rateFactor) {
      super.beginStep(rateFactor);
      powers[0] *= beta1;
      powers[1] *= beta2;
    }

    @Override
    public void update(float[] parameters, float[] gradient, int from, int to) {
      float[] first = arrays().get(0);
      float[] second = arrays().get(1);
      float keep1 = (float) beta1;
      float take1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float take2 = (float) (1 - beta2);
      float step = (float) (rate / (1 - powers[0]));
      float root = (float) (1 / Math.sqrt(1 - powers[1]));
      float small = (float) epsilon;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float m = keep1 * first[i] + take1 * g;
        float v = keep2 * second[i] + take2 * g * g;
        first[i] = m;
        second[i] = v;
        parameters[i] -= step * m / ((float) Math.sqrt(v) * root + small);
      }
    }
  }
}
