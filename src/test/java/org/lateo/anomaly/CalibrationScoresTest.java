package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibrationScoresTest {
  private static final double[] NONE = {};

  private static CalibrationScores usual(double... scores) {
    return new CalibrationScores(scores, NONE);
  }

  @Test
  void pValuesCountThoseNoHigherAndTheRowItself() {
    CalibrationScores scores = usual(3, 1, 2, 2);
    assertEquals(1 / 5.0, scores.pValue(0.5));
    assertEquals(2 / 5.0, scores.pValue(1));
    assertEquals(4 / 5.0, scores.pValue(2));
    assertEquals(1, scores.pValue(3));
    assertEquals(1 / 5.0, scores.pValue(Double.NEGATIVE_INFINITY));
    assertEquals(1, scores.pValue(Double.POSITIVE_INFINITY));
  }

  /** Over draws of calibration and test rows the mean share of p <= rate is floor(..)/(n + 1). */
  @Test
  void pValuesOfFreshRowsAreUniform() {
    Random random = new Random(1);
    int trials = 20_000;
    int alarms = 0;
    for (int t = 0; t < trials; t++) {
      double[] drawn = random.doubles(39).map(u -> u * u).toArray();
      double fresh = random.nextDouble();
      alarms += usual(drawn).pValue(fresh * fresh) <= 0.05 + 1e-12 ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / trials);
    assertEquals(0.05, alarms / (double) trials, 4 * error);
  }

  @Test
  void sortedCopies() {
    double[] given = {2, 1};
    CalibrationScores scores = usual(given);
    given[0] = 7;
    assertTrue(Arrays.equals(new double[] {1, 2}, scores.usual()));
    assertEquals(usual(1, 2), usual(2, 1));
    assertEquals(usual(1, 2).hashCode(), usual(2, 1).hashCode());
  }

  @Test
  void refused() {
    assertRefused(() -> usual(), "at least one row that is not anomalous", "found none");
    assertRefused(() -> usual(1, Double.NaN), "numbers", "found NaN");
    assertRefused(() -> new CalibrationScores(new double[1], new double[] {Double.NaN}), "NaN");
  }

  /** A detector's scores cannot be changed from outside. */
  @Test
  void arraysAreCopied() {
    CalibrationScores scores = new CalibrationScores(new double[] {1, 2}, new double[] {-1});
    scores.usual()[0] = 5;
    scores.anomalous()[0] = 5;
    assertEquals(new CalibrationScores(new double[] {1, 2}, new double[] {-1}), scores);
  }
}
