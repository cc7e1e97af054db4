package org.lateo.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lateo.anomaly.Exemplars.Factors;
import org.lateo.math.ConformalRank;

/**
 * How much a score should mind that a row is like known anomalies: how much nearer it is to them
 * than to usual rows, at the broad width.
 *
 * <p>Of n anomalies this varies over usual rows by n / (n + {@value #AT_HALF}) of what the score
 * does. It is left away where it makes the anomalies themselves, each compared with the others
 * alone, harder to tell from usual rows, by more than a standard error, and where all of them are
 * told already.
 *
 * @param anomalies at least {@value #FEWEST}
 * @param exemplars usual rows, of which the first {@code usual} are those of its views
 * @param usual of these rows, each beside all other exemplars
 * @param known of the anomalies
 */
record KnownAnomalies(ScaledRows anomalies, ScaledRows exemplars, Views usual, Views known) {
  /** Fewer tell nothing of others. */
  static final int FEWEST = 4;

  private static final double AT_HALF = 30;

  /** Factors that mind them, or the same. */
  Factors join(Factors factors) {
    double[] ofUsual =
        less(
            ScaledRows.logDensities(
                anomalies.from(exemplars, usual.bounds().length), Exemplars.BROAD),
            usual.broad());
    double[] ofKnown =
        less(
            ScaledRows.logDensities(anomalies.apart(anomalies.count()), Exemplars.BROAD),
            known.broad());
    double[] scores = usual.scores(factors);
    double share = anomalies.count() / (anomalies.count() + AT_HALF);
    double weight = share * Views.ratio(scores, ofUsual);
    double[] before = ranks(scores, known.scores(factors));
    double[] after =
        ranks(plus(scores, -weight, ofUsual), plus(known.scores(factors), -weight, ofKnown));
    return helps(less(after, before))
        ? new Factors(factors.model(), factors.narrow(), factors.broad() + weight, weight)
        : factors;
  }

  /** The share of usual rows that score higher than each anomaly. */
  private static double[] ranks(double[] usual, double[] anomalous) {
    double[] ascending = usual.clone();
    Arrays.sort(ascending);
    return Arrays.stream(anomalous)
        .map(score -> 1 - ConformalRank.place(ascending, score, true) / (double) ascending.length)
        .toArray();
  }

  private static boolean helps(double[] gains) {
    double mean = Arrays.stream(gains).average().orElseThrow();
    double squares = Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
    return mean > -Math.sqrt(squares / (gains.length - 1) / gains.length);
  }

  private static double[] less(double[] a, double[] b) {
    return plus(a, -1, b);
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + factor * b[i]).toArray();
  }
}
