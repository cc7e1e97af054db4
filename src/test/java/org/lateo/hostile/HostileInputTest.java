package org.lateo.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files and messages that were changed, at random but the same each time: each is read or refused
 * with a documented exception, within a bound of memory; the long proof has a bound of time too.
 */
final class HostileInputTest {
  private static final int TRIALS = 100;
  private static final int TRIALS_OF_SLOW = 12;
  private static final int LONG = Integer.getInteger("lateo.trials", 20_000);
  private static final int LONG_TEXT = Integer.getInteger("lateo.trials", 10_000);
  private static final double MOST_SECONDS = 2;

  /** How the names of the readers start that are tried, such as {@code tables/}; all if empty. */
  private static final String READERS = System.getProperty("lateo.readers", "");

  private static final Logger LOGGER = Logger.getLogger("org.lateo");

  private static List<HostileReader> readers;

  private static Level level;

  /** Damaged checkpoints are logged, which is of no interest a thousand times over. */
  @BeforeAll
  static void prepare(@TempDir Path folder) {
    level = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
    readers = Readers.starting(READERS, folder);
  }

  @AfterAll
  static void restore() {
    LOGGER.setLevel(level);
  }

  static List<HostileReader> readers() {
    return readers;
  }

  /** What is changed must be of use before. */
  @ParameterizedTest
  @MethodSource("readers")
  void readsWhatIsWhole(HostileReader reader) {
    for (byte[] seed : reader.seeds()) {
      Trial.Outcome outcome = Trial.of(reader, seed);
      assertTrue(outcome.read(), () -> "refused a whole input: " + outcome.fault());
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void isReadOrRefused(HostileReader reader) {
    assertHolds(reader, reader.slow() ? TRIALS_OF_SLOW : TRIALS, Double.POSITIVE_INFINITY);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("readers")
  void isReadOrRefusedInTime(HostileReader reader) {
    assertHolds(reader, reader.isText() ? LONG_TEXT : LONG, MOST_SECONDS);
  }

  private static void assertHolds(HostileReader reader, int trials, double mostSeconds) {
    int read = 0;
    long most = 0;
    double slowest = 0;
    for (int trial = 0; trial < trials; trial++) {
      int number = trial;
      Trial.Outcome outcome = Trial.of(reader, reader.input(trial));
      outcome.fault().ifPresent(f -> assertEquals("", f, () -> reader + ", trial " + number));
      read += outcome.read() ? 1 : 0;
      most = Math.max(most, outcome.bytes());
      slowest = Math.max(slowest, outcome.nanos() / 1e9);
    }
    double seconds = slowest;
    assertTrue(seconds < mostSeconds, () -> reader + ": took " + seconds + " s");
    if (mostSeconds < Double.POSITIVE_INFINITY) {
      System.out.printf(
          "%s: %d inputs, %d read, at most %d MB and %.3f s%n",
          reader, trials, read, most >> 20, seconds);
    }
  }
}
