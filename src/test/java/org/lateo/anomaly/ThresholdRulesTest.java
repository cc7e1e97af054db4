package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThresholdRulesTest {
  private static CalibrationScores scores(double[] usual, double... anomalous) {
    return new CalibrationScores(usual, anomalous);
  }

  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
  }

  private static long below(double[] scores, double threshold) {
    return Arrays.stream(scores).filter(s -> s < threshold).count();
  }

  /** The threshold alarms exactly where the p-value is at most the rate. */
  @Test
  void falseAlarmRateIsTheRuleOfPValues() {
    for (int n : new int[] {9, 19, 20, 38, 39, 99, 100, 1000}) {
      for (double rate : new double[] {0.01, 0.05, 0.1, 0.5}) {
        CalibrationScores c = scores(upTo(n));
        double threshold = new FalseAlarmRate(rate).threshold(c);
        for (double s = 0.5; s < n + 1; s += 0.5) {
          boolean small = c.pValue(s) <= rate + 1e-12;
          assertEquals(small, s < threshold, n + " rows, rate " + rate + ", score " + s);
        }
      }
    }
  }

  @Test
  void noAlarmWithTooFewRows() {
    assertEquals(99, new FalseAlarmRate(0.01).rowsNeeded());
    assertEquals(19, new FalseAlarmRate(0.05).rowsNeeded());
    FalseAlarmRate one = new FalseAlarmRate(0.01);
    assertEquals(Double.NEGATIVE_INFINITY, one.threshold(scores(upTo(98))));
    assertEquals(1, one.threshold(scores(upTo(99))));
  }

  @Test
  void contaminationIsAShareOfAllRows() {
    double threshold = new Contamination(0.25).threshold(scores(upTo(6), -1, -2));
    assertEquals(2, below(DoubleStream.of(1, 2, 3, 4, 5, 6, -1, -2).toArray(), threshold));
    assertEquals(1, new Contamination(0.01).threshold(scores(upTo(5))));
  }

  @Test
  void bestF1IsTheBestOfAllThresholds() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      double[] usual = random.ints(1 + random.nextInt(8), 0, 9).asDoubleStream().toArray();
      double[] anomalous = random.ints(1 + random.nextInt(5), -3, 6).asDoubleStream().toArray();
      double best = 0;
      for (double t = -4; t < 10; t += 0.5) {
        best = Math.max(best, f1(usual, anomalous, t));
      }
      double chosen = new BestF1().threshold(scores(usual, anomalous));
      assertEquals(best, f1(usual, anomalous, chosen), 1e-12);
    }
    assertEquals(2.5, new BestF1().threshold(scores(new double[] {3, 4}, 1, 2)));
    assertRefused(() -> new BestF1().threshold(scores(upTo(3))), "labelled ANOMALOUS", "none");
  }

  private static double f1(double[] usual, double[] anomalous, double threshold) {
    double tp = below(anomalous, threshold);
    return 2 * tp / (tp + below(usual, threshold) + anomalous.length);
  }

  @Test
  void bestF1WithImpossibleRows() {
    double threshold =
        new BestF1().threshold(scores(new double[] {1, 2}, Double.NEGATIVE_INFINITY));
    assertTrue(threshold > Double.NEGATIVE_INFINITY && threshold <= 1, "" + threshold);
  }

  @Test
  void fixed() {
    assertEquals(-7.5, new FixedThreshold(-7.5).threshold(scores(upTo(3))));
  }

  @Test
  void refused() {
    assertSays(
        assertThrows(PropertyException.class, () -> new FalseAlarmRate(0)), "(0, 1)", "found 0");
    assertSays(
        assertThrows(PropertyException.class, () -> new Contamination(1)), "(0, 1)", "found 1");
    assertSays(
        assertThrows(PropertyException.class, () -> new FixedThreshold(Double.NaN)), "finite");
  }
}
