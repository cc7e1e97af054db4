package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.latent.DiagonalGaussian;
import org.lateo.latent.GaussianDivergence;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalLogDensity;

/** A prior as a user of the library writes one: p(z) = N(0, deviation² I). */
public final class WidePrior implements Prior {
  @Config(description = "The standard deviation, from 0.01 to 100.")
  private double deviation = 1.5;

  /** A deviation of 1.5. */
  public WidePrior() {}

  @Override
  public void postConfig() {
    if (!(deviation >= 0.01 && deviation <= 100)) {
      throw new PropertyException("", "deviation", "Expected 0.01 to 100, found " + deviation);
    }
  }

  @Override
  public Learned connect(int latent, Recognition recognition) {
    return new Wide(constants(latent, deviation), constants(latent, StrictMath.log(deviation)));
  }

  private static double[] constants(int latent, double value) {
    double[] constants = new double[latent];
    Arrays.fill(constants, value);
    return constants;
  }

  /** Both {@code [latent]}. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Wide(double[] deviation, double[] logDeviation) implements Learned {
    private Node standardised(Node z) {
      return ScaleColumns.standardise(z, new double[deviation.length], deviation);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Node logDensity(Node z) {
      return ScaleColumns.subtract(new StandardNormalLogDensity(standardised(z)), logDeviation);
    }

    /** That of z / deviation from N(0, I). */
    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      if (!(q instanceof DiagonalGaussian gaussian)) {
        return Optional.empty();
      }
      double[] logVariance = Arrays.stream(logDeviation).map(log -> 2 * log).toArray();
      return Optional.of(
          new GaussianDivergence(
              standardised(gaussian.mean()),
              ScaleColumns.subtract(gaussian.logVariance(), logVariance)));
    }

    @Override
    public Node sample(Node noise) {
      return ScaleColumns.restore(noise, new double[deviation.length], deviation);
    }
  }
}
