package org.lateo.anomaly;

/**
 * The threshold with the largest F1 = 2 tp / (2 tp + fp + fn) on labelled rows, anomalies being
 * what is to be found; of several the lowest, which alarms least. It lies midway between two
 * scores. Where rows are held out, a share of the usual rows calibrates and every labelled anomaly
 * does: F1 is that of rows among which anomalies are more frequent by so much than in the dataset.
 */
public final class BestF1 implements ThresholdRule {
  @Override
  public double threshold(CalibrationScores scores) {
    double[] usual = scores.usual();
    double[] anomalous = scores.anomalous();
    if (anomalous.length == 0) {
      throw new IllegalArgumentException(
          "Expected rows labelled ANOMALOUS to choose a threshold by F1, found none");
    }
    double best = 0;
    double threshold = Double.NEGATIVE_INFINITY;
    int alarms = 0;
    for (int found = 1; found <= anomalous.length; found++) {
      while (alarms < usual.length && usual[alarms] <= anomalous[found - 1]) {
        alarms++;
      }
      double f1 = 2.0 * found / (found + alarms + anomalous.length);
      if (f1 > best && isLastOfEqual(anomalous, found)) {
        best = f1;
        threshold =
            middle(anomalous[found - 1], Math.min(next(anomalous, found), next(usual, alarms)));
      }
    }
    return threshold;
  }

  private static boolean isLastOfEqual(double[] ascending, int found) {
    return found == ascending.length || ascending[found] > ascending[found - 1];
  }

  /** The lowest score above the first so many. */
  private static double next(double[] ascending, int first) {
    return first < ascending.length ? ascending[first] : Double.POSITIVE_INFINITY;
  }

  private static double middle(double low, double high) {
    if (Double.isInfinite(low) || Double.isInfinite(high)) {
      return Double.isInfinite(high) ? Math.nextUp(low) : high;
    }
    double middle = low + (high - low) / 2;
    return middle > low ? middle : high;
  }
}
