package org.lateo.nn;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import java.util.Map;

/**
 * A configured part of a model, such as a likelihood or a prior. It describes itself as a name with
 * settings, which is how it is stored and how the command line asks for it. OLCUT configures it,
 * and a model's provenance records it.
 */
public interface Part extends Configurable, Provenancable<ConfiguredObjectProvenance> {
  /** What a user calls it, such as {@code gaussian}. */
  String partName();

  /** What distinguishes it from another of its name; values as text. */
  default Map<String, String> settings() {
    return Map.of();
  }
}
