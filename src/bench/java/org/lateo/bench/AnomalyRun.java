package org.lateo.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What one set gave with one seed.
 *
 * @param group the folder of the set
 * @param methods by the names {@link #METHODS}
 * @param falseAlarms the share of usual rows that raised an alarm, {@code [rates]}
 * @param errors its standard errors, {@code [rates]}
 * @param calibrated calibration rows
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AnomalyRun(
    String protocol,
    String group,
    String set,
    long seed,
    Map<String, Measured> methods,
    double[] falseAlarms,
    double[] errors,
    int calibrated) {
  static final String LATEO = "Lateo";
  static final String NEIGHBOURS = "neighbours";
  static final String ISOLATION_FOREST = "isolation forest";
  static final String RANDOM_CUT_FOREST = "Random Cut Forest";
  static final String SVM = "one-class SVM";
  static final List<String> METHODS =
      List.of(LATEO, NEIGHBOURS, ISOLATION_FOREST, RANDOM_CUT_FOREST, SVM);

  /** Rates of false alarms that are looked at. */
  static final List<Double> RATES = List.of(0.05, 0.01);

  Measured of(String method) {
    return methods.getOrDefault(method, Measured.NONE);
  }

  double auroc(String method) {
    return of(method).auroc();
  }

  /** By how much Lateo is better than neighbours. */
  double difference() {
    return auroc(LATEO) - auroc(NEIGHBOURS);
  }

  /** The mean over runs. */
  static double mean(List<AnomalyRun> runs, ToDoubleFunction<AnomalyRun> value) {
    return runs.stream().mapToDouble(value).average().orElseThrow();
  }

  /** The standard deviation of numbers, 0 of one. */
  static double deviation(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
    }
    for (double value : values) {
      squares += Math.pow(value - sum / values.length, 2);
    }
    return Math.sqrt(squares / Math.max(1, values.length - 1));
  }

  /** A line for people. */
  String describe() {
    String figures =
        METHODS.stream()
            .filter(methods::containsKey)
            .map(name -> describe(name, of(name)))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s %s seed %d: %s; %d calibration rows, false alarms %.4f and %.4f",
        protocol,
        set,
        seed,
        figures,
        calibrated,
        falseAlarms[0],
        falseAlarms[1]);
  }

  private static String describe(String name, Measured figures) {
    return String.format(
        Locale.ROOT,
        "%s %.4f (%.1f + %.1f s)",
        name,
        figures.auroc(),
        figures.training().seconds(),
        figures.scoring().seconds());
  }
}
