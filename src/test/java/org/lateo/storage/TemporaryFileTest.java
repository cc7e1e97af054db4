package org.lateo.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes leave in a folder is removed by the next one that writes to it. */
final class TemporaryFileTest {
  private static final long OWN = ProcessHandle.current().pid();

  /** A number that no process has. */
  private static final long DEAD = Long.MAX_VALUE / 10;

  @TempDir private Path folder;

  private Path left(long process, int number) throws IOException {
    return Files.createFile(folder.resolve(TemporaryFile.name(process, number)));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void filesOfDeadProcessesAreRemovedByTheNext() throws IOException {
    left(DEAD, 1);
    Path ofOthers = Files.createFile(folder.resolve(".lateo-notes.tmp"));
    Path elsewhere = Files.createFile(folder.resolve(".lateo-0000000g-1-1.tmp"));
    Path writing = left(OWN, 1_000_000);
    OutputFile.at(folder.resolve("model")).close();
    assertEquals(
        Set.of(
            ofOthers.getFileName().toString(),
            elsewhere.getFileName().toString(),
            writing.getFileName().toString()),
        names());
  }

  /** On another machine with the same disk a process may have a number that is dead here. */
  @Test
  void filesOfOtherMachinesAreLeftAlone() throws IOException {
    String own = TemporaryFile.name(DEAD, 1);
    char digit = own.charAt(7) == '0' ? '1' : '0';
    String other = own.substring(0, 7) + digit + own.substring(8);
    Files.createFile(folder.resolve(other));
    OutputFile.at(folder.resolve("model")).close();
    assertEquals(Set.of(other), names());
  }

  /** As in containers, where each process has number 1. */
  @Test
  void filesOfAnEarlierProcessWithALivingNumberAreRemoved() throws IOException {
    Path before = left(OWN, 1_000_001);
    Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
    Files.setLastModifiedTime(before, FileTime.from(started.minus(Duration.ofMinutes(1))));
    OutputFile.at(folder.resolve("model")).close();
    assertEquals(Set.of(), names());
  }
}
