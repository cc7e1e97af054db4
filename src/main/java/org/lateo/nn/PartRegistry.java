package org.lateo.nn;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Parts of one kind by name.
 *
 * @param kind what messages call them, such as {@code likelihood}
 * @param factories a factory from settings for each name
 */
public record PartRegistry<T extends Part>(
    String kind, SortedMap<String, Function<Map<String, String>, T>> factories) {
  /**
   * The part of a name, in any case.
   *
   * @param settings as {@link Part#settings()} gives them; missing ones are at their default
   * @throws IllegalArgumentException if there is none of that name, or of a setting's name or
   *     value, listing those there are
   */
  public T create(String name, Map<String, String> settings) {
    Function<Map<String, String>, T> factory = factories.get(name.toLowerCase(Locale.ROOT));
    if (factory == null) {
      throw new IllegalArgumentException(
          "Expected " + article() + " " + kind + " of " + factories.keySet() + ", found " + name);
    }
    T part = apply(factory, settings);
    if (!part.settings().keySet().containsAll(settings.keySet())) {
      throw new IllegalArgumentException(
          String.format(
              "Expected settings of %s for the %s %s, found %s",
              part.settings().keySet(), kind, name, settings.keySet()));
    }
    return part;
  }

  private String article() {
    return "aeiou".indexOf(kind.charAt(0)) < 0 ? "a" : "an";
  }

  private T apply(Function<Map<String, String>, T> factory, Map<String, String> settings) {
    try {
      return factory.apply(settings);
    } catch (PropertyException e) {
      throw new IllegalArgumentException(e.getProperty() + ": " + e.getMsg(), e);
    }
  }
}
