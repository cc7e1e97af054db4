package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * Stochastic gradient descent with momentum: each step is the gradient plus a share of the last
 * step. With Nesterov's momentum it is the gradient plus a share of the step that plain momentum
 * would take.
 *
 * <p>See:
 *
 * <pre>
 * Sutskever I, Martens J, Dahl G, Hinton G.
 * "On the importance of initialization and momentum in deep learning", section 2
 * ICML 2013.
 * </pre>
 *
 * <p>The learning rate scales the step, not the gradient that enters the momentum, as in PyTorch.
 */
public final class SGD implements Optimiser {
  @Config(description = "The learning rate.")
  private double learningRate = 1e-3;

  @Config(description = "The share of the last step that is taken again, in [0, 1).")
  private double momentum = 0.9;

  @Config(description = "Whether to look ahead along the momentum (Nesterov).")
  private boolean nesterov = false;

  /** Learning rate 0.001 and momentum 0.9. */
  public SGD() {}

  /**
   * A learning rate, with momentum 0.9.
   *
   * @throws PropertyException if it is not in (0, 1e6)
   */
  public SGD(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  /** All settings, which are checked. */
  public SGD(double learningRate, double momentum, boolean nesterov) {
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.nesterov = nesterov;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.requireLearningRate(learningRate);
    Fields.requireShare("momentum", momentum);
    Fields.require(
        !nesterov || momentum > 0, "nesterov", "a momentum above 0 to look ahead along", momentum);
  }

  @Override
  public Run start(int size) {
    return new OptimiserRun(learningRate, size, 1) {
      @Override
      public void update(float[] parameters, float[] gradient, int from, int to) {
        float[] velocity = arrays().get(0);
        float step = (float) rate;
        float again = (float) momentum;
        float ofVelocity = nesterov ? again : 1f;
        float ofGradient = nesterov ? 1f : 0f;
        for (int i = from; i < to; i++) {
          float g = gradient[i];
          float v = again * velocity[i] + g;
          velocity[i] = v;
          parameters[i] -= step * (ofVelocity * v + ofGradient * g);
        }
      }
    };
  }
}
