package org.lateo.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A part as a user writes it: {@code sgd}, or {@code sgd:momentum=0.5,nesterov=true}. */
public record PartText(String name, Map<String, String> settings) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if a setting has no value
   */
  public static PartText of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new PartText(text, Map.of());
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.substring(colon + 1).split(",", -1)) {
      String[] sides = setting.split("=", 2);
      if (sides.length < 2 || sides[0].isBlank()) {
        throw new IllegalArgumentException(
            "Expected NAME:SETTING=VALUE,SETTING=VALUE, found " + text);
      }
      settings.put(sides[0].strip(), sides[1].strip());
    }
    return new PartText(text.substring(0, colon), settings);
  }

  /** The same with one more setting, which may be there already. */
  public PartText with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new PartText(name, more);
  }

  /** What it names, by a method that takes name and settings. */
  public <T> T create(BiFunction<String, Map<String, String>, T> parts) {
    return parts.apply(name, settings);
  }

  /** What {@link #of} reads. */
  @Override
  public String toString() {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(",", name + (settings.isEmpty() ? "" : ":"), ""));
  }
}
