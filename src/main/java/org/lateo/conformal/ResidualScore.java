package org.lateo.conformal;

import org.tribuo.regression.Regressor;

/** How usual a target is beside its prediction; higher is more usual. */
public enum ResidualScore {
  /**
   * Minus the distance |y - ŷ|: intervals of one width for all rows.
   *
   * <p>See:
   *
   * <pre>
   * Lei J, G'Sell M, Rinaldo A, Tibshirani RJ, Wasserman L.
   * "Distribution-Free Predictive Inference for Regression"
   * Journal of the American Statistical Association 113, 2018.
   * </pre>
   */
  ABSOLUTE,

  /**
   * Minus the distance in predicted standard deviations, |y - ŷ| / σ: wide intervals where the
   * model says that it is unsure (section 5.2 there). Of models whose predictions carry variances.
   */
  NORMALISED;

  /** What distances are measured in. */
  private double unit(Regressor.DimensionTuple prediction) {
    return switch (this) {
      case ABSOLUTE -> 1;
      case NORMALISED -> deviation(prediction);
    };
  }

  private static double deviation(Regressor.DimensionTuple prediction) {
    double variance = prediction.getVariance();
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              "NORMALISED: expected predictions with a positive variance, found %s of %s;"
                  + " ABSOLUTE needs none",
              variance, prediction.getName()));
    }
    return Math.sqrt(variance);
  }

  /**
   * The score of a target.
   *
   * @throws IllegalArgumentException if a number is not finite, or the prediction has no variance
   *     and needs one
   */
  double of(Regressor.DimensionTuple prediction, double target) {
    double score = -Math.abs(target - prediction.getValue()) / unit(prediction);
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected finite predictions and targets, found %s and %s of %s",
              prediction.getValue(), target, prediction.getName()));
    }
    return score;
  }

  /** Refuses with {@link IllegalArgumentException} what is no negative distance. */
  void requireScores(ConformalScores scores) {
    scores.requireWithin(Double.NEGATIVE_INFINITY, 0, this);
  }

  /**
   * All targets that score at least a threshold. Its ends lie further out by what rounding may take
   * from them: less than an ulp by each of difference, quotient and product, and half an ulp by
   * each of the two sums.
   */
  Interval interval(Regressor.DimensionTuple prediction, double threshold) {
    double centre = prediction.getValue();
    double reach = -threshold * unit(prediction);
    double rounding = 4 * Math.ulp(Math.abs(centre) + reach);
    return new Interval(centre - reach - rounding, centre + reach + rounding);
  }
}
