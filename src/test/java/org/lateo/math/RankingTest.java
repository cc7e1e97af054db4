package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RankingTest {
  /** By counting all pairs. */
  @Test
  void aurocIsTheShareOfPairsInOrder() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      double[] usual = random.ints(1 + random.nextInt(20), 0, 12).asDoubleStream().toArray();
      double[] anomalous = random.ints(1 + random.nextInt(9), -4, 8).asDoubleStream().toArray();
      double wins = 0;
      for (double a : anomalous) {
        for (double u : usual) {
          wins += a < u ? 1 : a == u ? 0.5 : 0;
        }
      }
      double expected = wins / usual.length / anomalous.length;
      assertEquals(expected, new Ranking(usual, anomalous).auroc(), 1e-12);
    }
  }

  /** scikit-learn 1.2.1: average_precision_score([1,0,1,0,0,1], [6,5,4,3,2,1]) and with ties. */
  @Test
  void averagePrecisionIsScikitLearns() {
    double[] usual = {-5, -3, -2};
    double[] anomalous = {-6, -4, -1};
    assertEquals(0.7222222222222222, new Ranking(usual, anomalous).averagePrecision(), 1e-12);
    Ranking tied = new Ranking(new double[] {-5, -5, -2}, new double[] {-5, -5, -1});
    assertEquals(0.5, tied.averagePrecision(), 1e-12);
  }

  @Test
  void recallAtAFalseAlarmRate() {
    double[] usual = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    Ranking ranking = new Ranking(usual, new double[] {0, 1.5, 2.5, 20});
    assertEquals(0.25, ranking.recall(0));
    assertEquals(0.5, ranking.recall(0.1));
    assertEquals(0.75, ranking.recall(0.25));
    assertEquals(1, ranking.recall(1));
  }

  @Test
  void refusesNaN() {
    double[] nan = {1, Double.NaN};
    assertRefused(() -> new Ranking(nan, new double[] {1}), "numbers", "NaN");
    assertRefused(() -> new Ranking(new double[] {1}, nan), "numbers", "NaN");
  }

  @Test
  void impossibleRowsAreLowest() {
    double[] usual = {1, 2};
    assertEquals(1, new Ranking(usual, new double[] {Double.NEGATIVE_INFINITY}).auroc());
  }
}
