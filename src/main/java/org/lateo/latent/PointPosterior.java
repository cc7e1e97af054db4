package org.lateo.latent;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.RepeatRows;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * A point instead of a distribution: z is a function of x, and the model is a plain autoencoder.
 *
 * <p>A point has a mean and nothing else: its log-variance is minus infinity, nothing is drawn, and
 * it has no divergence from a prior that a bound could count. The model therefore has no p(z)
 * either: there are no samples and no log p(x), the divergence is 0 in every score, and the bound
 * is the reconstruction log p(x|z) at the row's own code. Scores need no draws and cost as much as
 * one of a variational autoencoder's.
 */
public final class PointPosterior implements Posterior {
  @Config(description = "The function after the code's layer.")
  private Activation activation = Activation.IDENTITY;

  /** A code of any real numbers. */
  public PointPosterior() {}

  /**
   * A code within an activation's range.
   *
   * @param activation the function after the code's layer
   */
  public PointPosterior(Activation activation) {
    this.activation = requireNonNull(activation, "activation");
  }

  @Override
  public boolean isPoint() {
    return true;
  }

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return new Code(new Dense("posterior.point", width, latent, activation, weights));
  }

  private record Code(Dense point) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return point.parameters();
    }

    @Override
    public Optional<Dense> layer() {
      return Optional.of(point);
    }

    @Override
    public LatentDistribution given(Node hidden) {
      Node mean = point.apply(hidden);
      return new Point(mean, constant(mean, Float.NEGATIVE_INFINITY));
    }
  }

  private static Node constant(Node like, float value) {
    float[] row = new float[like.columns()];
    Arrays.fill(row, value);
    return new Constant(like.rows(), row);
  }

  private record Point(Node mean, Node logVariance) implements LatentDistribution {
    /** The one place, with all the probability: expectations need no draws. */
    @Override
    public Optional<Sample> states() {
      return Optional.of(new Sample(mean, constant(mean, 0)));
    }

    @Override
    public Sample sample(Node noise) {
      Node many = RepeatRows.of(mean, noise.rows().multipleOf(mean.rows()));
      return new Sample(many, constant(many, 0));
    }
  }
}
