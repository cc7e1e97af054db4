package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** p(z) = N(0, I), without parameters. */
public final class StandardNormalPrior
    implements Prior, Configurable, Provenancable<ConfiguredObjectProvenance> {
  /** The prior has no settings. */
  public StandardNormalPrior() {}

  @Override
  public String partName() {
    return "standard-normal";
  }

  @Override
  public Learned connect(int latent) {
    return new Fixed();
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Prior");
  }

  private record Fixed() implements Learned {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Node logDensity(Node z) {
      return new StandardNormalLogDensity(z);
    }

    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      return q instanceof DiagonalGaussian g
          ? Optional.of(new GaussianDivergence(g.mean(), g.logVariance()))
          : Optional.empty();
    }

    @Override
    public Node sample(Node noise) {
      return noise;
    }
  }
}
