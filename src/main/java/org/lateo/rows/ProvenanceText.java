package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import java.util.HashMap;
import java.util.Map;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Provenances as one setting of a configured part: what a part was made from, where that is no part
 * itself.
 *
 * <p>As text, and not as parts of the part, since whoever rebuilds a model by its provenance takes
 * the first trainer and the first data source of a class that the provenance has.
 */
public final class ProvenanceText {
  private static final JsonProvenanceSerialization JSON = new JsonProvenanceSerialization(false);

  private ProvenanceText() {}

  /** JSON without dollar signs, for OLCUT replaces <code>${name}</code> in settings. */
  public static String of(ObjectProvenance provenance) {
    return JSON.marshalAndSerialize(provenance).replace("$", "\\u0024");
  }

  /**
   * The provenance that a text holds.
   *
   * @throws IllegalArgumentException if it is no text of such a provenance
   */
  public static <P extends ObjectProvenance> P read(String text, Class<P> type) {
    try {
      ObjectProvenance read = JSON.deserializeAndUnmarshal(text);
      if (type.isInstance(read)) {
        return type.cast(read);
      }
      throw new IllegalArgumentException(
          "Expected a " + type.getSimpleName() + " as text, found one of " + read.getClassName());
    } catch (ProvenanceSerializationException e) {
      throw new IllegalArgumentException(
          "Expected a " + type.getSimpleName() + " as text, found none: " + e.getMessage(), e);
    }
  }

  /**
   * The provenance of a trainer of which some fields are others.
   *
   * @param changes by the fields' names
   */
  public static TrainerProvenance with(TrainerProvenance of, Map<String, Provenance> changes) {
    Map<String, Provenance> parts = new HashMap<>();
    of.forEach(part -> parts.put(part.getA(), part.getB()));
    parts.putAll(changes);
    return new TrainerProvenanceImpl(parts);
  }
}
