package org.lateo.anomaly;

import java.util.List;

/**
 * A row's score and what it is the sum of; higher is more usual.
 *
 * @param features what each feature (or group) adds, {@code [groups]}; none if the row has no
 *     feature that the model knows
 * @param latents what each latent dimension of each member adds, {@code [latents]}, or none
 * @param unseen names of features that the model has never seen
 * @param penalty what each of these adds, negative
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
record RowScore(
    int known, double[] features, double[] latents, List<String> unseen, double penalty) {

  /** A row of which the model knows no feature. */
  static RowScore ofNothing(List<String> unseen, double penalty) {
    return new RowScore(0, new double[0], new double[0], unseen, penalty);
  }

  /** Minus infinity for a row that the model knows nothing of or holds for impossible. */
  double total() {
    double sum = known == 0 ? Double.NEGATIVE_INFINITY : unseen.size() * penalty;
    for (double feature : features) {
      sum += feature;
    }
    for (double latent : latents) {
      sum += latent;
    }
    return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
  }
}
