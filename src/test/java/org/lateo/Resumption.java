package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lateo.storage.CheckpointFolder;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;

/** Kills the training of a model at several steps, and resumes it. */
public final class Resumption {
  private Resumption() {}

  /**
   * Asserts that the model of a training that was killed and resumed, in each of its parts,
   * predicts the same bits as that of one that was not, and that no step before is done again.
   */
  public static <T extends Output<T>> void assertExact(
      Function<TrainingListener, Model<T>> training, Dataset<T> rows, Path folder) {
    Killer whole = new Killer(0);
    List<String> expected = predictions(training.apply(whole), rows);
    for (int eighth = 1; eighth < 8; eighth += 2) {
      int last = whole.steps() * eighth / 8;
      Path states = folder.resolve("eighth-" + eighth);
      CheckpointFolder killed =
          CheckpointFolder.create(states).everyMinutes(0).telling(new Killer(last));
      assertThrows(Killer.Killed.class, () -> training.apply(killed));
      Killer rest = new Killer(0);
      Model<T> resumed = training.apply(CheckpointFolder.resume(states).telling(rest));
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
