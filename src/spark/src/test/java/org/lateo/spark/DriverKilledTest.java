package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/** A training whose driver was killed goes on to the same bits. */
final class DriverKilledTest {
  private static final int KILLED = 9;

  /** The driver that is killed: trains, and halts in the middle of the third epoch. */
  public static final class Driver {
    private Driver() {}

    /** Trains with checkpoints in the folder that is the argument. */
    public static void main(String[] args) throws IOException {
      AtomicInteger ended = new AtomicInteger();
      train(
          Path.of(args[0]),
          report -> {
            if (ended.incrementAndGet() == 3) {
              Runtime.getRuntime().halt(KILLED);
            }
          });
    }
  }

  private static float[] train(Path checkpoints, TrainingListener listener) throws IOException {
    try (SparkSession session = Sessions.local()) {
      VAEEstimator estimator =
          TrainingTest.estimator(TrainingTest.settings().build(), 2, 3)
              .setListener(listener)
              .setCheckpointRounds(1);
      return TrainingTest.parameters(
          (checkpoints == null ? estimator : estimator.setCheckpointDir(checkpoints.toString()))
              .fit(Frames.ofVectors(session, TestModels.rows(500, 17), false)));
    }
  }

  @Test
  void goesOn(@TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>(List.of("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Driver.class.getName(),
            folder.toString()));
    assertEquals(KILLED, new ProcessBuilder(command).inheritIO().start().waitFor());
    List<EpochReport> reports = new ArrayList<>();
    float[] resumed = train(folder, reports::add);
    assertArrayEquals(train(null, TrainingListener.NONE), resumed);
    assertEquals(4, reports.size());
  }
}
