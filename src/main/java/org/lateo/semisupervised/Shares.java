package org.lateo.semisupervised;

import java.util.Arrays;

/** Whole shares in proportion. */
final class Shares {
  private Shares() {}

  /**
   * Deals out {@code total} in proportion to sizes, at least 1 and at most the size each.
   *
   * @param sizes at least 1 each
   * @param total from the number of sizes to their sum
   * @return {@code [sizes]}, summing to total
   */
  static int[] of(int[] sizes, int total) {
    int[] shares = new int[sizes.length];
    Arrays.fill(shares, 1);
    for (int dealt = sizes.length; dealt < total; dealt++) {
      shares[neediest(sizes, shares, total)]++;
    }
    return shares;
  }

  private static int neediest(int[] sizes, int[] shares, int total) {
    double ratio = (double) total / Arrays.stream(sizes).sum();
    int neediest = -1;
    double need = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sizes.length; i++) {
      double lacking = sizes[i] * ratio - shares[i];
      if (shares[i] < sizes[i] && lacking > need) {
        neediest = i;
        need = lacking;
      }
    }
    return neediest;
  }
}
