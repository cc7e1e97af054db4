package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;

/**
 * What a few known anomalies add to a detector at its defaults: the area under the ROC curve with
 * them less the area without, on the same rows, none of which is known.
 *
 * <p>Trained on a random half of the usual rows and on so many anomalies, drawn by the seed; tested
 * on the other half and all other anomalies. A set of fewer than twice as many is left out. Options
 * as of {@link AnomalyBenchmark}, and {@code known}, numbers with commas.
 */
public final class KnownAnomaliesBenchmark {
  private final Options options;
  private final List<Integer> counts;
  private final Map<Integer, List<Double>> gains = new LinkedHashMap<>();

  private KnownAnomaliesBenchmark(Options options) {
    this.options = options;
    this.counts = options.list("known", "5,10,25,50").stream().map(Integer::valueOf).toList();
    counts.forEach(count -> gains.put(count, new ArrayList<>()));
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "seeds", "sets", "rows", "known"};
    new KnownAnomaliesBenchmark(new Options(arguments, names)).run();
  }

  private void run() throws IOException {
    String columns = String.join(" | ", counts.stream().map(count -> "with " + count).toList());
    say("| set | without | %s |%n|---|---|%s", columns, "---|".repeat(counts.size()));
    List<String> sets = options.list("sets", "");
    for (String folder : options.list("data", "adbench")) {
      for (Path file : AnomalySet.files(Path.of(folder))) {
        if (sets.contains("") || sets.contains(AnomalySet.name(file))) {
          print(AnomalySet.read(file));
        }
      }
    }
    say("| mean of sets | | %s |", String.join(" | ", counts.stream().map(this::mean).toList()));
  }

  private String mean(int count) {
    List<Double> all = gains.get(count);
    double mean = all.stream().mapToDouble(gain -> gain).average().orElse(Double.NaN);
    double least = all.stream().mapToDouble(gain -> gain).min().orElse(Double.NaN);
    return String.format(Locale.ROOT, "%+.4f, least %+.4f, of %d sets", mean, least, all.size());
  }

  /** A line of the means over seeds. */
  private void print(AnomalySet set) {
    int seeds = options.number("seeds", 3);
    double[] without = new double[seeds];
    double[][] gained = new double[counts.size()][seeds];
    for (int seed = 0; seed < seeds; seed++) {
      VAEAnomalyModel alone = train(set, seed, List.of());
      without[seed] = auroc(alone, set, set.test(seed));
      for (int k = 0; k < gained.length; k++) {
        gained[k][seed] = gain(alone, set, seed, counts.get(k));
      }
    }
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < gained.length; k++) {
      line.append(cell(counts.get(k), gained[k])).append(" | ");
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    say("| %s | %.4f | %s", set.name(), mean, line.toString().strip());
  }

  private String cell(int count, double... gained) {
    double mean = Arrays.stream(gained).average().orElseThrow();
    if (Double.isNaN(mean)) {
      return "";
    }
    gains.get(count).add(mean);
    return String.format(Locale.ROOT, "%+.4f ± %.4f", mean, AnomalyRun.deviation(gained));
  }

  /** NaN if there are too few anomalies. */
  private double gain(VAEAnomalyModel alone, AnomalySet set, int seed, int count) {
    List<Integer> anomalies = new ArrayList<>(set.all().stream().filter(set::isAnomalous).toList());
    if (anomalies.size() < 2 * count) {
      return Double.NaN;
    }
    Collections.shuffle(anomalies, new Random(seed));
    List<Integer> known = anomalies.subList(0, count);
    List<Integer> test = set.test(seed).stream().filter(row -> !known.contains(row)).toList();
    return auroc(train(set, seed, known), set, test) - auroc(alone, set, test);
  }

  private VAEAnomalyModel train(AnomalySet set, long seed, List<Integer> known) {
    List<Integer> rows =
        new ArrayList<>(set.training(seed, options.number("rows", Integer.MAX_VALUE)));
    rows.addAll(known);
    return TrainerSettings.train(seed, options, set.dataset(rows, true));
  }

  private static double auroc(VAEAnomalyModel model, AnomalySet set, List<Integer> test) {
    return new AnomalyScoreEvaluator().evaluate(model, set.dataset(test, true)).getAUROC();
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
