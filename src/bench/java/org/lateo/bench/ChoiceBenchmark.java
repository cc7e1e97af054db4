package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * What each of two groups of sets would choose for a field of the detector's trainer, and what the
 * choice gives on the other group: by the mean area under the ROC curve, trained on a random half
 * of the usual rows.
 *
 * <p>Options as of {@link AnomalyBenchmark}: {@code data}, two folders; and {@code field}, one that
 * {@link TrainerSettings} has, {@code values} with commas, and {@code without}, names of sets that
 * are left out.
 */
public final class ChoiceBenchmark {
  private final Options options;

  private ChoiceBenchmark(Options options) {
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "seeds", "rows", "field", "values", "without"};
    new ChoiceBenchmark(new Options(arguments, names)).run();
  }

  private void run() throws IOException {
    String field = options.text("field", "exemplars");
    Map<String, Map<String, Double>> areas = new LinkedHashMap<>();
    for (String folder : options.list("data", "")) {
      areas.put(folder, areas(Path.of(folder), field));
    }
    List<String> groups = List.copyOf(areas.keySet());
    for (int g = 0; g < groups.size(); g++) {
      Map<String, Double> own = areas.get(groups.get(g));
      String best =
          own.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      Map<String, Double> other = areas.get(groups.get(1 - g));
      say(
          "Group %d chooses %s=%s, which gives %.4f on the other",
          g + 1, field, best, other.get(best));
    }
  }

  /** The mean area of each value over the sets of a folder. */
  private Map<String, Double> areas(Path folder, String field) throws IOException {
    List<String> values = options.list("values", "");
    List<AnomalySet> sets = new ArrayList<>();
    for (Path file : AnomalySet.files(folder)) {
      if (!options.list("without", "").contains(AnomalySet.name(file))) {
        sets.add(AnomalySet.read(file));
      }
    }
    say("%n| set | %s |%n|---|%s", String.join(" | ", values), "---|".repeat(values.size()));
    Map<String, Double> sums = new LinkedHashMap<>();
    for (AnomalySet set : sets) {
      StringBuilder line = new StringBuilder();
      for (String value : values) {
        double area = area(set, options.with(field, value));
        sums.merge(value, area / sets.size(), Double::sum);
        line.append(String.format(Locale.ROOT, "%.4f | ", area));
      }
      say("| %s | %s", set.name(), line.toString().strip());
    }
    StringBuilder means = new StringBuilder();
    sums.values().forEach(mean -> means.append(String.format(Locale.ROOT, "%.4f | ", mean)));
    say("| mean | %s%n", means.toString().strip());
    return sums;
  }

  private double area(AnomalySet set, Options of) {
    int seeds = of.number("seeds", 1);
    double sum = 0;
    for (long seed = 0; seed < seeds; seed++) {
      List<Integer> rows = set.training(seed, of.number("rows", Integer.MAX_VALUE));
      Dataset<Event> test = set.dataset(set.test(seed), true);
      var model = TrainerSettings.train(seed, of, set.dataset(rows, false));
      sum += new AnomalyScoreEvaluator().evaluate(model, test).getAUROC();
    }
    return sum / seeds;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
