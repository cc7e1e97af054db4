package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.config.Fields;

/**
 * Steps scaled by the root of a running mean of the gradient's square, with momentum if wanted.
 *
 * <p>See:
 *
 * <pre>
 * Tieleman T, Hinton G.
 * "Lecture 6.5 - rmsprop: Divide the gradient by a running average of its recent magnitude"
 * COURSERA: Neural Networks for Machine Learning, 2012.
 * </pre>
 *
 * <p>As in PyTorch, epsilon is added to the root, and momentum adds up scaled steps.
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

  /** No momentum. */
  public RMSProp() {}

  /**
   * Another learning rate.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public RMSProp(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  /** Everything as given. */
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
    return new State(size);
  }

  private final class State implements Run {
    private final float[] square;
    private final float[] velocity;
    private double rate;

    State(int size) {
      square = new float[size];
      velocity = new float[size];
    }

    @Override
    public List<float[]> arrays() {
      return List.of(square, velocity);
    }

    @Override
    public void beginStep(double rateFactor) {
      rate = learningRate * rateFactor;
    }

    @Override
    public void update(float[] parameters, float[] gradient, int from, int to) {
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
  }
}
