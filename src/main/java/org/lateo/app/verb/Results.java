package org.lateo.app.verb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A verb's results for programs, by name, in the order in which they are written. */
public final class Results {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a value.
   *
   * @param value a number, which becomes null if it is not finite, an array of finite numbers, or
   *     text
   */
  public Results with(String name, Object value) {
    values.put(name, value instanceof Double d && !Double.isFinite(d) ? null : value);
    return this;
  }

  /** The values by name. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
