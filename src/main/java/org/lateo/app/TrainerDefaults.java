package org.lateo.app;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.lateo.VAETrainer;

/** The trainer's defaults by field, for help texts, so that each default is written once. */
final class TrainerDefaults extends ResourceBundle {
  /** The start of every key, since picocli looks up descriptions by the plain names of options. */
  private static final String KEY = "default.";

  private final Map<String, String> values = new HashMap<>();

  TrainerDefaults() {
    VAETrainer.builder().build().getProvenance().getConfiguredParameters().forEach(this::add);
  }

  private void add(String field, Provenance value) {
    if (value instanceof ObjectProvenance object) {
      object.forEach(part -> values.putIfAbsent(KEY + part.getA(), text(part.getB())));
    }
    values.put(KEY + field, text(value));
  }

  private static String text(Provenance value) {
    if (value instanceof ListProvenance<?> list) {
      return list.getList().stream().map(TrainerDefaults::text).collect(Collectors.joining(","));
    }
    if (value instanceof ConfiguredObjectProvenance object) {
      return name(object.getClassName());
    }
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * The short name of a part's class: {@code adam} of Adam, {@code constant} of ConstantSchedule.
   */
  private static String name(String className) {
    return className
        .substring(className.lastIndexOf('.') + 1)
        .replaceFirst("Schedule$", "")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  protected Object handleGetObject(String key) {
    return values.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(values.keySet());
  }
}
