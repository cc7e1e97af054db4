package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.inference.ScoreSplit;

/**
 * What usual rows have of each entry of a score: against it an entry is large or small, whatever
 * the width of its column.
 *
 * @param features the median of each feature's entry, {@code [groups]}
 * @param latents the same of each latent entry, {@code [latents]}
 * @param information the mean distance of each feature's entry from its median, {@code [groups]}:
 *     how much usual rows differ in it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, never by value.
record Baseline(double[] features, double[] latents, double[] information) {
  /**
   * The baseline of an ensemble.
   *
   * @param splits of rows that a member has not seen, for each member, {@code [members][any]}
   */
  static Baseline of(Ensemble ensemble, List<List<ScoreSplit>> splits) {
    double[][] features =
        IntStream.range(0, splits.size())
            .boxed()
            .flatMap(m -> grouped(ensemble.groups(m), splits.get(m)))
            .toArray(double[][]::new);
    double[] medians = medians(features, 1);
    double[] latents =
        splits.stream()
            .map(of -> of.stream().map(ScoreSplit::latents).toArray(double[][]::new))
            .map(of -> medians(of, 1.0 / splits.size()))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new Baseline(medians, latents, distances(features, medians));
  }

  private static Stream<double[]> grouped(FeatureGroups groups, List<ScoreSplit> splits) {
    return splits.stream()
        .map(
            split -> {
              double[] features = new double[groups.names().size()];
              groups.add(split.features(), 1, features);
              return features;
            });
  }

  private static double[] medians(double[][] rows, double share) {
    double[] medians = new double[rows[0].length];
    double[] column = new double[rows.length];
    for (int c = 0; c < medians.length; c++) {
      for (int r = 0; r < rows.length; r++) {
        column[r] = rows[r][c];
      }
      Arrays.sort(column);
      medians[c] = share * finite(column[(column.length - 1) / 2]);
    }
    return medians;
  }

  private static double[] distances(double[][] rows, double[] from) {
    double[] distances = new double[from.length];
    for (int c = 0; c < from.length; c++) {
      for (double[] row : rows) {
        distances[c] += Math.abs(finite(row[c]) - from[c]) / rows.length;
      }
    }
    return distances;
  }

  private static double finite(double entry) {
    return Double.isFinite(entry) ? entry : 0;
  }
}
