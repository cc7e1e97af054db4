package org.lateo.app.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/**
 * Rows with every column in units of its standard deviation over the training rows, as other
 * detectors take them.
 *
 * @param deviations {@code [columns]}, 1 for a column of one value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StandardRows(ImmutableFeatureMap features, double[] deviations) {
  static StandardRows of(Dataset<?> train) {
    double[] ones = new double[train.getFeatureIDMap().size()];
    Arrays.fill(ones, 1);
    double[][] raw = new StandardRows(train.getFeatureIDMap(), ones).all(train.getData());
    return new StandardRows(
        train.getFeatureIDMap(),
        IntStream.range(0, ones.length).mapToDouble(c -> deviation(raw, c)).toArray());
  }

  /** The values of examples, {@code [examples][columns]}. */
  double[][] all(List<? extends Example<?>> examples) {
    return examples.stream().map(this::row).toArray(double[][]::new);
  }

  private double[] row(Example<?> example) {
    double[] values = new double[deviations.length];
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0) {
        values[column] = feature.getValue() / deviations[column];
      }
    }
    return values;
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
