package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.bench.Measured.Timed;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * The pump of {@code test-data} by a detector at its defaults, beside {@link OtherDetector others}:
 * the area under the ROC curve, and of how many faults a faulty sensor is among the first three
 * that explanations name. {@code src/test/python/adbench_sklearn.py --pump test-data} prints an
 * isolation forest's area.
 *
 * <p>Options: {@code data}, the folder; {@code seeds}; and fields of the trainer, as {@link
 * TrainerSettings} has them.
 */
public final class PumpBenchmark {
  /** So many of a row's features are looked at for the faulty one. */
  private static final int NAMED = 3;

  private final Path folder;
  private final Options options;

  private PumpBenchmark(Options options) {
    this.folder = Path.of(options.text("data", "test-data"));
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    new PumpBenchmark(new Options(arguments, "data", "seeds")).run();
  }

  private void run() throws IOException {
    Dataset<Event> train = dataset("train");
    Dataset<Event> test = dataset("test");
    List<List<String>> sensors = faultySensors();
    say("| method | seed | AUROC | faulty sensor named | training, s | scoring, s |");
    say("|---|---|---|---|---|---|");
    for (long seed = 0; seed < options.number("seeds", 3); seed++) {
      long drawn = seed;
      var trained = Timed.of(train.size(), () -> TrainerSettings.train(drawn, options, train));
      VAEAnomalyModel model = trained.value();
      var found = Timed.of(test.size(), () -> new AnomalyScoreEvaluator().evaluate(model, test));
      String named = String.format(Locale.ROOT, "%.1f %%", 100 * named(model, test, sensors));
      print(AnomalyRun.LATEO, seed, Measured.of(trained.time(), found), named);
    }
    for (OtherDetector other : OtherDetector.values()) {
      print(other.title(), 0, measured(other), "");
    }
  }

  private static void print(String method, long seed, Measured found, String named) {
    say(
        "| %s | %d | %.4f | %s | %.1f | %.1f |",
        method, seed, found.auroc(), named, found.training().seconds(), found.scoring().seconds());
  }

  /** As the demo reads it. */
  private Dataset<Event> dataset(String split) {
    TableOptions rows = TableOptions.of(file(split)).withResponse("status");
    return Table.read(rows).events("ANOMALOUS");
  }

  private Path file(String split) {
    return folder.resolve("telemetry-" + split + ".csv.gz");
  }

  private Measured measured(OtherDetector other) throws IOException {
    AnomalySet train = AnomalySet.read(file("train"));
    AnomalySet both = train.with(AnomalySet.read(file("test")));
    int trained = train.rows().length;
    List<Integer> all = both.all();
    return Measured.of(other, both, all.subList(0, trained), all.subList(trained, all.size()), 0);
  }

  /**
   * The faulty sensors of each test row, as explanations name them: a field for its columns, {@code
   * [rows][any]}.
   */
  private List<List<String>> faultySensors() throws IOException {
    return AnomalySet.lines(folder.resolve("telemetry-test-faults.csv.gz"))
        .skip(1)
        .map(line -> line.split(",", -1)[2])
        .map(joined -> Arrays.stream(joined.split("\\|", -1)).map(PumpBenchmark::group).toList())
        .toList();
  }

  private static String group(String sensor) {
    return ColumnSummary.groupOf(sensor).orElse(sensor);
  }

  private static double named(
      VAEAnomalyModel model, Dataset<Event> test, List<List<String>> sensors) {
    int[] faults =
        IntStream.range(0, test.size())
            .filter(row -> test.getExample(row).getOutput().getType() == EventType.ANOMALOUS)
            .toArray();
    return Arrays.stream(faults)
        .mapToObj(
            row -> first(model.explain(test.getExample(row))).anyMatch(sensors.get(row)::contains))
        .mapToInt(isNamed -> isNamed ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static Stream<String> first(AnomalyExplanation why) {
    return why.features().stream().limit(NAMED).map(Contribution::name);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
