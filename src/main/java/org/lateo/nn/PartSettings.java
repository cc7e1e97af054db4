package org.lateo.nn;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings as text, those that are missing at the part's default, read as what they stand for; what
 * cannot be read is an {@link IllegalArgumentException} that names it.
 */
public final class PartSettings {
  private final String name;
  private final Map<String, String> values;

  /**
   * @param defaults the part with every setting at its default
   */
  public PartSettings(Part defaults, Map<String, String> given) {
    name = defaults.partName();
    values = new TreeMap<>(defaults.settings());
    values.putAll(given);
  }

  /** The number of a setting. */
  public double number(String setting) {
    String value = values.get(setting);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw refuse(setting, "a number", value, e);
    }
  }

  /** The whole number of a setting. */
  public int count(String setting) {
    String value = values.get(setting);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw refuse(setting, "a whole number", value, e);
    }
  }

  /** Whether a setting is true. */
  public boolean truth(String setting) {
    String value = values.get(setting);
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(value);
    }
    throw refuse(setting, "true or false", value, null);
  }

  /** The constant that a setting names, in any case. */
  public <E extends Enum<E>> E constant(Class<E> type, String setting) {
    String value = values.get(setting);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw refuse(setting, "one of " + Arrays.toString(type.getEnumConstants()), value, null);
  }

  private IllegalArgumentException refuse(
      String setting, String expected, String found, Exception cause) {
    return new IllegalArgumentException(
        String.format("Expected %s as %s of %s, found %s", expected, setting, name, found), cause);
  }
}
