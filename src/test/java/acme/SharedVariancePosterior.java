package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.SoftBound;
import org.lateo.latent.DiagonalGaussian;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Posterior;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * A posterior as a user of the library writes one: a Gaussian around a mean of each row, with a
 * learned variance for each dimension that all rows share.
 */
public final class SharedVariancePosterior implements Posterior {
  private static final float LOG_VARIANCE_LIMIT = 15f;

  @Config(description = "The logarithm of the variances before training, from -10 to 10.")
  private double firstLogVariance = -1;

  /** Variances that start at 1 / e. */
  public SharedVariancePosterior() {}

  @Override
  public void postConfig() {
    if (!(Math.abs(firstLogVariance) <= 10)) {
      throw new PropertyException(
          "", "firstLogVariance", "Expected -10 to 10, found " + firstLogVariance);
    }
  }

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    Initialiser first =
        Initialiser.constant(SoftBound.inverse(firstLogVariance, LOG_VARIANCE_LIMIT));
    return new Heads(
        new Dense("posterior.mean", width, latent, Activation.IDENTITY, weights),
        new Parameter("posterior.logVariance", 1, latent, first));
  }

  private record Heads(Dense mean, Parameter logVariance) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.concat(mean.parameters().stream(), Stream.of(logVariance)).toList();
    }

    @Override
    public LatentDistribution given(Node hidden) {
      Node shared = new SoftBound(new ParameterRows(logVariance), LOG_VARIANCE_LIMIT);
      return new DiagonalGaussian(
          mean.apply(hidden), new Broadcast(shared, hidden.rows(), shared.columns()));
    }
  }
}
