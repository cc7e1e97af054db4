package org.lateo.anomaly;

import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.inference.ScoreParts;
import org.lateo.likelihood.Scaling;

/**
 * Rows beside which a row is looked at: usual ones of a member's training and, where some are
 * known, anomalous ones.
 *
 * <p>Usual rows are looked at with two widths: a narrow one, which knows every cluster of usual
 * rows, and {@value #BROAD}, which knows how far a row lies from all of them and minds less if some
 * exemplars are anomalies. Both {@linkplain RowDensity log-densities} are added to a model's score
 * by factors, see {@link ExemplarFit}. Of anomalous rows the broad log-density is taken off, so
 * that rows which look like known anomalies score lower.
 */
final class Exemplars {
  /** The broad width, in units of each column's scale. */
  static final double BROAD = 2;

  private final RowDensity usual;
  private final Optional<RowDensity> anomalous;
  private final Scaling scaling;
  private final double narrow;
  private final Factors factors;

  /**
   * What each part of a score is multiplied by.
   *
   * @param model of the score of the member's model
   * @param narrow of the log-density at the narrow width
   * @param broad of the log-density at the broad width
   * @param anomalous of the log-density beside anomalous rows, which is taken off
   */
  record Factors(double model, double narrow, double broad, double anomalous) {
    /** Refuses with {@link IllegalArgumentException} what is negative or not finite. */
    Factors {
      for (double factor : new double[] {model, narrow, broad, anomalous}) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "Exemplars: expected factors of at least 0, found " + factor);
        }
      }
    }
  }

  /**
   * @param usual scaled rows, 0 where a value is missing, {@code [exemplars * columns]}
   * @param anomalous such rows, {@code [any * columns]}; may be empty
   * @param scaling what stands before them
   * @param narrow the narrow width, in units of each column's scale
   * @throws IllegalArgumentException if the numbers do not fit together
   */
  Exemplars(float[] usual, float[] anomalous, Scaling scaling, double narrow, Factors factors) {
    if (!(narrow > 0)) {
      throw new IllegalArgumentException("Exemplars: expected a positive width, found " + narrow);
    }
    this.usual = new RowDensity(usual, scaling);
    this.anomalous =
        anomalous.length == 0 ? Optional.empty() : Optional.of(new RowDensity(anomalous, scaling));
    this.scaling = scaling;
    this.narrow = narrow;
    this.factors = factors;
  }

  /**
   * What they add to a score, each log-density by its factor.
   *
   * @param read the member's columns
   */
  RowDensity.Parts parts(MemberRows read) {
    Node x =
        read.besideExemplars(
            ScaleColumns.standardise(Densify.of(read.values()), scaling.shift(), scaling.scale()));
    Node products = usual.products(x);
    RowDensity.Parts parts =
        usual
            .parts(narrow, read, x, products)
            .times(factors.narrow())
            .plus(usual.parts(BROAD, read, x, products).times(factors.broad()));
    return anomalous
        .map(rows -> rows.parts(BROAD, read, x, rows.products(x)).times(-factors.anomalous()))
        .map(parts::plus)
        .orElse(parts);
  }

  /** A model's score by its factor. */
  ScoreParts weighed(MemberRows read) {
    return read.weighed(factors.model());
  }

  RowDensity usual() {
    return usual;
  }

  /** Empty if none are known. */
  Optional<RowDensity> anomalous() {
    return anomalous;
  }

  Scaling scaling() {
    return scaling;
  }

  /** The narrow width, in units of each column's scale. */
  double narrow() {
    return narrow;
  }

  Factors factors() {
    return factors;
  }
}
