package acme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.RepeatRows;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Posterior;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * A point posterior as a user of the library writes one: the encoder says where z is, and a plain
 * autoencoder remains. With the ELBO as objective, log p(x|z) + log p(z) is maximised, whose second
 * term holds codes near zero (Ghosh et al. 2020, "From Variational to Deterministic Autoencoders").
 */
public final class PointPosterior implements Posterior {
  /** The family has no settings. */
  public PointPosterior() {}

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return new Heads(new Dense("posterior.point", width, latent, Activation.IDENTITY, weights));
  }

  private record Heads(Dense point) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return point.parameters();
    }

    @Override
    public LatentDistribution given(Node hidden) {
      return new Point(point.apply(hidden));
    }
  }

  private record Point(Node mean) implements LatentDistribution {
    private Node constant(float value) {
      float[] row = new float[mean.columns()];
      Arrays.fill(row, value);
      return new Constant(mean.rows(), row);
    }

    /** Minus infinity: there is no variance. */
    @Override
    public Node logVariance() {
      return constant(Float.NEGATIVE_INFINITY);
    }

    /** The one place, with all the probability. */
    @Override
    public Optional<Sample> states() {
      return Optional.of(new Sample(mean, constant(0)));
    }

    @Override
    public Sample sample(Node noise) {
      return new Sample(RepeatRows.of(mean, noise.rows().multipleOf(mean.rows())), constant(0));
    }
  }
}
