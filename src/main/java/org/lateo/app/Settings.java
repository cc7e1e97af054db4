package org.lateo.app;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.NullConfiguredProvenance;
import java.util.stream.Collectors;

/** Provenance in a few words. */
final class Settings {
  private Settings() {}

  /**
   * Lists with commas, objects as {@code Adam(learningRate=0.001)}, nothing for what is not set.
   */
  static String text(Provenance value) {
    if (value instanceof ListProvenance<?> list) {
      return list.getList().stream().map(Settings::text).collect(Collectors.joining(", "));
    }
    if (value instanceof NullConfiguredProvenance) {
      return "";
    }
    if (value instanceof ConfiguredObjectProvenance object) {
      return simpleName(object)
          + object.getConfiguredParameters().entrySet().stream()
              .map(e -> e.getKey() + "=" + text(e.getValue()))
              .sorted()
              .collect(Collectors.joining(", ", "(", ")"));
    }
    return value.toString();
  }

  private static String simpleName(ObjectProvenance object) {
    String name = object.getClassName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
