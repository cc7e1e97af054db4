package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lateo.storage.CheckpointFolder;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;

/** Kills the training of a model at several steps, and resumes it. */
public final class Resumption {
  private static final int[] THREADS = {8, 1, 4, 2};

  private Resumption() {}

  /**
   * Asserts that the model of a training that was killed and resumed, in each of its parts,
   * predicts the same bits as that of one that was not, and that no step before is done again, at
   * other numbers of threads.
   *
   * @param training of a listener and the number of threads
   */
  public static <T extends Output<T>> void assertExact(
      BiFunction<TrainingListener, Integer, Model<T>> training, Dataset<T> rows, Path folder) {
    Killer whole = new Killer(0);
    List<String> expected = predictions(training.apply(whole, 1), rows);
    for (int eighth = 1, run = 0; eighth < 8; eighth += 2, run++) {
      int before = THREADS[run];
      int after = THREADS[(run + 1) % THREADS.length];
      int last = whole.steps() * eighth / 8;
      Path states = folder.resolve("eighth-" + eighth);
      CheckpointFolder killed =
          CheckpointFolder.create(states).everyMinutes(0).telling(new Killer(last));
      assertThrows(Killer.Killed.class, () -> training.apply(killed, before));
      Killer rest = new Killer(0);
      Model<T> resumed = training.apply(CheckpointFolder.resume(states).telling(rest), after);
      assertEquals(expected, predictions(resumed, rows), "killed in step " + last);
      assertEquals(whole.reports(), rest.reports());
      assertEquals(whole.steps() - last + 1, rest.steps(), "steps that are done again");
    }
  }

  private static <T extends Output<T>> List<String> predictions(Model<T> model, Dataset<T> rows) {
    List<String> all = new ArrayList<>();
    for (Prediction<T> prediction : model.predict(rows)) {
      all.add(prediction.getOutput() + " " + prediction.getOutputScores());
    }
    return all;
  }
}
