package org.lateo.bench;

import static org.lateo.bench.AnomalyRun.mean;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lateo.bench.Measured.Time;

/**
 * Prints what a group of sets gave by one protocol.
 *
 * @param runs of the group and protocol, at least one
 */
record AnomalyTables(List<AnomalyRun> runs) {
  /** Sets so far behind neighbours are named. */
  private static final double FAR_BEHIND = 0.05;

  void print() {
    say("");
    say("### %s, %s", runs.get(0).group(), runs.get(0).protocol());
    printAreas();
    printTimes();
    if (runs.get(0).protocol().equals(AnomalyBenchmark.USUAL)) {
      printFalseAlarms();
    }
  }

  private Map<String, List<AnomalyRun>> bySet() {
    return runs.stream()
        .collect(Collectors.groupingBy(AnomalyRun::set, LinkedHashMap::new, Collectors.toList()));
  }

  private void printAreas() {
    say("");
    say(
        "| set | Lateo | less neighbours | neighbours | isolation forest | Random Cut Forest"
            + " | one-class SVM | average precision |");
    say("|---|---|---|---|---|---|---|---|");
    bySet().forEach((name, of) -> say("%s", areas(name, of)));
    say("%s", areas("mean", runs));
    printWorst();
  }

  /** A line of means over seeds, and over sets if there are several. */
  private static String areas(String name, List<AnomalyRun> of) {
    ToDoubleFunction<String> area = method -> mean(of, run -> run.auroc(method));
    return String.format(
        Locale.ROOT,
        "| %s | %.3f | %+.4f ± %.4f | %.3f | %.3f | %.3f | %.3f | %.3f |",
        name,
        area.applyAsDouble(AnomalyRun.LATEO),
        mean(of, AnomalyRun::difference),
        AnomalyRun.deviation(differences(of)),
        area.applyAsDouble(AnomalyRun.NEIGHBOURS),
        area.applyAsDouble(AnomalyRun.ISOLATION_FOREST),
        area.applyAsDouble(AnomalyRun.RANDOM_CUT_FOREST),
        area.applyAsDouble(AnomalyRun.SVM),
        mean(of, run -> run.of(AnomalyRun.LATEO).precision()));
  }

  /** The mean difference of each seed, {@code [seeds]}. */
  private static double[] differences(List<AnomalyRun> of) {
    return of.stream().collect(Collectors.groupingBy(AnomalyRun::seed)).values().stream()
        .mapToDouble(ofSeed -> mean(ofSeed, AnomalyRun::difference))
        .toArray();
  }

  private void printWorst() {
    Map<String, Double> differences = new LinkedHashMap<>();
    bySet().forEach((name, of) -> differences.put(name, mean(of, AnomalyRun::difference)));
    var worst = differences.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    say("");
    say("Worst beside neighbours: %s, %+.3f", worst.getKey(), worst.getValue());
    say(
        "More than %.2f behind: %s",
        FAR_BEHIND,
        differences.entrySet().stream()
            .filter(set -> set.getValue() < -FAR_BEHIND)
            .sorted(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .toList());
  }

  private void printTimes() {
    say("");
    say("| method | training, s a seed | rows a second | scoring, s a seed | rows a second |");
    say("|---|---|---|---|---|");
    long seeds = runs.stream().map(AnomalyRun::seed).distinct().count();
    for (String method : AnomalyRun.METHODS) {
      Time training = total(run -> run.of(method).training());
      Time scoring = total(run -> run.of(method).scoring());
      say(
          "| %s | %.1f | %,.0f | %.1f | %,.0f |",
          method,
          training.seconds() / seeds,
          training.rows() / training.seconds(),
          scoring.seconds() / seeds,
          scoring.rows() / scoring.seconds());
    }
  }

  private Time total(Function<AnomalyRun, Time> time) {
    return new Time(
        runs.stream().map(time).mapToDouble(Time::seconds).sum(),
        runs.stream().map(time).mapToInt(Time::rows).sum());
  }

  private void printFalseAlarms() {
    say("");
    say("| set | calibration rows | alarms at 5 %% | in errors | alarms at 1 %% | in errors |");
    say("|---|---|---|---|---|---|");
    int[] within = new int[AnomalyRun.RATES.size()];
    bySet()
        .forEach(
            (name, of) -> {
              double[] z = {errors(of, 0), errors(of, 1)};
              for (int r = 0; r < z.length; r++) {
                within[r] += Math.abs(z[r]) <= 1 ? 1 : 0;
              }
              say(
                  "| %s | %d | %.4f | %+.1f | %.4f | %+.1f |",
                  name, of.get(0).calibrated(), alarms(of, 0), z[0], alarms(of, 1), z[1]);
            });
    say("Within one error: %d and %d of %d sets", within[0], within[1], bySet().size());
  }

  private static double alarms(List<AnomalyRun> of, int rate) {
    return mean(of, run -> run.falseAlarms()[rate]);
  }

  private static double errors(List<AnomalyRun> of, int rate) {
    double promised = AnomalyRun.RATES.get(rate);
    return mean(of, run -> (run.falseAlarms()[rate] - promised) / run.errors()[rate]);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
