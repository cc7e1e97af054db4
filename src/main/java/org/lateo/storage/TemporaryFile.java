package org.lateo.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files under construction. Their names tell machine and process, so that the next process which
 * writes to a folder removes what one that was killed has left there. They are removed too when
 * their own process is stopped.
 */
final class TemporaryFile {
  private static final Logger logger = Logger.getLogger(TemporaryFile.class.getName());

  /** As {@code .lateo-1a2b3c4d-4711-1.tmp}: machine, process, number. */
  private static final Pattern NAME =
      Pattern.compile("\\.lateo-([0-9a-f]{8})-(\\d{1,18})-\\d+\\.tmp");

  /** Clocks of processes and files differ by no more. */
  private static final Duration BLUR = Duration.ofSeconds(10);

  private static final String MACHINE = machine();
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();
  private static final Set<Path> CLEARED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> UNFINISHED.forEach(TemporaryFile::remove), "lateo-clean"));
  }

  private TemporaryFile() {}

  /** A name by which processes whose numbers are of one count know each other. */
  private static String machine() {
    String names = read(Path.of("/proc/sys/kernel/hostname")) + link(Path.of("/proc/self/ns/pid"));
    return String.format(Locale.ROOT, "%08x", names.hashCode());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // Not Linux: the machine is taken to be the same.
    }
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** The name of a file of a process of this machine, for tests. */
  static String name(long process, long number) {
    return ".lateo-" + MACHINE + "-" + process + "-" + number + ".tmp";
  }

  /** An empty file in a folder, in which files that killed processes have left are removed. */
  static Path in(Path folder) throws IOException {
    if (CLEARED.add(folder)) {
      clear(folder);
    }
    Path file = folder.resolve(name(ProcessHandle.current().pid(), COUNT.incrementAndGet()));
    UNFINISHED.add(file);
    try {
      Files.deleteIfExists(file);
      return Files.createFile(file);
    } catch (IOException e) {
      remove(file);
      throw e;
    }
  }

  /** Removes a file, if it is still there. */
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // Removed when the process ends.
    }
    UNFINISHED.remove(file);
  }

  /** Removes what killed processes have left. What cannot be removed is left to the next. */
  static void clear(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".lateo-*.tmp")) {
      for (Path file : files) {
        if (isLeft(file)) {
          Files.deleteIfExists(file);
          logger.info("removed " + file + ", which a process that was killed has left");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      logger.fine("files that killed processes have left are not removed: " + e);
    }
  }

  private static boolean isLeft(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !name.group(1).equals(MACHINE)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(2)));
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return process.isEmpty()
        || process
            .get()
            .info()
            .startInstant() // A later process may have the number of one before it.
            .filter(start -> written.plus(BLUR).isBefore(start))
            .isPresent();
  }
}
