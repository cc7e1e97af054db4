package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.bench.Measured.Time;
import org.lateo.bench.Measured.Timed;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * Detectors at their defaults on labelled sets, beside {@link OtherDetector others} and figures of
 * scikit-learn on the same rows: the area under the ROC curve, how often usual rows raise an alarm,
 * and the time to train (on one thread) and to score.
 *
 * <p>{@code usual}: trained on a random half of the usual rows, tested on the rest. {@code all}:
 * trained on everything without labels, tested on the same.
 *
 * <p>Options, each {@code name=value}: {@code data}, folders with commas, each a group of sets;
 * {@code sklearn}, what {@code src/test/python/adbench_sklearn.py} printed, without which
 * neighbours are found here and there is no isolation forest; {@code seeds}; {@code sets}, names
 * with commas; {@code protocols}; {@code rows}, the most to train on; {@code svm=false}; and fields
 * of the detector's trainer, as {@link TrainerSettings} has them.
 */
public final class AnomalyBenchmark {
  static final String USUAL = "usual";

  private final Options options;
  private final Map<String, Map<String, Measured>> sklearn = new HashMap<>();

  private AnomalyBenchmark(Options options) throws IOException {
    this.options = options;
    if (options.find("sklearn").isPresent()) {
      readSklearn(Path.of(options.text("sklearn", "")));
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "sklearn", "seeds", "sets", "protocols", "rows", "svm"};
    new AnomalyBenchmark(new Options(arguments, names)).run();
  }

  private void run() throws IOException {
    for (String protocol : options.list("protocols", "usual,all")) {
      for (String folder : options.list("data", "adbench")) {
        List<AnomalyRun> runs = runs(protocol, Path.of(folder));
        if (!runs.isEmpty()) {
          new AnomalyTables(runs).print();
        }
      }
    }
  }

  private List<AnomalyRun> runs(String protocol, Path folder) throws IOException {
    List<String> sets = options.list("sets", "");
    List<AnomalyRun> runs = new ArrayList<>();
    for (Path file : AnomalySet.files(folder)) {
      if (sets.contains("") || sets.contains(AnomalySet.name(file))) {
        AnomalySet set = AnomalySet.read(file);
        for (long seed = 0; seed < options.number("seeds", 3); seed++) {
          runs.add(run(protocol, folder.getFileName().toString(), set, seed));
          System.out.println(runs.get(runs.size() - 1).describe());
        }
      }
    }
    return runs;
  }

  private AnomalyRun run(String protocol, String group, AnomalySet set, long seed) {
    boolean usual = protocol.equals(USUAL);
    List<Integer> rows =
        usual ? set.training(seed, options.number("rows", Integer.MAX_VALUE)) : set.all();
    List<Integer> test = usual ? set.test(seed) : set.all();
    Map<String, Measured> methods = others(protocol, set, rows, test, seed);
    Dataset<Event> training = set.dataset(rows, false);
    Dataset<Event> told = set.dataset(test, true);
    var trained = Timed.of(rows.size(), () -> TrainerSettings.train(seed, options, training));
    VAEAnomalyModel model = trained.value();
    var found = Timed.of(test.size(), () -> new AnomalyScoreEvaluator().evaluate(model, told));
    methods.put(AnomalyRun.LATEO, Measured.of(trained.time(), found));
    AnomalyScoreEvaluation value = found.value();
    return new AnomalyRun(
        protocol,
        group,
        set.name(),
        seed,
        methods,
        atRates(rate -> value.getFalseAlarmRate(rate).orElseThrow()),
        atRates(rate -> value.getFalseAlarmError(rate).orElseThrow()),
        model.calibrationScores().usual().length);
  }

  private static double[] atRates(ToDoubleFunction<Double> value) {
    return AnomalyRun.RATES.stream().mapToDouble(value).toArray();
  }

  private Map<String, Measured> others(
      String protocol, AnomalySet set, List<Integer> rows, List<Integer> test, long seed) {
    Map<String, Measured> methods =
        new HashMap<>(sklearn.getOrDefault(protocol + set.name() + seed, Map.of()));
    for (OtherDetector other : OtherDetector.values()) {
      if (other != OtherDetector.ONE_CLASS_SVM || !options.text("svm", "true").equals("false")) {
        methods.computeIfAbsent(other.title(), name -> Measured.of(other, set, rows, test, seed));
      }
    }
    return methods;
  }

  /**
   * Lines of protocol, set, seed, rows trained and scored, and of each method the area and the
   * seconds of training and scoring.
   */
  private void readSklearn(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      sklearn.put(
          cells[0] + cells[1] + cells[2],
          Map.of(
              AnomalyRun.NEIGHBOURS,
              measured(cells, 5),
              AnomalyRun.ISOLATION_FOREST,
              measured(cells, 8)));
    }
  }

  private static Measured measured(String[] cells, int from) {
    return new Measured(
        Double.parseDouble(cells[from]),
        Double.NaN,
        new Time(Double.parseDouble(cells[from + 1]), Integer.parseInt(cells[3])),
        new Time(Double.parseDouble(cells[from + 2]), Integer.parseInt(cells[4])));
  }
}
