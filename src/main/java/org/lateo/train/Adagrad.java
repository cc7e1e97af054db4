package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.config.Fields;

/**
 * Steps scaled by the root of the sum of all squares of the gradient so far: rare features keep
 * long steps, and all steps become shorter.
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
   * Another learning rate.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public Adagrad(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  /** Everything as given. */
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
    return new Squares(size);
  }

  private final class Squares implements Run {
    private final float[] sum;
    private double rate;

    Squares(int size) {
      sum = new float[size];
    }

    @Override
    public List<float[]> arrays() {
      return List.of(sum);
    }

    @Override
    public void beginStep(double rateFactor) {
      rate = learningRate * rateFactor;
    }

    @Override
    public void update(float[] parameters, float[] gradient, int from, int to) {
      float step = (float) rate;
      float small = (float) epsilon;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float s = sum[i] + g * g;
        sum[i] = s;
        parameters[i] -= step * g / ((float) Math.sqrt(s) + small);
      }
    }
  }
}
