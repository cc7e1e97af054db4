package org.lateo.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lateo.bench.IncompleteSet.Type;

/** Fills gaps in by the mean of numeric variables and the commonest value of others. */
final class MeanOrMode {
  private MeanOrMode() {}

  /**
   * @param values {@code [rows][variables]}, NaN for gaps
   * @return the same without gaps
   */
  static double[][] impute(List<Type> types, double[][] values) {
    double[][] filled = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    for (int v = 0; v < types.size(); v++) {
      double[] known = known(values, v);
      double value = types.get(v).kind().isNumeric() ? mean(known) : mode(known);
      for (double[] row : filled) {
        row[v] = Double.isNaN(row[v]) ? value : row[v];
      }
    }
    return filled;
  }

  static double[] known(double[][] values, int variable) {
    return Arrays.stream(values)
        .mapToDouble(row -> row[variable])
        .filter(x -> !Double.isNaN(x))
        .toArray();
  }

  private static double mean(double... known) {
    return Arrays.stream(known).average().orElseThrow();
  }

  /** The smallest of several. */
  private static double mode(double... known) {
    Map<Double, Integer> counts = new TreeMap<>();
    Arrays.stream(known).forEach(x -> counts.merge(x, 1, Integer::sum));
    int most = counts.values().stream().max(Integer::compare).orElseThrow();
    return counts.entrySet().stream()
        .filter(e -> e.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
