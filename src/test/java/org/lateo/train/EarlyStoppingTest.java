package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training ends when validation no longer improves, and the best parameters are kept. */
final class EarlyStoppingTest {
  private static final TrainingState.Best NONE = TrainingState.Best.before(new float[1]);

  /** The epoch that training stops after, if the watched bounds were these; 0 if it does not. */
  private static int stop(EarlyStopping stopping, int warmUp, double... watched) {
    BestEpoch best = new BestEpoch(stopping, warmUp, NONE);
    for (int epoch = 1; epoch <= watched.length; epoch++) {
      best.offer(epoch, watched[epoch - 1], new float[] {epoch});
      assertEquals(best.epoch(), best.parameters()[0]);
      if (best.isEnough(epoch)) {
        return epoch;
      }
    }
    return 0;
  }

  @Test
  void patienceCountsFromTheLastImprovement() {
    EarlyStopping two = new EarlyStopping(2, 0);
    assertEquals(3, stop(two, 0, -5, -5, -5, -1));
    assertEquals(5, stop(two, 0, -5, -6, -4, -4.5, -4, -3));
    assertEquals(0, stop(two, 0, -5, -6, -4, -5, -3, -4));
    assertEquals(2, stop(new EarlyStopping(1, 0), 0, -5, -6));
    assertEquals(0, stop(EarlyStopping.NEVER, 0, -5, -6, -7, -8, -9));
  }

  /** Small steps add up: each is held against the last that counted. */
  @Test
  void smallImprovementsDoNotCountUntilTheyAddUp() {
    EarlyStopping stopping = new EarlyStopping(2, 1);
    assertEquals(3, stop(stopping, 0, -5, -4.5, -4, -3));
    assertEquals(0, stop(stopping, 0, -5, -4.5, -3.9, -3.5, -2.8));
  }

  /** The first epoch after it is the first that others are held against. */
  @Test
  void patienceBeginsWhenTheWarmUpEnds() {
    EarlyStopping two = new EarlyStopping(2, 0);
    assertEquals(3, stop(two, 0, -1, -5, -6, -7, -8, -9));
    assertEquals(6, stop(two, 3, -1, -5, -6, -7, -8, -9));
    assertEquals(0, stop(two, 3, -1, -5, -6, -5, -5.5, -4));
    assertEquals(0, stop(two, 6, -1, -5, -6, -7, -8, -9));
  }

  /** Epochs inside it maximise something else; the latest stands in until one counts. */
  @Test
  void noEpochOfTheWarmUpIsTheBest() {
    BestEpoch best = new BestEpoch(EarlyStopping.NEVER, 3, NONE);
    double[] watched = {-1, -2, -1.5, -9, -8, -8.5};
    int[] expected = {1, 2, 3, 4, 5, 5};
    for (int epoch = 1; epoch <= 6; epoch++) {
      best.offer(epoch, watched[epoch - 1], new float[] {epoch});
      assertEquals(expected[epoch - 1], best.epoch());
      assertEquals(expected[epoch - 1], best.parameters()[0]);
    }
  }

  /** Values of one stage say nothing of those of another. */
  @Test
  void aStageIsHeldAgainstItsOwnStart() {
    BestEpoch best = new BestEpoch(new EarlyStopping(2, 0), 0, NONE);
    best.offer(1, -3, new float[] {1});
    best.offer(2, -4, new float[] {2});
    best.beginStage(2, 0, -6);
    best.offer(3, -6.5, new float[] {3});
    assertEquals(1, best.epoch());
    assertFalse(best.isEnough(3));
    best.offer(4, -5, new float[] {4});
    assertEquals(4, best.epoch());
    best.beginStage(4, 5, -1);
    best.offer(5, -0.5, new float[] {5});
    assertEquals(4, best.epoch(), "a warm-up does not count in a later stage either");
    best.offer(6, -0.7, new float[] {6});
    assertEquals(6, best.epoch());
  }

  /** Parameters that stand still do not improve. */
  @Test
  void theLoopStops() {
    Training training = new Training();
    training.share = 0.2;
    training.optimiser = new TestOptimiser();
    training.stopping = new EarlyStopping(3, 0);
    training.epochs = 10;
    List<EpochReport> reports = new ArrayList<>();
    training.run(reports::add);
    assertEquals(new TrainingResult(4, 1), training.result);
    assertEquals(4, reports.size());
    assertEquals(1, reports.get(3).bestEpoch());
    assertEquals(10, reports.get(3).epochs());
  }

  /** Of pure noise there is soon nothing more to learn than rows by heart. */
  @Test
  void theBestParametersAreKept() {
    List<EpochReport> reports = new ArrayList<>();
    List<float[]> snapshots = new ArrayList<>();
    Training training = new Training();
    training.share = 0.2;
    training.optimiser = new Adam(0.03);
    training.epochs = 12;
    training.run(
        report -> {
          reports.add(report);
          snapshots.add(training.parameters.values().clone());
        });
    int best = 1;
    for (EpochReport report : reports) {
      boolean better = report.validationElbo() > reports.get(best - 1).validationElbo();
      best = better ? report.epoch() : best;
      assertEquals(best, report.bestEpoch());
    }
    assertTrue(best < 12, "the last epoch is not the best");
    assertEquals(new TrainingResult(12, best), training.result);
    assertArrayEquals(snapshots.get(best - 1), training.parameters.values());
    // A run of so many epochs begins the same, so it ends there.
    Training shorter = new Training();
    shorter.share = 0.2;
    shorter.optimiser = new Adam(0.03);
    shorter.epochs = best;
    assertArrayEquals(training.parameters.values(), shorter.run(TrainingListener.NONE));
  }

  @Test
  void withoutValidationTheLastParametersAreKept() {
    List<float[]> snapshots = new ArrayList<>();
    Training training = new Training();
    training.optimiser = new Adam(0.3);
    training.run(report -> snapshots.add(training.parameters.values().clone()));
    assertEquals(new TrainingResult(3, 3), training.result);
    assertArrayEquals(snapshots.get(2), training.parameters.values());
    assertFalse(snapshots.isEmpty());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused(() -> new EarlyStopping(-1, 0), "patience: expected 0 or more, found -1");
    assertRefused(() -> new EarlyStopping(1, -1), "minimumImprovement: expected 0 or more");
    assertRefused(() -> new EarlyStopping(1, Double.NaN), "minimumImprovement", "found NaN");
    Training training = new Training();
    training.stopping = new EarlyStopping(1, 0);
    assertRefused(
        () -> training.run(TrainingListener.NONE),
        "patience: expected 0 without validation rows, found 1");
  }
}
