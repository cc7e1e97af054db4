package org.lateo.app.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/**
 * What the detector is compared with: how far a row lies from the training rows that are nearest,
 * every column in units of its standard deviation.
 *
 * @param rows in these units, {@code [rows][columns]}
 * @param deviations {@code [columns]}, 1 for a column of one value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NearestRows(ImmutableFeatureMap features, double[][] rows, double[] deviations) {
  private static final int NEAREST = 5;

  /** Learns the training rows. */
  static NearestRows of(Dataset<?> train) {
    ImmutableFeatureMap features = train.getFeatureIDMap();
    double[][] raw =
        train.getData().stream().map(row -> values(features, row)).toArray(double[][]::new);
    double[] deviations =
        IntStream.range(0, features.size()).mapToDouble(c -> deviation(raw, c)).toArray();
    double[][] scaled =
        Arrays.stream(raw).map(row -> over(row, deviations)).toArray(double[][]::new);
    return new NearestRows(features, scaled, deviations);
  }

  /** The mean distance to the five nearest training rows of each example, {@code [examples]}. */
  double[] distances(List<? extends Example<?>> examples) {
    return examples.stream().parallel().mapToDouble(this::distance).toArray();
  }

  private double distance(Example<?> example) {
    double[] x = over(values(features, example), deviations);
    return Arrays.stream(rows)
        .mapToDouble(row -> squared(row, x))
        .sorted()
        .limit(NEAREST)
        .map(Math::sqrt)
        .average()
        .orElseThrow();
  }

  private static double squared(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(c -> (a[c] - b[c]) * (a[c] - b[c])).sum();
  }

  private static double[] values(ImmutableFeatureMap features, Example<?> example) {
    double[] values = new double[features.size()];
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0) {
        values[column] = feature.getValue();
      }
    }
    return values;
  }

  private static double[] over(double[] row, double[] deviations) {
    return IntStream.range(0, row.length).mapToDouble(c -> row[c] / deviations[c]).toArray();
  }

  private static double deviation(double[][] rows, int column) {
    double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
    double variance =
        Arrays.stream(rows)
            .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
            .average()
            .orElseThrow();
    return variance > 0 ? Math.sqrt(variance) : 1;
  }
}
