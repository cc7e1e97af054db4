package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
   * @param members each as an ensemble of its own
   * @param scores by each of them, of rows that it has not seen, {@code [members][any]}
   */
  static Baseline of(Ensemble ensemble, List<Ensemble> members, List<List<RowScore>> scores) {
    List<String> groups = ensemble.groups().names();
    List<double[]> rows = new ArrayList<>();
    for (int m = 0; m < scores.size(); m++) {
      int[] places = members.get(m).groups().names().stream().mapToInt(groups::indexOf).toArray();
      scores.get(m).forEach(score -> rows.add(spread(score.features(), places, groups.size())));
    }
    double[][] features = rows.toArray(double[][]::new);
    double[] medians = medians(features, 1);
    double[] latents =
        scores.stream()
            .map(of -> of.stream().map(RowScore::latents).toArray(double[][]::new))
            .map(of -> medians(of, 1.0 / scores.size()))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new Baseline(medians, latents, distances(features, medians));
  }

  /**
   * The features in which usual rows differ most, with how much they do.
   *
   * @param names {@code [groups]}
   */
  List<Pair<String, Double>> topFeatures(List<String> names) {
    List<Pair<String, Double>> top = new ArrayList<>();
    for (int i = 0; i < information.length; i++) {
      top.add(new Pair<>(names.get(i), information[i]));
    }
    top.sort(Comparator.comparing(pair -> -pair.getB()));
    return top;
  }

  private static double[] spread(double[] entries, int[] places, int groups) {
    double[] all = new double[groups];
    for (int g = 0; g < places.length; g++) {
      all[places[g]] = entries[g];
    }
    return all;
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
