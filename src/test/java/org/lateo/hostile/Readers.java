package org.lateo.hostile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import service.ServiceReaders;

/** All readers of files and messages. */
final class Readers {
  /** By the first half of a reader's name; a group is made when one of its readers is needed. */
  private static final Map<String, Function<Path, List<HostileReader>>> GROUPS =
      new TreeMap<>(
          Map.of(
              "checkpoints", folder -> slow(CheckpointReaders.all(folder)),
              "command", folder -> slow(CommandReaders.all(folder)),
              "configurations", ConfigurationReaders::all,
              "models", folder -> ModelReaders.all(),
              "onnx", folder -> slow(ONNXReaders.all(folder)),
              "service", ServiceReaders::all,
              "tables", TableReaders::all));

  private Readers() {}

  /**
   * The readers whose names start with a text, at least one.
   *
   * @param folder for their files
   * @throws IllegalArgumentException if there is none, listing those that there are
   */
  static List<HostileReader> starting(String start, Path folder) {
    List<HostileReader> all = all(folder);
    List<HostileReader> found = all.stream().filter(r -> r.name().startsWith(start)).toList();
    if (found.isEmpty()) {
      throw none(all, start);
    }
    return found;
  }

  private static List<HostileReader> all(Path folder) {
    return GROUPS.keySet().stream().flatMap(group -> of(group, folder).stream()).toList();
  }

  private static List<HostileReader> of(String group, Path folder) {
    return GROUPS.get(group).apply(folder).stream()
        .map(reader -> reader.withName(group + "/" + reader.name()))
        .toList();
  }

  private static List<HostileReader> slow(List<HostileReader> readers) {
    return readers.stream().map(HostileReader::asSlow).toList();
  }

  /**
   * The reader of a name such as {@code tables/csv}.
   *
   * @throws IllegalArgumentException if there is none, listing those that there are
   */
  static HostileReader named(String name, Path folder) {
    String group = name.split("/", 2)[0];
    List<HostileReader> known = GROUPS.containsKey(group) ? of(group, folder) : all(folder);
    return known.stream()
        .filter(reader -> reader.name().equals(name))
        .findFirst()
        .orElseThrow(() -> none(known, name));
  }

  private static IllegalArgumentException none(List<HostileReader> known, String found) {
    return new IllegalArgumentException("Expected one of " + known + ", found " + found);
  }
}
