package org.lateo.spark;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.lateo.train.LearningRateSchedule;

/**
 * A constant learning rate, and an accident in the middle of a round: the first task of the last
 * shard that comes to the third epoch fails, or halts its JVM. A file says that it has happened.
 */
public final class Accident implements LearningRateSchedule {
  @Config(description = "The file that says that the accident has happened.")
  private String file = "";

  @Config(description = "The shard.")
  private int shard = 0;

  @Config(description = "Whether the JVM is halted.")
  private boolean halts = false;

  /** For OLCUT. */
  public Accident() {}

  Accident(Path file, int shard, boolean halts) {
    this.file = file.toString();
    this.shard = shard;
    this.halts = halts;
  }

  @Override
  public double factor(double epoch, int epochs) {
    TaskContext task = TaskContext.get();
    if (task != null && task.partitionId() == shard && epoch > 2.3 && isFirst()) {
      if (halts) {
        Runtime.getRuntime().halt(17);
      }
      throw new IllegalStateException("an accident");
    }
    return 1;
  }

  private boolean isFirst() {
    try {
      Files.createFile(Path.of(file));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
