package org.lateo.inference;

import java.util.List;

/**
 * The parts of a row's score, which is the sum of all entries.
 *
 * @param features the part of each feature, {@code [columns]}; empty if the score has none
 * @param latents the part of each latent dimension, {@code [latent]}, or one joint entry if
 *     posterior or prior do not factorise; empty if the score has none
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record ScoreSplit(double[] features, double[] latents) {
  /** The score: higher is more usual. */
  public double total() {
    double sum = 0;
    for (double[] part : List.of(features, latents)) {
      for (double value : part) {
        sum += value;
      }
    }
    return sum;
  }
}
