package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Part;

/** A family of distributions p(z). */
public interface Prior extends Part {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Prior");
  }

  /** Makes the prior's parameters, if it has any, for z of {@code latent} dimensions. */
  Learned connect(int latent);

  /** The family with its parameters. */
  interface Learned {
    /** Its parameters, in the order of the flat buffer. */
    List<Parameter> parameters();

    /**
     * log p(z) in nats, {@code [rows, latent]} where it is a sum over the dimensions, {@code [rows,
     * 1]} otherwise.
     */
    Node logDensity(Node z);

    /**
     * KL(q(z|x) || p(z)) in nats, shaped as {@link #logDensity}, where there is a closed form;
     * empty where it has to be estimated from samples.
     */
    Optional<Node> divergence(LatentDistribution q);

    /** z as a function of noise, {@code [rows, latent]} each. */
    Node sample(Node noise);
  }
}
