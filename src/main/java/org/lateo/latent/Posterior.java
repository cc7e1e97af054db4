package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.nn.Module;
import org.lateo.nn.Part;

/** A family of distributions q(z|x), read off the encoder's last layer. */
public interface Posterior extends Part {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Posterior");
  }

  /**
   * Makes the parameters that turn the encoder's output into a distribution.
   *
   * @param width columns of the encoder's output
   * @param latent dimensions of z
   */
  Conditional connect(int width, int latent, Initialiser weights);

  /** The family with its parameters. */
  interface Conditional extends Module {
    /** q(z|x) for the rows of {@code hidden}, {@code [rows, width]}. */
    LatentDistribution given(Node hidden);
  }
}
