package org.lateo.objective;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.lateo.model.VAE;
import org.lateo.nn.Part;

/** What training maximises. */
public interface Objective extends Part {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Objective");
  }

  /** Writes the objective as an expression over a model. */
  Loss loss(VAE vae);
}
