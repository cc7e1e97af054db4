package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.density.Autoregressive;
import org.lateo.density.Bijection;
import org.lateo.density.Chain;
import org.lateo.density.FlowKind;
import org.lateo.density.FlowLayers;
import org.lateo.density.SplineTransformer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/**
 * p(z) = N(f(z); 0, I) |det f'(z)|, with a learned flow f that starts as the identity, so that the
 * prior starts as the standard normal. The flow's networks have tanh, so that log p(z) is smooth.
 *
 * <p>A draw is the inverse of f at a draw of N(0, I): of couplings in one pass, of autoregressive
 * layers in a pass for each dimension. The divergence from the prior has no closed form and is
 * estimated from samples.
 *
 * <p>See:
 *
 * <pre>
 * Chen X, Kingma DP, Salimans T, Duan Y, Dhariwal P, Schulman J, Sutskever I, Abbeel P.
 * "Variational Lossy Autoencoder", section 3.2
 * ICLR 2017.
 * </pre>
 */
public final class FlowPrior implements Prior {
  private static final long HALVES = 1;

  @Config(
      description =
          "What the flow's layers are: SPLINE_COUPLING, SPLINE_AUTOREGRESSIVE, MAF or REAL_NVP."
              + " Couplings are drawn from in one pass, the others take at most "
              + Autoregressive.MOST_PASSES
              + " dimensions.")
  private FlowKind kind = FlowKind.SPLINE_COUPLING;

  @Config(description = "Layers, one after another, at most " + Sizes.FLOWS + ".")
  private int layers = 4;

  @Config(description = "Sizes of the hidden layers of each layer's network; none for linear ones.")
  private int[] hidden = {64};

  @Config(description = "Of splines: pieces, 2 to " + SplineTransformer.MOST_BINS + ".")
  private int bins = 8;

  @Config(
      description =
          "Of splines: they leave values beyond plus and minus this as they are, above 0 and at most "
              + SplineTransformer.MOST_BOUND
              + ".")
  private double bound = 5;

  /** Four couplings of splines, each with a network of 64 hidden units. */
  public FlowPrior() {}

  /**
   * Layers of a kind.
   *
   * @param layers one after another
   * @param hidden sizes of the hidden layers of each one's network
   * @throws PropertyException if there are no layers, or a size is below 1 or above its limit in
   *     {@link Sizes}
   */
  public FlowPrior(FlowKind kind, int layers, int... hidden) {
    this.kind = kind;
    this.layers = layers;
    this.hidden = hidden.clone();
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("layers", Sizes.FLOWS, layers);
    Sizes.requireLayersField("hidden", hidden);
    Fields.made("bins", () -> SplineTransformer.requireBins(bins));
    Fields.made("bound", () -> SplineTransformer.requireBound(bound));
  }

  @Override
  public Learned connect(int latent, Recognition recognition) {
    if (kind.isAutoregressive() && latent > Autoregressive.MOST_PASSES) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a flow prior of couplings, or at most %d latent dimensions, found %s of %d:"
                  + " a draw would take a pass for each",
              Autoregressive.MOST_PASSES, kind, latent));
    }
    FlowLayers flow =
        new FlowLayers(
            kind,
            layers,
            Arrays.stream(hidden).boxed().toList(),
            Activation.TANH,
            bins,
            bound,
            WeightInitialiser.GLOROT,
            HALVES);
    return new Moved(new Chain(flow.steps("prior.flow", latent, true, k -> List.of())));
  }

  /**
   * The standard normal, moved.
   *
   * @param flow from z to what is standard normal
   */
  private record Moved(Chain flow) implements Learned {
    @Override
    public List<Parameter> parameters() {
      return flow.modules().stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public Node logDensity(Node z) {
      Bijection.Moved base = flow.forward(z);
      return Sum.add(
          SumColumns.of(new StandardNormalLogDensity(base.value())),
          SumColumns.of(base.logDeterminant()));
    }

    @Override
    public Node sample(Node noise) {
      return flow.inverse(noise).orElseThrow().value();
    }
  }
}
