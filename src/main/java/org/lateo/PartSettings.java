package org.lateo;

import java.util.Map;
import java.util.TreeMap;
import org.lateo.nn.Part;

/** Settings as text, those that are missing at the part's default, read as what they stand for. */
final class PartSettings {
  private final String name;
  private final Map<String, String> values;

  /**
   * @param defaults the part with every setting at its default
   */
  PartSettings(Part defaults, Map<String, String> given) {
    name = defaults.partName();
    values = new TreeMap<>(defaults.settings());
    values.putAll(given);
  }

  double number(String setting) {
    String value = values.get(setting);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw refuse(setting, "a number", value, e);
    }
  }

  int count(String setting) {
    String value = values.get(setting);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw refuse(setting, "a whole number", value, e);
    }
  }

  boolean truth(String setting) {
    String value = values.get(setting);
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(value);
    }
    throw refuse(setting, "true or false", value, null);
  }

  private IllegalArgumentException refuse(
      String setting, String expected, String found, Exception cause) {
    return new IllegalArgumentException(
        String.format("Expected %s as %s of %s, found %s", expected, setting, name, found), cause);
  }
}
