package org.lateo.anomaly;

/**
 * A row's score and what it is the sum of, beside what features add that no member has seen; higher
 * is more usual.
 *
 * @param known how many of its features at least one member has seen
 * @param total the score, minus infinity for a row that the model knows nothing of or holds for
 *     impossible
 * @param features what each feature (or group) adds, {@code [groups]}
 * @param latents what each latent dimension of each member adds, {@code [latents]}, or none
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
record RowScore(int known, double total, double[] features, double[] latents) {
  /** What known features and latent dimensions add. */
  double ofKnown() {
    double sum = 0;
    for (double feature : features) {
      sum += feature;
    }
    for (double latent : latents) {
      sum += latent;
    }
    return sum;
  }
}
