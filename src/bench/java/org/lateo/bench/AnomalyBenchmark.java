package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;

/**
 * Detectors at their defaults on labelled sets, beside Tribuo's one-class support vectors and
 * figures of scikit-learn on the same rows: the area under the ROC curve, and how often usual rows
 * raise an alarm.
 *
 * <p>{@code usual}: trained on a random half of the usual rows, tested on the rest. {@code all}:
 * trained on everything without labels, tested on the same.
 *
 * <p>Options, each {@code name=value}: {@code data}, the folder; {@code sklearn}, what {@code
 * src/test/python/adbench_sklearn.py} printed; {@code seeds}; {@code sets}, names with commas;
 * {@code protocols}; {@code rows}, the most to train on; {@code trimming}, a share; {@code
 * svm=false}.
 */
public final class AnomalyBenchmark {
  private static final double[] RATES = {0.05, 0.01};

  private final Map<String, String> options = new HashMap<>();
  private final Map<String, double[]> sklearn = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /** What one set gave with one seed. */
  private record Line(
      String protocol,
      String set,
      long seed,
      double[] auroc,
      double precision,
      double[] falseAlarms,
      double[] errors,
      int calibrated) {}

  private AnomalyBenchmark(String[] arguments) {
    for (String argument : arguments) {
      String[] sides = argument.split("=", 2);
      options.put(sides[0], sides[1]);
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    new AnomalyBenchmark(arguments).run();
  }

  private String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  private void run() throws IOException {
    if (options.containsKey("sklearn")) {
      readSklearn(Path.of(options.get("sklearn")));
    }
    List<String> sets = List.of(option("sets", "").split(",", -1));
    for (String protocol : option("protocols", "usual,all").split(",", -1)) {
      for (Path file : AnomalySet.files(Path.of(option("data", "adbench")))) {
        AnomalySet set = AnomalySet.read(file);
        for (long seed = 0; seed < Integer.parseInt(option("seeds", "3")); seed++) {
          if (sets.contains("") || sets.contains(set.name())) {
            lines.add(measure(protocol, set, seed));
          }
        }
      }
      print(protocol);
    }
  }

  /** Lines protocol,set,seed,knn,isolation forest. */
  private void readSklearn(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",", -1);
      if (cells.length == 5 && !cells[0].equals("protocol")) {
        sklearn.put(
            cells[0] + cells[1] + cells[2],
            new double[] {Double.parseDouble(cells[3]), Double.parseDouble(cells[4])});
      }
    }
  }

  private Line measure(String protocol, AnomalySet set, long seed) {
    boolean usual = protocol.equals("usual");
    int most = Integer.parseInt(option("rows", "" + Integer.MAX_VALUE));
    List<Integer> rows = usual ? set.training(seed, most) : set.all();
    Dataset<Event> training = set.dataset(rows, false);
    Dataset<Event> test = set.dataset(usual ? set.test(seed) : set.all(), true);
    long start = System.nanoTime();
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder()
            .seed(seed)
            .threads(1)
            .trimming(Double.parseDouble(option("trimming", "0")))
            .build()
            .train(training);
    AnomalyScoreEvaluation found = new AnomalyScoreEvaluator().evaluate(model, test);
    double[] others =
        sklearn.getOrDefault(protocol + set.name() + seed, new double[] {Double.NaN, Double.NaN});
    double[] auroc = {found.getAUROC(), others[0], others[1], supportVectors(set, rows, seed)};
    Line line =
        new Line(
            protocol,
            set.name(),
            seed,
            auroc,
            found.getAveragePrecision(),
            of(rate -> found.getFalseAlarmRate(rate).orElseThrow()),
            of(rate -> found.getFalseAlarmError(rate).orElseThrow()),
            model.calibrationScores().usual().length);
    say(
        "%s %s seed %d: %s, %d calibration rows, false alarms %s, %.0f s",
        protocol,
        set.name(),
        seed,
        Arrays.toString(auroc),
        line.calibrated(),
        Arrays.toString(line.falseAlarms()),
        (System.nanoTime() - start) / 1e9);
    return line;
  }

  private static double[] of(ToDoubleFunction<Double> ofRate) {
    return Arrays.stream(RATES).map(rate -> ofRate.applyAsDouble(rate)).toArray();
  }

  private double supportVectors(AnomalySet set, List<Integer> rows, long seed) {
    if (option("svm", "true").equals("false")) {
      return Double.NaN;
    }
    SVMParameters<Event> parameters =
        new SVMParameters<>(new SVMAnomalyType(SVMAnomalyType.SVMMode.ONE_CLASS), KernelType.RBF);
    parameters.setGamma(1.0 / set.rows()[0].length);
    AnomalySet scaled = set.standardised(rows);
    List<Integer> test = rows.size() == set.rows().length ? set.all() : set.test(seed);
    return new AnomalyScoreEvaluator()
        .evaluate(
            new LibSVMAnomalyTrainer(parameters).train(scaled.dataset(rows, false)),
            scaled.dataset(test, true))
        .getAUROC();
  }

  private void print(String protocol) {
    say("");
    say("| set | Lateo | less KNN | KNN | isolation forest | one-class SVM | average precision |");
    say("|---|---|---|---|---|---|---|");
    List<String> sets =
        lines.stream()
            .filter(l -> l.protocol().equals(protocol))
            .map(Line::set)
            .distinct()
            .toList();
    double[] means = new double[5];
    for (String name : sets) {
      List<Line> of = of(protocol, name);
      double[] auroc = new double[4];
      for (int m = 0; m < auroc.length; m++) {
        int method = m;
        auroc[m] = mean(of, l -> l.auroc()[method]);
        means[m] += auroc[m] / sets.size();
      }
      double precision = mean(of, Line::precision);
      means[4] += precision / sets.size();
      say(
          "| %s | %.3f | %+.3f ± %.3f | %.3f | %.3f | %.3f | %.3f |",
          name,
          auroc[0],
          auroc[0] - auroc[1],
          deviation(of),
          auroc[1],
          auroc[2],
          auroc[3],
          precision);
    }
    say(
        "| mean | %.4f | %+.4f | %.4f | %.4f | %.4f | %.4f |",
        means[0], means[0] - means[1], means[1], means[2], means[3], means[4]);
    if (protocol.equals("usual")) {
      printFalseAlarms(protocol, sets);
    }
  }

  private void printFalseAlarms(String protocol, List<String> sets) {
    say("");
    say("| set | calibration rows | alarms at 5 %% | in errors | alarms at 1 %% | in errors |");
    say("|---|---|---|---|---|---|");
    int[] within = new int[2];
    for (String name : sets) {
      List<Line> of = of(protocol, name);
      double[] z = new double[2];
      double[] rate = new double[2];
      for (int r = 0; r < 2; r++) {
        int which = r;
        rate[r] = mean(of, l -> l.falseAlarms()[which]);
        z[r] = mean(of, l -> (l.falseAlarms()[which] - RATES[which]) / l.errors()[which]);
        within[r] += Math.abs(z[r]) <= 1 ? 1 : 0;
      }
      say(
          "| %s | %d | %.4f | %+.1f | %.4f | %+.1f |",
          name, of.get(0).calibrated(), rate[0], z[0], rate[1], z[1]);
    }
    say("Within one error: %d and %d of %d sets", within[0], within[1], sets.size());
  }

  private List<Line> of(String protocol, String set) {
    return lines.stream()
        .filter(l -> l.protocol().equals(protocol) && l.set().equals(set))
        .toList();
  }

  private static double mean(List<Line> of, ToDoubleFunction<Line> value) {
    return of.stream().mapToDouble(value).average().orElseThrow();
  }

  /** Of the difference from KNN, over seeds. */
  private static double deviation(List<Line> of) {
    double mean = mean(of, l -> l.auroc()[0] - l.auroc()[1]);
    double squares = mean(of, l -> Math.pow(l.auroc()[0] - l.auroc()[1] - mean, 2));
    return Math.sqrt(squares * of.size() / Math.max(1, of.size() - 1));
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
