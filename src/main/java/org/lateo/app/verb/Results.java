package org.lateo.app.verb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came out, by name, in the order it is written. */
public final class Results {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a value.
   *
   * @param value a number, an array of finite ones, or text; numbers that are not finite become
   *     null
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
