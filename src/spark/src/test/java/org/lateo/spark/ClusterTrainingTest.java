package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;

/** Executors in JVMs of their own train to the bits of tasks in one JVM, whatever happens. */
final class ClusterTrainingTest {
  private static final double[][] ROWS = TestModels.rows(600, 13);
  private static final List<Integer> SHARDS = List.of(1, 2, 4);

  private static final Map<Integer, float[]> LOCAL = new HashMap<>();
  private static final Map<Integer, float[]> ONE_EXECUTOR = new HashMap<>();
  private static SparkSession session;

  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    session = Sessions.local();
    train(LOCAL, 1);
    session.stop();
    session = Sessions.cluster(1);
    train(ONE_EXECUTOR, 2);
    session.stop();
    session = Sessions.cluster(2);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static void train(Map<Integer, float[]> into, int partitions) {
    SHARDS.forEach(
        shards ->
            into.put(shards, parameters(TrainingTest.settings().build(), shards, partitions)));
  }

  private static float[] parameters(VAETrainer trainer, int shards, int partitions) {
    return TrainingTest.parameters(
        TrainingTest.estimator(trainer, shards, 3)
            .fit(Frames.ofVectors(session, ROWS, false).repartition(partitions)));
  }

  @Test
  void executorsDoNotMatter() {
    for (int shards : SHARDS) {
      float[] two = parameters(TrainingTest.settings().build(), shards, 3);
      assertArrayEquals(LOCAL.get(shards), two);
      assertArrayEquals(ONE_EXECUTOR.get(shards), two);
    }
  }

  private static void assertAccidentDoesNotMatter(boolean halts) {
    Path happened = folder.resolve("happened-" + halts);
    VAETrainer trainer = TrainingTest.settings().schedule(new Accident(happened, 1, halts)).build();
    assertArrayEquals(LOCAL.get(2), parameters(trainer, 2, 3));
    assertTrue(Files.exists(happened), "no accident");
  }

  @Test
  void aFailedTaskDoesNotMatter() {
    assertAccidentDoesNotMatter(false);
  }

  @Test
  void anExecutorThatHaltsInTheMiddleOfARoundDoesNotMatter() {
    assertAccidentDoesNotMatter(true);
  }
}
