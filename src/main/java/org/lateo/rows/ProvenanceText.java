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
 * Provenance as the text of one setting: what a configured part was made from, if that is not a
 * configured part itself.
 *
 * <p>It is text, and not nested provenance, since a program that rebuilds a model from its
 * provenance takes the first trainer and the first data source that it finds in there.
 */
public final class ProvenanceText {
  private static final JsonProvenanceSerialization JSON = new JsonProvenanceSerialization(false);

  private ProvenanceText() {}

  /** JSON without dollar signs, since OLCUT replaces <code>${name}</code> in settings. */
  public static String of(ObjectProvenance provenance) {
    return JSON.marshalAndSerialize(provenance).replace("$", "\\u0024");
  }

  /**
   * The provenance that a text holds.
   *
   * @throws IllegalArgumentException if the text is not a provenance of this type
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
          "Expected a " + type.getSimpleName() + " as text, found other text: " + e.getMessage(),
          e);
    }
  }

  /**
   * The provenance of a trainer with some fields changed.
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
