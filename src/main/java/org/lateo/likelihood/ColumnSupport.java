package org.lateo.likelihood;

import org.lateo.config.Part;
import org.lateo.config.PartKind;

/**
 * The raw values that a feature can have under a likelihood. Others are impossible: training
 * refuses them, and later a row that has one scores minus infinity.
 *
 * <p>Limits and whole numbers are met within {@link #TOLERANCE}, so that what rounding left of a 1
 * is still a 1.
 *
 * @param expected what the values are, for messages
 * @param least the smallest, tolerance included
 * @param most the largest, tolerance included
 * @param whole whether only whole numbers are possible
 * @param logarithm whether the encoder reads a logarithm, which values below the least do not have
 */
public record ColumnSupport(
    String expected, float least, float most, boolean whole, boolean logarithm) {
  /** How far a value may lie from a limit or a whole number. */
  public static final float TOLERANCE = 1e-6f;

  /** A column of a one-hot variable is set where its value is above this. */
  static final float SET = 0.5f;

  /** The support of every number. */
  public static final ColumnSupport ANY =
      new ColumnSupport("numbers", Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, false, false);

  /** The numbers of an interval, both ends included. */
  public static ColumnSupport between(String expected, double least, double most) {
    return new ColumnSupport(
        expected, (float) (least - TOLERANCE), (float) (most + TOLERANCE), false, false);
  }

  /** The whole numbers of the same interval. */
  public ColumnSupport wholeNumbers() {
    return new ColumnSupport(expected, least, most, true, logarithm);
  }

  /** Whether a value is possible; NaN, a missing value, always is. */
  public boolean contains(float x) {
    return !(x < least || x > most || (whole && isFraction(x)));
  }

  /** Whether a number is not whole, and not within the tolerance of one that is. */
  public static boolean isFraction(double x) {
    return Math.abs(x - Math.rint(x)) > TOLERANCE;
  }

  /** Whether the encoder's reading of a value is defined. */
  public boolean isReadable(float x) {
    return !(logarithm && x < least);
  }

  /** A possible value near {@code x}. */
  public float nearest(float x) {
    float within = Math.max(least, Math.min(most, x));
    return whole ? (float) Math.rint(within) : within;
  }

  /**
   * Refuses a column of which some values are impossible.
   *
   * @param likelihood whose support it is
   * @param advice added to the message
   * @throws IllegalArgumentException naming the likelihood, the value, the column and the row
   */
  public void require(ColumnSummary c, Part likelihood, String advice) {
    if (c.min() < least) {
      throw refused(likelihood, expected, c.min(), c, c.minRow(), advice);
    }
    if (c.max() > most) {
      throw refused(likelihood, expected, c.max(), c, c.maxRow(), advice);
    }
    if (whole && !Double.isNaN(c.fraction())) {
      throw refused(likelihood, expected, c.fraction(), c, c.fractionRow(), advice);
    }
  }

  static IllegalArgumentException refused(
      Part likelihood, String expected, Object found, ColumnSummary c, int row, String advice) {
    return new IllegalArgumentException(
        String.format(
            "The %s likelihood expects %s, found %s in feature %s, row %d (from 0)%s",
            PartKind.name(likelihood), expected, found, c.name(), row, advice));
  }
}
