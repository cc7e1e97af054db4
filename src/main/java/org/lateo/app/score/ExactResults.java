package org.lateo.app.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lateo.app.verb.Results;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.ExactDensity;
import org.tribuo.Example;

/**
 * What an exact density says of all rows together.
 *
 * @param nats of the rows
 * @param dimensions of a row
 * @param features the mean part of each feature; empty if the density does not split
 */
record ExactResults(LogLikelihood nats, int dimensions, Map<String, Double> features) {
  /** Of rows whose log-densities are known. */
  static ExactResults of(
      ExactDensity model, List<? extends Example<?>> rows, LogLikelihood logDensities) {
    Map<String, Double> features = new LinkedHashMap<>();
    model.featureNats(rows).ifPresent(parts -> add(features, model.featureNames(), parts));
    return new ExactResults(logDensities, model.featureNames().size(), features);
  }

  private static void add(Map<String, Double> to, List<String> names, double[][] parts) {
    for (double[] row : parts) {
      for (int i = 0; i < row.length; i++) {
        to.merge(names.get(i), row[i] / parts.length, Double::sum);
      }
    }
  }

  private double perDimension() {
    return -nats.mean() / dimensions;
  }

  /** Adds them to the results for programs. */
  Results addTo(Results results) {
    return results
        .with("nll_per_dimension", perDimension())
        .with("feature_nats", features.isEmpty() ? null : features);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-16s%12d%n%-16s%12.4f nats, exact; standard error %.4f%n%-16s%12.4f nats, of %d",
                "Examples",
                nats.nats().length,
                "Log-density",
                nats.mean(),
                nats.standardError(),
                "Per dimension",
                -perDimension(),
                dimensions));
    features.forEach(
        (name, mean) -> text.append(String.format(Locale.ROOT, "%n  %-30s%12.4f", name, mean)));
    return text.toString();
  }
}
