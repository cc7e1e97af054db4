package org.lateo.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A benchmark's arguments, each {@code name=value}. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param names that the benchmark knows, beside those of {@link TrainerSettings}
   */
  Options(String[] arguments, String... names) {
    Set<String> known = new TreeSet<>(TrainerSettings.names());
    known.addAll(List.of(names));
    for (String argument : arguments) {
      String[] sides = argument.split("=", 2);
      if (sides.length != 2 || !known.contains(sides[0])) {
        throw new IllegalArgumentException(
            "Expected name=value with a name of " + known + ", found " + argument);
      }
      values.put(sides[0], sides[1]);
    }
  }

  private Options(Map<String, String> values) {
    this.values.putAll(values);
  }

  /** The same with another value for a name. */
  Options with(String name, String value) {
    Options changed = new Options(values);
    changed.values.put(name, value);
    return changed;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** What stands between commas. */
  List<String> list(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",", -1));
  }

  int number(String name, int otherwise) {
    return find(name).map(Integer::parseInt).orElse(otherwise);
  }
}
