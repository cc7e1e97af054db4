package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.config.Fields;
import org.lateo.density.Bijection;
import org.lateo.density.Chain;
import org.lateo.density.ConditionalAutoregressive;
import org.lateo.density.Permutation;
import org.lateo.density.SplineTransformer;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;

/**
 * q(z|x), a diagonal Gaussian moved by autoregressive splines, all of them functions of x: of each
 * dimension a monotone spline whose shape depends on x and on the dimensions before it. They start
 * as the identity, so that the posterior starts as the Gaussian. Every other flow takes the
 * dimensions in reverse.
 *
 * <p>A row's code is the Gaussian's mean moved by the flows; its log-variance is the Gaussian's,
 * which the flows do not change. The divergence from a prior is estimated from samples.
 *
 * <p>See:
 *
 * <pre>
 * Durkan C, Bekasov A, Murray I, Papamakarios G.
 * "Neural Spline Flows", section 5.2
 * NeurIPS 2019.
 * </pre>
 */
public final class SplineFlowPosterior implements Posterior {
  @Config(description = "Flows, one after another, at most " + Sizes.FLOWS + ".")
  private int steps = 2;

  @Config(description = "Units of each flow's hidden layer, at most " + Sizes.UNITS + ".")
  private int hidden = 64;

  @Config(description = "Pieces of each spline, 2 to " + SplineTransformer.MOST_BINS + ".")
  private int bins = 8;

  @Config(
      description =
          "The splines leave values beyond plus and minus this as they are, above 0 and at most "
              + SplineTransformer.MOST_BOUND
              + ".")
  private double bound = 5;

  /** Two flows of 64 hidden units, of splines of eight pieces from -5 to 5. */
  public SplineFlowPosterior() {}

  /**
   * {@code steps} flows, one after another.
   *
   * @param hidden units of each one's hidden layer
   * @param bins pieces of each spline
   * @throws PropertyException if a value is below its least or above its limit
   */
  public SplineFlowPosterior(int steps, int hidden, int bins) {
    this.steps = steps;
    this.hidden = hidden;
    this.bins = bins;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("steps", Sizes.FLOWS, steps);
    Sizes.requireField("hidden", Sizes.UNITS, hidden);
    Fields.made("bins", () -> SplineTransformer.requireBins(bins));
    Fields.made("bound", () -> SplineTransformer.requireBound(bound));
  }

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    SplineTransformer spline = new SplineTransformer(bins, bound);
    return FlowDistribution.conditional(
        width,
        latent,
        weights,
        IntStream.range(0, steps)
            .mapToObj(
                k ->
                    new Step(
                        new ConditionalAutoregressive(
                            "posterior.spline." + k,
                            latent,
                            width,
                            List.of(hidden),
                            Activation.TANH,
                            spline,
                            weights),
                        k % 2 == 0 ? List.of() : List.of(Permutation.reversed(latent))))
            .toList());
  }

  /**
   * A flow.
   *
   * @param order what takes the dimensions into its order, and back
   */
  private record Step(ConditionalAutoregressive map, List<Bijection> order)
      implements FlowDistribution.Flow {
    @Override
    public List<Parameter> parameters() {
      return map.parameters();
    }

    @Override
    public Bijection given(Node hidden) {
      return new Chain(
          Stream.of(order, List.of(map.given(hidden)), order).flatMap(List::stream).toList());
    }
  }
}
