package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  /** What is replaced in a text, and by what it is. */
  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\]|~(\\d{1,9})([qb])");

  private ProvenanceText() {}

  /**
   * JSON without dollar signs, since OLCUT replaces <code>${name}</code> in settings. Nor are there
   * quotes or backslashes, which would become twice as many in each text around: {@code ~0q} and
   * {@code ~0b} stand for them, {@code ~1q} in a text within a text, and so on.
   */
  public static String of(ObjectProvenance provenance) {
    String json = JSON.marshalAndSerialize(provenance).replace("$", "\\u0024");
    return SPECIAL
        .matcher(json)
        .replaceAll(
            found ->
                switch (found.group()) {
                  case "\"" -> "~0q";
                  case "\\" -> "~0b";
                  default -> "~" + (Integer.parseInt(found.group(1)) + 1) + found.group(2);
                });
  }

  private static String json(String text) {
    return SPECIAL
        .matcher(text)
        .replaceAll(
            found ->
                switch (found.group()) {
                  case "\"", "\\" -> Matcher.quoteReplacement(found.group());
                  case "~0q" -> "\"";
                  case "~0b" -> "\\\\";
                  default -> "~" + (Integer.parseInt(found.group(1)) - 1) + found.group(2);
                });
  }

  /**
   * The provenance that a text holds.
   *
   * @throws IllegalArgumentException if the text is not a provenance of this type
   */
  public static <P extends ObjectProvenance> P read(String text, Class<P> type) {
    try {
      ObjectProvenance read = JSON.deserializeAndUnmarshal(json(text));
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

  /** The values of all fields, by name; those of a part as {@code part.field}. */
  public static Map<String, String> settings(ObjectProvenance provenance) {
    Map<String, String> settings = new TreeMap<>();
    provenance.forEach(field -> add(field.getA(), field.getB(), settings));
    return settings;
  }

  private static void add(String name, Provenance value, Map<String, String> into) {
    if (value instanceof ObjectProvenance part) {
      part.forEach(field -> add(name + "." + field.getA(), field.getB(), into));
    } else if (value instanceof MapProvenance<?> map) {
      map.forEach(entry -> add(name + "." + entry.getA(), entry.getB(), into));
    } else if (value instanceof ListProvenance<?> list) {
      into.put(name + ".size", Integer.toString(list.getList().size()));
      IntStream.range(0, list.getList().size())
          .forEach(i -> add(name + "." + i, list.getList().get(i), into));
    } else {
      into.put(name, ((PrimitiveProvenance<?>) value).getValue().toString());
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
