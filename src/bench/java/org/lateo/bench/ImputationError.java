package org.lateo.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.lateo.bench.IncompleteSet.Measure;

/**
 * How far imputed entries are from hidden ones, by measure, averaged over the variables it is for.
 * Everything is a share of the variable's range, or of its entries:
 *
 * <ul>
 *   <li>numeric: the root of the mean squared difference, over the range;
 *   <li>ordinal: the mean absolute difference, over the range;
 *   <li>categorical: the share of wrong categories.
 * </ul>
 *
 * <p>See:
 *
 * <pre>
 * Nazabal A, Olmos PM, Ghahramani Z, Valera I.
 * "Handling Incomplete Heterogeneous Data using VAEs", the errors of imputation
 * Pattern Recognition 107, 2020.
 * </pre>
 */
final class ImputationError {
  private ImputationError() {}

  /**
   * @param hidden the entries that count, {@code [rows][variables]}
   */
  static Map<Measure, Double> of(IncompleteSet set, boolean[][] hidden, double[][] imputed) {
    Map<Measure, double[]> sums = new EnumMap<>(Measure.class);
    for (int v = 0; v < set.types().size(); v++) {
      Measure measure = set.types().get(v).kind().measure();
      double[] sum = sums.computeIfAbsent(measure, m -> new double[2]);
      sum[0] += error(measure, set.values(), hidden, imputed, v);
      sum[1]++;
    }
    Map<Measure, Double> means = new EnumMap<>(Measure.class);
    sums.forEach((measure, sum) -> means.put(measure, sum[0] / sum[1]));
    return means;
  }

  private static double error(
      Measure measure, double[][] values, boolean[][] hidden, double[][] imputed, int v) {
    double sum = 0;
    int count = 0;
    for (int r = 0; r < values.length; r++) {
      if (hidden[r][v] && !Double.isNaN(values[r][v])) {
        double difference = imputed[r][v] - values[r][v];
        sum +=
            switch (measure) {
              case NUMERIC -> difference * difference;
              case ORDINAL -> Math.abs(difference);
              case CATEGORICAL -> difference == 0 ? 0 : 1;
            };
        count++;
      }
    }
    return switch (measure) {
      case NUMERIC -> Math.sqrt(sum / count) / range(values, v);
      case ORDINAL -> sum / count / range(values, v);
      case CATEGORICAL -> sum / count;
    };
  }

  private static double range(double[][] values, int v) {
    double[] known = MeanOrMode.known(values, v);
    return Arrays.stream(known).max().orElseThrow() - Arrays.stream(known).min().orElseThrow();
  }
}
