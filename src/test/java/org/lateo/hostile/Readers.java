package org.lateo.hostile;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All readers of files and messages. */
final class Readers {
  private Readers() {}

  /**
   * All readers.
   *
   * @param folder for their files
   */
  static List<HostileReader> all(Path folder) {
    return Stream.of(ModelReaders.all(), CheckpointReaders.all(folder), TableReaders.all(folder), ConfigurationReaders.all(folder)).flatMap(List::stream).toList();
  }
}
