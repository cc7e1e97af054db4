package org.lateo.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lateo.Errors.assertSays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.TrainingState;

/** What a folder of checkpoints writes, reads and refuses. */
final class CheckpointFolderTest {
  private static final Fingerprint TRAINING =
      new Fingerprint(new TreeMap<>(Map.of("arithmetic", "products 1", "epochs", "3")));

  @TempDir private Path folder;

  private static TrainingState state(int steps) {
    float[] values = {1, -0f, Float.MIN_VALUE};
    return new TrainingState(
        values,
        List.of(new float[] {4, 5, steps}, new float[] {7, 8, 9}),
        new double[] {0.1},
        new float[] {10, 11, 12},
        new TrainingState.Best(new float[] {2, 3, 4}, 1, -5.5, Double.NEGATIVE_INFINITY, 1),
        new TrainingState.Position(0, 2, 1, steps, false),
        new TrainingState.Sums(new double[] {1.5, Double.NaN}, 3, 4));
  }

  private static void write(CheckpointFolder to, Fingerprint training, int steps) {
    to.onStart(state(0), () -> training);
    to.onEpoch(new EpochReport(1, 3, Map.of("elbo", -1.5), Map.of("elbo", -2.5), -2.5, 0.1, 10, 1));
    to.onState(() -> state(steps), true);
  }

  @Test
  void everyNumberComesBack() throws IOException {
    Checkpoint written =
        new Checkpoint(
            TRAINING,
            state(7),
            List.of(new EpochReport(1, 3, Map.of("elbo", -1.5), Map.of(), -1.5, 0.1, 10, 1)));
    Path file = folder.resolve("one");
    written.write(file);
    Checkpoint read = Checkpoint.read(file);
    Path again = folder.resolve("two");
    read.write(again);
    assertEquals(-1, Files.mismatch(file, again));
    assertEquals(TRAINING, read.training());
    assertEquals(written.reports(), read.reports());
    assertSame(state(7), read.state());
  }

  private static void assertSame(TrainingState wanted, TrainingState found) {
    assertArrayEquals(wanted.parameters(), found.parameters());
    assertEquals(wanted.optimiser().size(), found.optimiser().size());
    for (int i = 0; i < wanted.optimiser().size(); i++) {
      assertArrayEquals(wanted.optimiser().get(i), found.optimiser().get(i));
    }
    assertArrayEquals(wanted.optimiserNumbers(), found.optimiserNumbers());
    assertArrayEquals(wanted.average(), found.average());
    assertArrayEquals(wanted.best().parameters(), found.best().parameters());
    assertEquals(wanted.best().epoch(), found.best().epoch());
    assertEquals(wanted.best().value(), found.best().value());
    assertEquals(wanted.best().counted(), found.best().counted());
    assertEquals(wanted.best().countedEpoch(), found.best().countedEpoch());
    assertEquals(wanted.position(), found.position());
    assertArrayEquals(wanted.sums().reports(), found.sums().reports());
    assertEquals(wanted.sums().weight(), found.sums().weight());
    assertEquals(wanted.sums().nanos(), found.sums().nanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"arithmetic", "epochs", "anything"})
  void whatDiffersIsNamed(String fact) {
    write(CheckpointFolder.create(folder), TRAINING, 5);
    CheckpointFolder resumed = CheckpointFolder.resume(folder);
    CheckpointException thrown =
        assertThrows(
            CheckpointException.class,
            () -> resumed.onStart(state(0), () -> TRAINING.with(fact, "mine")));
    assertSays(thrown, "found others: " + fact + ": expected mine, found ");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    write(CheckpointFolder.create(folder), TRAINING, 5);
    Path file = only(folder);
    Checkpoint old = Checkpoint.read(file);
    Fingerprint training = old.training().with("version", "0.0.1");
    Files.delete(file);
    new Checkpoint(training, old.state(), old.reports())
        .write(folder.resolve("001-" + training.key() + "-000000000005.checkpoint"));
    CheckpointFolder resumed = CheckpointFolder.resume(folder);
    CheckpointException thrown =
        assertThrows(CheckpointException.class, () -> resumed.onStart(state(0), () -> TRAINING));
    assertSays(thrown, "version: expected " + LateoVersion.VERSION + ", found 0.0.1");
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  /** As by a file in its place; a folder of root's is not writable for others. */
  @Test
  void aFolderThatCannotBeWrittenToIsRefusedBeforeTraining() {
    Path devices = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(devices));
    for (Supplier<CheckpointFolder> open :
        List.<Supplier<CheckpointFolder>>of(
            () -> CheckpointFolder.create(devices), () -> CheckpointFolder.resume(devices))) {
      assertSays(
          assertThrows(CheckpointException.class, open::get),
          devices + ": expected a folder for checkpoints, found one that cannot be written to");
    }
  }

  /** The first training's could not be written, as on a full disk; the second's are of use. */
  @Test
  void aLaterTrainingAloneIsContinued() throws IOException {
    Fingerprint second = TRAINING.with("epochs", "4");
    CheckpointFolder checkpoints = CheckpointFolder.create(folder);
    write(checkpoints, TRAINING, 5);
    Files.delete(only(folder));
    write(checkpoints, second, 6);
    CheckpointFolder resumed = CheckpointFolder.resume(folder);
    assertEquals(0, resumed.onStart(state(0), () -> TRAINING).position().steps());
    assertEquals(6, resumed.onStart(state(0), () -> second).position().steps());
  }

  /** An old checkpoint that cannot be removed, since it is a folder with a file in it. */
  @Test
  void whatCannotBePrunedDoesNotEndTraining() throws IOException {
    CheckpointFolder checkpoints = CheckpointFolder.create(folder);
    write(checkpoints, TRAINING, 1);
    Path old = only(folder);
    Files.delete(old);
    Files.createFile(Files.createDirectory(old).resolve("file"));
    for (int steps = 2; steps < 5; steps++) {
      int now = steps;
      checkpoints.onState(() -> state(now), true);
    }
    assertTrue(Files.exists(old));
  }

  @Test
  void laterTrainingsOfAFolderMayBeNew() {
    write(CheckpointFolder.create(folder), TRAINING, 5);
    CheckpointFolder resumed = CheckpointFolder.resume(folder);
    assertEquals(5, resumed.onStart(state(0), () -> TRAINING).position().steps());
    Fingerprint second = TRAINING.with("epochs", "4");
    assertEquals(0, resumed.onStart(state(0), () -> second).position().steps());
  }

  @Test
  void aFolderThatIsGoneDoesNotEndTraining() throws IOException {
    Path gone = folder.resolve("gone");
    CheckpointFolder checkpoints = CheckpointFolder.create(gone);
    Files.delete(gone);
    write(checkpoints, TRAINING, 5);
    assertTrue(Files.notExists(gone));
  }
}
