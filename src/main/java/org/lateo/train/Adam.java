package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Map;

/**
 * Steps scaled by running means of the gradient and of its square, both corrected for their start
 * at zero.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Ba J.
 * "Adam: A Method for Stochastic Optimization", algorithm 1
 * ICLR 2015.
 * </pre>
 */
public final class Adam implements Optimiser {
  @Config(description = "The learning rate.")
  private double learningRate = 1e-3;

  @Config(description = "The decay rate of the mean of the gradient, in [0, 1).")
  private double beta1 = 0.9;

  @Config(description = "The decay rate of the mean of its square, in [0, 1).")
  private double beta2 = 0.999;

  @Config(description = "Added to the square root in the denominator.")
  private double epsilon = 1e-8;

  /** The paper's settings. */
  public Adam() {}

  /**
   * The paper's settings with another learning rate.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public Adam(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  @Override
  public void postConfig() {
    require(
        learningRate > 0 && learningRate < 1e6,
        "learningRate",
        "a number in (0, 1e6)",
        learningRate);
    require(beta1 >= 0 && beta1 < 1, "beta1", "a number in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2", "a number in [0, 1)", beta2);
    require(epsilon > 0 && epsilon < 1, "epsilon", "a number in (0, 1)", epsilon);
  }

  private static void require(boolean holds, String field, String expected, double found) {
    if (!holds) {
      throw new PropertyException("", field, "Expected " + expected + ", found " + found);
    }
  }

  @Override
  public String partName() {
    return "adam";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "learningRate", Double.toString(learningRate),
        "beta1", Double.toString(beta1),
        "beta2", Double.toString(beta2),
        "epsilon", Double.toString(epsilon));
  }

  @Override
  public Run start(int size) {
    return new Moments(size);
  }

  private final class Moments implements Run {
    private final float[] first;
    private final float[] second;
    private double power1 = 1;
    private double power2 = 1;

    Moments(int size) {
      first = new float[size];
      second = new float[size];
    }

    @Override
    public void beginStep() {
      power1 *= beta1;
      power2 *= beta2;
    }

    @Override
    public void update(float[] parameters, float[] gradient, int from, int to) {
      float keep1 = (float) beta1;
      float take1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float take2 = (float) (1 - beta2);
      float step = (float) (learningRate / (1 - power1));
      float root = (float) (1 / Math.sqrt(1 - power2));
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
