package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promised rate of false alarms on fresh rows, where some values are those of one row alone:
 * means over data sets drawn one after another.
 *
 * <p>With n rows that calibrate, the chance of an alarm is distributed as Beta(k, n + 1 - k) with k
 * = floor(rate (n + 1)), and the alarms among the fresh rows of a set are binomial in it, if no two
 * scores are equal (Vovk V, "Conditional Validity of Inductive Conformal Predictors", ACML 2012).
 * The error of a mean over sets follows from that.
 */
final class PromiseTest {
  /** Held, since the log manager does not: so small models collapse, and would all say so. */
  private static final Logger TRAINING = Logger.getLogger("org.lateo.VAETraining");

  private static final int SETS = 10;
  private static final int ROWS = 500;
  private static final int FRESH = 500;
  private static final double[] RATES = {0.01, 0.05, 0.1};

  @BeforeAll
  static void quiet() {
    TRAINING.setLevel(Level.SEVERE);
  }

  @AfterAll
  static void aloud() {
    TRAINING.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  void isKeptExactlyBySplits(RareValues kind) {
    double[] alarms = new double[RATES.length];
    int calibrating = simulate(kind, false, 2, alarms);
    for (int r = 0; r < RATES.length; r++) {
      double expected = expected(calibrating, RATES[r]);
      double error = error(calibrating, RATES[r]);
      assertEquals(expected, alarms[r], 4 * error, kind + " at " + RATES[r]);
    }
  }

  /**
   * By folds, a row that calibrates has one score and a fresh row the mean of all, so that the rate
   * is near the promise and not above it by more than the error.
   */
  @ParameterizedTest
  @EnumSource
  void isKeptByFolds(RareValues kind) {
    double[] alarms = new double[RATES.length];
    int calibrating = simulate(kind, true, 4, alarms);
    assertEquals(ROWS, calibrating);
    for (int r = 0; r < RATES.length; r++) {
      double error = error(calibrating, RATES[r]);
      String what = kind + " at " + RATES[r] + ": " + alarms[r];
      assertTrue(alarms[r] < RATES[r] + 4 * error, what);
      assertTrue(alarms[r] > RATES[r] - 4 * error, what);
    }
  }

  /** Adds up the shares of alarms, and says how many rows calibrate. */
  private static int simulate(RareValues kind, boolean crossed, int members, double[] alarms) {
    Random random = new Random(13);
    int calibrating = 0;
    for (int set = 0; set < SETS; set++) {
      VAEAnomalyModel model = kind.train(kind.rows(ROWS, random), crossed, members);
      double[] fresh = model.score(kind.rows(FRESH, random).getData());
      calibrating = model.calibrationScores().usual().length;
      for (int r = 0; r < RATES.length; r++) {
        double threshold = new FalseAlarmRate(RATES[r]).threshold(model.calibrationScores());
        long below = Arrays.stream(fresh).filter(score -> score < threshold).count();
        alarms[r] += below / (double) FRESH / SETS;
      }
    }
    return calibrating;
  }

  private static double expected(int calibrating, double rate) {
    return Math.floor(rate * (calibrating + 1) + 1e-9) / (calibrating + 1);
  }

  /** Of a mean over the sets: the variance of the chance, and of the alarms given the chance. */
  private static double error(int calibrating, double rate) {
    double p = expected(calibrating, rate);
    double chance = p * (1 - p) / (calibrating + 2);
    return Math.sqrt((chance + (p * (1 - p) - chance) / FRESH) / SETS);
  }
}
