package org.lateo.inference;

/**
 * What a row's score is made of: it is the sum of all entries.
 *
 * @param features what each feature adds, {@code [columns]}
 * @param latents what each latent dimension adds, {@code [latent]}, or one joint entry where
 *     posterior or prior do not factorise; empty where the score has no such part
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record ScoreSplit(double[] features, double[] latents) {
  /** The score: higher is more usual. */
  public double total() {
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
