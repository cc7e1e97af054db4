package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Feature;

/**
 * A row's score and what it is the sum of; higher is more usual.
 *
 * @param known how many of its features at least one member has seen
 * @param features what each feature (or group) adds, {@code [groups]}; none if the row has no
 *     feature that the model knows
 * @param latents what each latent dimension of each member adds, {@code [latents]}, or none
 * @param unseen what features add that no member has seen, negative, by name
 * @param ignored names of features that no member has seen and that add nothing: other columns
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
record RowScore(
    int known,
    double[] features,
    double[] latents,
    Map<String, Double> unseen,
    List<String> ignored) {

  /**
   * A row of which nothing but its unknown features is scored yet.
   *
   * @param unknown a zero among them is no feature
   * @param features how many the row has, unknown ones among them
   */
  static RowScore of(List<Feature> unknown, int features, Penalties penalties) {
    Map<String, Double> unseen = new LinkedHashMap<>();
    List<String> ignored = new ArrayList<>();
    for (Feature feature : unknown) {
      double penalty = penalties.of(feature.getName());
      if (penalty == 0) {
        ignored.add(feature.getName());
      } else if (feature.getValue() != 0) {
        unseen.put(feature.getName(), penalty);
      }
    }
    int known = features - unknown.size();
    return new RowScore(known, new double[0], new double[0], unseen, ignored);
  }

  /** The same with what known features and latent dimensions add. */
  RowScore with(double[] entries, double[] latentEntries) {
    return new RowScore(known, entries, latentEntries, unseen, ignored);
  }

  /** Minus infinity for a row that the model knows nothing of or holds for impossible. */
  double total() {
    double sum = known == 0 ? Double.NEGATIVE_INFINITY : 0;
    for (double penalty : unseen.values()) {
      sum += penalty;
    }
    for (double feature : features) {
      sum += feature;
    }
    for (double latent : latents) {
      sum += latent;
    }
    return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
  }
}
