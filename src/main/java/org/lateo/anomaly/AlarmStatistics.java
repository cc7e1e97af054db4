package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * What can be told of a detector on rows of which nobody knows whether they are unusual: how many
 * alarms there are, and whether the rows are like those by which the detector was calibrated.
 *
 * @param rows the number of rows
 * @param alarms how many of them are ANOMALOUS
 * @param pValueShares the share of rows whose p-value is above 0 and at most 0.1, above 0.1 and at
 *     most 0.2, and so on, {@code [10]}: about a tenth each if the rows are like the calibration
 *     rows, more in the first if many are unusual; empty for models without p-values
 * @param quantiles scores by the share of rows that score no higher, ascending; of a {@link
 *     VAEAnomalyModel} its score, of other models that of the event
 */
public record AlarmStatistics(
    int rows, long alarms, List<Double> pValueShares, TreeMap<Double, Double> quantiles) {
  private static final int TENTHS = 10;
  private static final double[] SHARES = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

  /** Copies. */
  public AlarmStatistics {
    pValueShares = List.copyOf(pValueShares);
    quantiles = new TreeMap<>(quantiles);
  }

  /**
   * Scores rows; their outputs are not read.
   *
   * @throws IllegalArgumentException if there are no rows, or as the model's {@code predict}
   */
  public static AlarmStatistics of(Model<Event> detector, Iterable<Example<Event>> rows) {
    List<Example<Event>> examples = new ArrayList<>();
    rows.forEach(examples::add);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one row, found none");
    }
    List<Prediction<Event>> events = detector.predict(examples);
    double[] scores =
        detector instanceof VAEAnomalyModel own
            ? own.score(examples)
            : events.stream().mapToDouble(event -> event.getOutput().getScore()).toArray();
    return new AlarmStatistics(
        examples.size(),
        events.stream().filter(e -> e.getOutput().getType() == EventType.ANOMALOUS).count(),
        detector instanceof VAEAnomalyModel own ? tenths(own, scores) : List.of(),
        quantiles(scores));
  }

  private static List<Double> tenths(VAEAnomalyModel detector, double... scores) {
    CalibrationScores calibration = detector.calibrationScores();
    int[] counts = new int[TENTHS];
    for (double score : scores) {
      counts[(int) Math.ceil(TENTHS * calibration.pValue(score)) - 1]++;
    }
    return Arrays.stream(counts).mapToObj(count -> count / (double) scores.length).toList();
  }

  private static TreeMap<Double, Double> quantiles(double... scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    TreeMap<Double, Double> quantiles = new TreeMap<>();
    for (double share : SHARES) {
      quantiles.put(share, sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)]);
    }
    return quantiles;
  }

  /** The share of rows that raise an alarm. */
  public double alarmRate() {
    return alarms / (double) rows;
  }

  @Override
  public TreeMap<Double, Double> quantiles() {
    return new TreeMap<>(quantiles);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String alarmed = String.format(Locale.ROOT, "%,d of %,d rows, %.4f", alarms, rows, alarmRate());
    line(text, "Alarms", alarmed);
    if (!pValueShares.isEmpty()) {
      line(text, "p-values", "by tenths; 0.10 each if the rows are like the calibration rows");
      line(
          text,
          "",
          pValueShares.stream().map(AlarmStatistics::number).collect(Collectors.joining()));
    }
    String shares =
        quantiles.keySet().stream().map(AlarmStatistics::number).collect(Collectors.joining());
    line(text, "Share of rows", shares + " score at most");
    line(
        text,
        "Score",
        quantiles.values().stream().map(AlarmStatistics::number).collect(Collectors.joining()));
    return text.toString().stripTrailing();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%10.2f", value);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-15s", name)).append(value);
    text.append(System.lineSeparator());
  }
}
