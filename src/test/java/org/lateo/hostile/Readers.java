package org.lateo.hostile;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import service.ServiceReaders;

/** All readers of files and messages. */
final class Readers {
  private Readers() {}

  /**
   * All readers.
   *
   * @param folder for their files
   */
  static List<HostileReader> all(Path folder) {
    return Stream.of(
            ModelReaders.all(),
            slow(CheckpointReaders.all(folder)),
            slow(ONNXReaders.all(folder)),
            TableReaders.all(folder),
            slow(CommandReaders.all(folder)),
            ConfigurationReaders.all(folder),
            ServiceReaders.all(folder))
        .flatMap(List::stream)
        .toList();
  }

  private static List<HostileReader> slow(List<HostileReader> readers) {
    return readers.stream().map(HostileReader::asSlow).toList();
  }

  /** The reader of a name. */
  static HostileReader named(String name, Path folder) {
    return all(folder).stream()
        .filter(reader -> reader.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected one of " + all(folder) + ", found " + name));
  }
}
