package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.IWAE;
import org.lateo.output.LatentCode;
import org.lateo.storage.CheckpointException;
import org.lateo.storage.CheckpointFolder;
import org.lateo.train.CosineSchedule;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.MutableDataset;

/** A training that was killed continues to the same bits; other trainings are refused. */
final class CheckpointTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(200);

  @TempDir private Path parent;
  private Path folder;

  /** Four steps an epoch, five epochs, the last two of a refinement. */
  private static VAETrainerBuilder trainer() {
    return Tiny.trainer()
        .likelihood(new Gaussian())
        .schedule(new CosineSchedule())
        .averaging(0.9)
        .refinement(new IWAE())
        .refinementShare(0.4);
  }

  private CheckpointFolder create() {
    folder = parent.resolve("checkpoints");
    return CheckpointFolder.create(folder).everyMinutes(0);
  }

  private void kill(VAETrainer trainer, int steps) {
    CheckpointFolder checkpoints = create().telling(new Killer(steps));
    assertThrows(Killer.Killed.class, () -> trainer.fit(DATASET, checkpoints));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0", "3, 0.1", "4, 0.1", "5, 0", "11, 0", "12, 0.1", "13, 0.1", "14, 0.1", "19, 0", "20, 0.1"
  })
  void aKilledTrainingContinuesToTheSameBits(int steps, double validation) {
    Killer whole = new Killer(0);
    VAEModel expected = trainer().validation(validation).build().fit(DATASET, whole);
    kill(trainer().validation(validation).build(), steps);
    Killer rest = new Killer(0);
    VAEModel found =
        trainer()
            .validation(validation)
            .threads(1 + steps % 3)
            .build()
            .fit(DATASET, CheckpointFolder.resume(folder).telling(rest));
    Bits.assertSameModel(expected, found, DATASET);
    assertEquals(whole.reports(), rest.reports());
    assertEquals(whole.steps() - steps + 1, rest.steps(), "steps that are done again");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 15})
  void aStoppedTrainingContinuesToTheSameBits(int steps) {
    VAEModel expected = trainer().build().fit(DATASET);
    CheckpointFolder checkpoints = create().everyMinutes(1e6).telling(Interrupt.afterSteps(steps));
    assertThrows(TrainingStoppedException.class, () -> trainer().build().fit(DATASET, checkpoints));
    Killer rest = new Killer(0);
    VAEModel found = trainer().build().fit(DATASET, CheckpointFolder.resume(folder).telling(rest));
    Bits.assertSameModel(expected, found, DATASET);
    assertEquals(20 - steps, rest.steps());
  }

  @Test
  void whatHasEndedIsNotTrainedAgain() {
    VAEModel expected = trainer().build().fit(DATASET, create());
    Killer again = new Killer(1);
    VAEModel found = trainer().build().fit(DATASET, CheckpointFolder.resume(folder).telling(again));
    Bits.assertSameModel(expected, found, DATASET);
    assertEquals(5, again.reports().size());
  }

  @Test
  void checkpointsAreWrittenAfterEpochs() throws IOException {
    CheckpointFolder checkpoints = create().everyEpochs(2).telling(new Killer(15));
    assertThrows(Killer.Killed.class, () -> trainer().build().fit(DATASET, checkpoints));
    assertEquals(1, files().size());
    assertTrue(files().get(0).toString().endsWith("-000000000008.checkpoint"), "" + files());
  }

  @Test
  void theLastTwoAreKept() throws IOException {
    kill(trainer().build(), 9);
    assertEquals(2, files().size());
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    VAEModel expected = trainer().build().fit(DATASET);
    kill(trainer().build(), 9);
    byte[] bytes = Files.readAllBytes(files().get(0));
    bytes[bytes.length / 2] ^= 1;
    Files.write(files().get(0), bytes);
    Killer rest = new Killer(0);
    VAEModel found = trainer().build().fit(DATASET, CheckpointFolder.resume(folder).telling(rest));
    Bits.assertSameModel(expected, found, DATASET);
    assertEquals(13, rest.steps());
    for (Path file : files()) {
      Files.write(file, new byte[] {1, 2, 3});
    }
    CheckpointFolder damaged = CheckpointFolder.resume(folder);
    CheckpointException thrown =
        assertThrows(CheckpointException.class, () -> trainer().build().fit(DATASET, damaged));
    assertSays(thrown, "expected a checkpoint, found other content");
  }

  @Test
  void otherTrainingsAreRefused() {
    kill(trainer().build(), 9);
    assertRefused(trainer().epochs(6), DATASET, "epochs: expected 6, found 5");
    assertRefused(trainer().seed(7), DATASET, "seed: expected 7, found");
    assertRefused(trainer().schedule(new CosineSchedule(0.5, 1)), DATASET, "schedule.");
    assertRefused(trainer(), Tiny.real(201), "rows: expected 201, found 200", "values: expected");
    MutableDataset<LatentCode> changed = Tiny.real(200);
    changed.getExample(7).set(new org.tribuo.Feature("f003", 0.5));
    assertRefused(trainer(), changed, "values: expected");
  }

  private void assertRefused(
      VAETrainerBuilder trainer, MutableDataset<LatentCode> rows, String... parts) {
    CheckpointFolder checkpoints = CheckpointFolder.resume(folder);
    CheckpointException thrown =
        assertThrows(CheckpointException.class, () -> trainer.build().fit(rows, checkpoints));
    assertSays(thrown, parts);
    assertSays(thrown, folder + ": expected checkpoints of this training, found others: ");
  }

  @Test
  void foldersAreNotMixed() {
    kill(trainer().build(), 3);
    assertSays(
        assertThrows(CheckpointException.class, () -> CheckpointFolder.create(folder)),
        "expected a folder without checkpoints, found 2");
    Path none = parent.resolve("none");
    assertSays(
        assertThrows(CheckpointException.class, () -> CheckpointFolder.resume(none)),
        none + ": expected a folder of checkpoints, found none");
  }

  /** Killed before the first checkpoint. */
  @Test
  void anEmptyFolderBeginsAnew() {
    create();
    VAEModel found = trainer().build().fit(DATASET, CheckpointFolder.resume(folder));
    Bits.assertSameModel(trainer().build().fit(DATASET), found, DATASET);
  }
}
