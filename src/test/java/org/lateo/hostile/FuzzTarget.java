package org.lateo.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Jazzer runs, see the profile {@code fuzz}: the reader that the system property {@code
 * lateo.reader} names, with inputs that Jazzer makes, their checksums made right.
 */
public final class FuzzTarget {
  // Held, since a logger that nobody holds is forgotten with its level.
  private static final Logger LOGGER = Logger.getLogger("");
  private static HostileReader reader;

  private FuzzTarget() {}

  /** Called by Jazzer before the first input. */
  public static void fuzzerInitialize() throws IOException {
    LOGGER.setLevel(Level.OFF);
    reader = Readers.named(System.getProperty("lateo.reader"), folder());
    // Classes are loaded now, which takes memory that is none of an input's.
    reader.seeds().forEach(seed -> Trial.of(reader, seed));
  }

  /** Files are written for each input: a memory disk is ten times as fast. */
  private static Path folder() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "lateo-fuzz")
        : Files.createTempDirectory("lateo-fuzz");
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Trial.of(reader, reader.mended(input))
        .fault()
        .ifPresent(
            fault -> {
              throw new IllegalStateException(fault);
            });
  }

  /**
   * Writes the whole inputs of a reader.
   *
   * @param args a folder, which is created, and the reader's name
   */
  public static void main(String[] args) throws IOException {
    Path seeds = Files.createDirectories(Path.of(args[0]));
    HostileReader named = Readers.named(args[1], folder());
    for (int i = 0; i < named.seeds().size(); i++) {
      Files.write(seeds.resolve("seed-" + i), named.seeds().get(i));
    }
    System.exit(0); // JavaCPP's thread would not end by itself.
  }
}
