package org.lateo.app.demo;

import java.util.List;
import java.util.Locale;

/**
 * A mean and a standard deviation over repetitions (dividing by one less).
 *
 * @param mean the mean
 * @param deviation the standard deviation
 */
record MeanAndDeviation(double mean, double deviation) {
  static MeanAndDeviation of(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new MeanAndDeviation(mean, Math.sqrt(squares / Math.max(1, values.size() - 1)));
  }

  /** As {@code 71.8 ± 2.7 %}. */
  String percent() {
    return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * mean, 100 * deviation);
  }
}
