package org.lateo.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A part as a user writes it: {@code sgd}, or {@code sgd:momentum=0.5,nesterov=true}. A value that
 * holds commas stands in parentheses: {@code mixed:numbers=(gaussian:variance=FIXED,
 * standardDeviation=0.3)}.
 *
 * @param name a short name or the full name of a class
 * @param settings values by field
 * @param parts the parts that it holds, by field, unless they are among the settings as text
 */
public record PartText(String name, Map<String, String> settings, Map<String, PartText> parts) {
  /** Copies the maps, sorted by name, so that a part is described in the same order each time. */
  public PartText {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /** A part whose held parts, if any, are among the settings as text. */
  public PartText(String name, Map<String, String> settings) {
    this(name, settings, Map.of());
  }

  /**
   * Reads a part's text.
   *
   * @throws IllegalArgumentException if a setting has no value or parentheses do not match
   */
  public static PartText of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new PartText(text, Map.of());
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : split(text.substring(colon + 1), text)) {
      String[] sides = setting.split("=", 2);
      if (sides.length < 2 || sides[0].isBlank()) {
        throw malformed(text);
      }
      settings.put(sides[0].strip(), unwrapped(sides[1].strip()));
    }
    return new PartText(text.substring(0, colon), settings);
  }

  /** The pieces between commas outside parentheses. */
  private static List<String> split(String settings, String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < settings.length(); i++) {
      char c = settings.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(settings.substring(from, i));
        from = i + 1;
      }
      if (depth < 0) {
        throw malformed(text);
      }
    }
    if (depth != 0) {
      throw malformed(text);
    }
    parts.add(settings.substring(from));
    return parts;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("Expected NAME:SETTING=VALUE,SETTING=VALUE, found " + text);
  }

  private static String unwrapped(String value) {
    return value.startsWith("(") && value.endsWith(")")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** The same with a setting added or replaced. */
  public PartText with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new PartText(name, more, parts);
  }

  /** What {@link #of} reads, settings in the order of their names. */
  @Override
  public String toString() {
    Map<String, String> all = new TreeMap<>(settings);
    parts.forEach((field, part) -> all.put(field, part.toString()));
    return all.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + wrapped(setting.getValue()))
        .collect(Collectors.joining(",", name + (all.isEmpty() ? "" : ":"), ""));
  }

  private static String wrapped(String value) {
    return value.contains(",") || value.startsWith("(") ? "(" + value + ")" : value;
  }
}
