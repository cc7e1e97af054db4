package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.train.Optimiser;

/**
 * An optimiser as a user of the library writes one: steps along a running mean of the gradient,
 * none longer than the learning rate.
 */
public final class ClippedMomentum implements Optimiser {
  @Config(description = "The learning rate, in (0, 1e6).")
  private double learningRate = 1e-2;

  @Config(description = "What a step keeps of the running mean, in [0, 1).")
  private float momentum = 0.9f;

  /** A learning rate of 0.01. */
  public ClippedMomentum() {}

  /** Another learning rate. */
  public ClippedMomentum(double learningRate) {
    this.learningRate = learningRate;
    postConfig();
  }

  @Override
  public void postConfig() {
    if (!(learningRate > 0 && learningRate < 1e6)) {
      throw new PropertyException(
          "", "learningRate", "Expected a number in (0, 1e6), found " + learningRate);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new PropertyException("", "momentum", "Expected 0 to 1, found " + momentum);
    }
  }

  @Override
  public Run start(int size) {
    return new Steps(new float[size]);
  }

  private final class Steps implements Run {
    private final float[] mean;
    private float rate;

    Steps(float[] mean) {
      this.mean = mean;
    }

    @Override
    public List<float[]> arrays() {
      return List.of(mean);
    }

    @Override
    public void beginStep(double rateFactor) {
      rate = (float) (learningRate * rateFactor);
    }

    @Override
    public void update(float[] parameters, float[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        mean[i] = momentum * mean[i] + (1 - momentum) * gradient[i];
        parameters[i] -= rate * Math.max(-1f, Math.min(1f, mean[i]));
      }
    }
  }
}
