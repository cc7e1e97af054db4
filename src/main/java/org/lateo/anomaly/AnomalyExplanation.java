package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a row's score is made of: {@code score - threshold} is the sum of the deviations of all
 * contributions and the constant.
 *
 * @param score higher is more usual
 * @param threshold below which a row is anomalous
 * @param features of each feature, group of features or unseen feature, the most unusual first
 * @param latents of each latent dimension of each member, or one joint entry a member
 * @param constant what a usual row has: the sum of the baselines less the threshold
 * @param ignored names of features that add nothing since they are columns that training never saw
 */
public record AnomalyExplanation(
    double score,
    double threshold,
    List<Contribution> features,
    List<Contribution> latents,
    double constant,
    List<String> ignored) {

  /**
   * What one part adds to a score.
   *
   * @param name of the feature, the field of one-hot features, or the latent entry
   * @param nats what it adds, in the unit of the score
   * @param usual what it adds in a usual row
   */
  public record Contribution(String name, double nats, double usual) {
    /**
     * The contributions to a row's score, the most unusual first.
     *
     * @param names of the parts, {@code [parts]}
     * @param nats what each adds, {@code [parts]}
     * @param usual what each adds in a usual row, {@code [parts]}
     */
    public static List<Contribution> ofParts(List<String> names, double[] nats, double[] usual) {
      return IntStream.range(0, nats.length)
          .mapToObj(i -> new Contribution(names.get(i), nats[i], usual[i]))
          .sorted(Comparator.comparingDouble(Contribution::deviation))
          .toList();
    }

    /** How much less usual (negative) or more usual than its baseline; never NaN. */
    public double deviation() {
      double deviation = nats - usual;
      return Double.isNaN(deviation) ? Double.NEGATIVE_INFINITY : deviation;
    }
  }

  /** Whether the score lies below the threshold; minus infinity lies below any. */
  public boolean isAnomalous() {
    return score < threshold || score == Double.NEGATIVE_INFINITY;
  }

  /** As Tribuo's excuses have it: deviations by name, the constant under a name given. */
  List<Pair<String, Double>> deviations(String ofConstant) {
    List<Pair<String, Double>> entries = new ArrayList<>();
    Stream.of(features, latents)
        .flatMap(List::stream)
        .forEach(c -> entries.add(new Pair<>(c.name(), c.deviation())));
    entries.add(new Pair<>(ofConstant, constant));
    return entries;
  }

  /** For people: the three features that speak most against the row. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "score %.2f, threshold %.2f: %s",
        score,
        threshold,
        features.stream()
            .limit(3)
            .map(c -> String.format(Locale.ROOT, "%s %+.2f", c.name(), c.deviation()))
            .collect(Collectors.joining(", ")));
  }
}
