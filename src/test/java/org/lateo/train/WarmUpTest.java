package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.objective.ELBO;
import org.lateo.objective.WarmUpUnit;

/** The weight of the KL divergence in the loop, and what the warm-up has to do with stopping. */
final class WarmUpTest {
  private static List<float[]> gradients(ELBO objective, int epochs) {
    TestOptimiser optimiser = new TestOptimiser();
    Training training = new Training();
    training.objective = objective;
    training.optimiser = optimiser;
    training.epochs = epochs;
    training.run(TrainingListener.NONE);
    return optimiser.gradients;
  }

  /**
   * Of parameters that stand still: the gradient is linear in the weight, which is 1/16, 3/16 ...
   * in the eight steps of the warm-up and 1 after it.
   */
  @Test
  void theWeightRisesStepByStep() {
    List<float[]> whole = gradients(new ELBO(), 3);
    List<float[]> twice = gradients(new ELBO().withBeta(2), 3);
    for (ELBO objective :
        List.of(
            new ELBO().withWarmUp(2, WarmUpUnit.EPOCHS),
            new ELBO().withWarmUp(8, WarmUpUnit.STEPS))) {
      List<float[]> found = gradients(objective, 3);
      assertEquals(12, found.size());
      for (int step = 0; step < 12; step++) {
        double weight = Math.min(1, (step + 0.5) / 8);
        assertIsMix(whole.get(step), twice.get(step), weight, found.get(step));
      }
    }
  }

  /** gradient(weight) = gradient(1) + (weight - 1) (gradient(2) - gradient(1)). */
  private static void assertIsMix(float[] one, float[] two, double weight, float[] found) {
    double error = 0;
    double norm = 0;
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      double expected = one[i] + (weight - 1) * ((double) two[i] - one[i]);
      error += Math.pow(expected - found[i], 2);
      norm += Math.pow(one[i], 2);
      difference += Math.pow((double) two[i] - one[i], 2);
    }
    assertTrue(difference > 1e-4 * norm, "the divergence is felt");
    assertEquals(0, Math.sqrt(error), 1e-5 * Math.sqrt(norm));
  }

  /** Reports are of the bound itself. */
  @Test
  void reportsAreUnweighted() {
    List<Double> bounds = new ArrayList<>();
    for (ELBO objective :
        List.of(
            new ELBO(),
            new ELBO().withBeta(5).withFreeBits(0.1).withWarmUp(2, WarmUpUnit.EPOCHS))) {
      Training training = new Training();
      training.share = 0.2;
      training.objective = objective;
      training.optimiser = new TestOptimiser();
      training.run(
          report -> {
            bounds.add(report.elbo());
            bounds.add(report.validationElbo());
            assertEquals(report.reconstruction() - report.kl(), report.elbo(), 1e-4);
          });
    }
    assertEquals(bounds.subList(0, 6), bounds.subList(6, 12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void sameBitsAtAnyNumberOfThreads(int threads) {
    Training alone = training();
    Training together = training();
    together.threads = threads;
    assertArrayEquals(alone.run(TrainingListener.NONE), together.run(TrainingListener.NONE));
    Training plain = new Training();
    plain.share = 0.2;
    assertFalse(Arrays.equals(alone.parameters.values(), plain.run(TrainingListener.NONE)));
  }

  private static Training training() {
    Training training = new Training();
    training.share = 0.2;
    training.objective = new ELBO().withBeta(2).withFreeBits(0.3).withWarmUp(5, WarmUpUnit.STEPS);
    return training;
  }

  /**
   * Parameters that stand still would be stopped after epoch 3; three steps an epoch. The first
   * epoch whose last step has the whole weight is the first that counts.
   */
  @Test
  void trainingIsNotStoppedInsideTheWarmUp() {
    Training training = new Training();
    training.share = 0.2;
    training.optimiser = new TestOptimiser();
    training.stopping = new EarlyStopping(2, 0);
    training.epochs = 10;
    training.objective = new ELBO().withWarmUp(4, WarmUpUnit.EPOCHS);
    training.run(TrainingListener.NONE);
    assertEquals(new TrainingResult(7, 5), training.result);
    training.parameters = null;
    training.optimiser = new TestOptimiser();
    training.objective = new ELBO().withWarmUp(7, WarmUpUnit.STEPS);
    training.run(TrainingListener.NONE);
    assertEquals(new TrainingResult(5, 3), training.result);
  }

  @Test
  void warnsWhereTrainingEndsInsideTheWarmUp() {
    Logger logger = Logger.getLogger(LossRun.class.getName());
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            warnings.add(record.getLevel() + " " + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setLevel(Level.WARNING);
    logger.setUseParentHandlers(false);
    try {
      gradients(new ELBO().withWarmUp(12, WarmUpUnit.STEPS), 3);
      assertEquals(List.of(), warnings);
      gradients(new ELBO().withWarmUp(13, WarmUpUnit.STEPS), 3);
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
    assertEquals(1, warnings.size());
    String start = "WARNING Training ends after 3 epochs, inside the warm-up of 3.25";
    assertTrue(warnings.get(0).startsWith(start), warnings.get(0));
  }
}
