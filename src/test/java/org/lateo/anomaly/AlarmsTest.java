package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alarms among many rows, by Benjamini and Hochberg. */
final class AlarmsTest {
  /** The example of Benjamini and Hochberg (1995), section 3.2: four of fifteen at 5 %. */
  @Test
  void agreesWithTheAuthorsExample() {
    double[] pValues = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };
    Alarms alarms = Alarms.of(0.05, pValues, 1_000_000);
    assertEquals(List.of(0, 1, 2, 3), alarms.rows());
    assertEquals(0.0095, alarms.largestPValue());
    assertEquals(1, alarms.fewest());
  }

  /** The third is above its own bound, and an alarm all the same, for the fourth is below its. */
  @Test
  void stepsUp() {
    Alarms alarms = Alarms.of(0.2, new double[] {0.9, 0.16, 0.03, 0.155, 0.06}, 999);
    assertEquals(List.of(1, 2, 3, 4), alarms.rows());
    assertEquals(0.16, alarms.largestPValue());
    assertTrue(alarms.isAlarm(3));
    assertFalse(alarms.isAlarm(0));
  }

  @Test
  void equalPValuesAreAlarmsTogether() {
    assertEquals(3, Alarms.of(0.05, new double[] {0.05, 0.05, 0.05}, 19).rows().size());
    assertEquals(0, Alarms.of(0.05, new double[] {0.05, 0.05, 0.1}, 19).rows().size());
    assertEquals(3, Alarms.of(0.1, new double[] {0.1, 0.1, 0.1}, 9).rows().size());
  }

  @Test
  void noneAmongNone() {
    Alarms alarms = Alarms.of(0.1, new double[0], 1);
    assertEquals(List.of(), alarms.rows());
    assertTrue(alarms.isPossible());
  }

  /** With n rows the smallest p-value is 1 / (n + 1); k rows of m may have it at k rate / m. */
  @Test
  void tellsHowManyRowsItTakes() {
    for (int calibration : new int[] {9, 19, 99, 100}) {
      for (int rows : new int[] {1, 4, 13, 50}) {
        Alarms none = Alarms.of(0.05, pValues(rows, 0, calibration), calibration);
        int fewest = none.fewest();
        boolean[] found = new boolean[rows + 1];
        for (int k = 1; k <= rows; k++) {
          int size = Alarms.of(0.05, pValues(rows, k, calibration), calibration).rows().size();
          found[k] = size == k;
          assertTrue(size == k || size == 0);
          assertEquals(k >= fewest, found[k], calibration + " " + rows + " " + k);
        }
        assertEquals(found[rows], none.isPossible());
        assertEquals(calibration >= 19, none.isPossible());
      }
    }
  }

  /** The smallest p-value for the first k rows, 1 for all others. */
  private static double[] pValues(int rows, int k, int calibration) {
    return IntStream.range(0, rows).mapToDouble(i -> i < k ? 1.0 / (calibration + 1) : 1).toArray();
  }

  @Test
  void warnsWhereNoAlarmIsPossible() {
    assertEquals(List.of(), warnings(19));
    List<String> warnings = warnings(18);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("at least 19 calibration rows, found 18"), warnings.get(0));
  }

  private static List<String> warnings(int calibrationRows) {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            warnings.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Alarms.class.getName());
    logger.addHandler(handler);
    try {
      Alarms.of(0.05, new double[] {0.5, 0.7}, calibrationRows);
    } finally {
      logger.removeHandler(handler);
    }
    return warnings;
  }

  @Test
  void refused() {
    for (double rate : new double[] {0, 1, -0.1, Double.NaN}) {
      assertRefused(() -> Alarms.of(rate, new double[1], 9), "(0, 1)", "found " + rate);
    }
  }

  /**
   * With n calibration rows, m rows of which m0 are usual, and a whole number (n + 1) rate / m, the
   * expected share of false alarms is rate m0 / m, neither more nor less: Mary D, Roquain E,
   * "Semi-supervised Multiple Testing", Electronic Journal of Statistics 16, 2022.
   */
  @Test
  void shareOfFalseAlarmsIsWhatTheorySays() {
    assertShare(0.2, 99, 10, 8, 2);
    assertShare(0.2, 99, 10, 10, 0);
    assertShare(0.25, 39, 5, 3, 1);
  }

  private static void assertShare(double rate, int calibration, int rows, int usual, double shift) {
    Random random = new Random(1);
    int trials = 20_000;
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < trials; t++) {
      double share = falseShare(random, rate, calibration, rows, usual, shift);
      sum += share;
      squares += share * share;
    }
    double mean = sum / trials;
    double error = Math.sqrt((squares / trials - mean * mean) / trials);
    assertEquals(rate * usual / rows, mean, 4 * error);
  }

  /** Of one draw; the last rows are lower by the shift. */
  private static double falseShare(
      Random random, double rate, int calibration, int rows, int usual, double shift) {
    double[] drawn = random.doubles(calibration).map(u -> normal(random)).toArray();
    CalibrationScores scores = new CalibrationScores(drawn, new double[0]);
    double[] fresh =
        IntStream.range(0, rows)
            .mapToDouble(i -> normal(random) - (i < usual ? 0 : shift))
            .toArray();
    List<Integer> alarms = Alarms.of(rate, fresh, scores).rows();
    return alarms.stream().filter(row -> row < usual).count() / Math.max(1.0, alarms.size());
  }

  private static double normal(Random random) {
    return random.nextGaussian();
  }
}
