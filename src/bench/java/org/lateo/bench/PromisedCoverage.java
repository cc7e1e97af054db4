package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.RegressionUncertaintyEvaluation;
import org.lateo.bayes.RegressionUncertaintyEvaluator;
import org.lateo.conformal.ConformalClassificationModel;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.conformal.ConformalRegressionModel;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.conformal.IntervalEvaluation;
import org.lateo.conformal.LabelScore;
import org.lateo.conformal.LabelSetEvaluation;
import org.lateo.conformal.ResidualScore;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;

/**
 * What conformal intervals and sets of labels hold of test rows, and how wide or large they are,
 * around networks by Laplace's method with their default settings but for the number of steps. A
 * quarter of the training rows calibrates. Beside intervals stand those of the network's own
 * quantiles, which promise nothing.
 *
 * <p>Options, each {@code name=value}: {@code data}, the folder of {@link UciSet}s; {@code sets} of
 * them; {@code splits}; {@code labels}, as {@link FewLabelsSet#read} takes them; {@code coverage};
 * {@code steps} of 32 rows.
 */
public final class PromisedCoverage {
  private static final int BATCH = 32;

  private final Options options;
  private final double coverage;

  private PromisedCoverage(Options options) {
    this.options = options;
    this.coverage = Double.parseDouble(options.text("coverage", "0.9"));
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "sets", "splits", "labels", "coverage", "steps"};
    new PromisedCoverage(new Options(arguments, names)).run();
  }

  private void run() throws IOException {
    System.out.println("| set | intervals | held | mean width |\n|---|---|---|---|");
    Path folder = Path.of(options.text("data", "uci"));
    for (String name : options.list("sets", "yacht,energy,concrete,wine-quality-red")) {
      numbers(UciSet.read(folder, name));
    }
    System.out.println("\n| set | sets | held | mean size | of one label | empty |");
    System.out.println("|---|---|---|---|---|---|");
    for (String text : options.list("labels", "digits")) {
      labels(FewLabelsSet.read(text));
    }
  }

  private int epochs(int rows) {
    return Math.max(20, options.number("steps", 8_000) * BATCH / rows);
  }

  /** Means and standard errors over splits. */
  private void numbers(UciSet set) {
    int splits = Math.min(options.number("splits", 10), set.tests().length);
    double[][][] found = new double[3][2][splits];
    for (int split = 0; split < splits; split++) {
      Dataset<Regressor> training = set.rows(split, false);
      Dataset<Regressor> test = set.rows(split, true);
      for (ResidualScore score : ResidualScore.values()) {
        ConformalRegressionModel model =
            ConformalRegressionTrainer.builder()
                .innerTrainer(
                    BayesianRegressionTrainer.builder().epochs(epochs(training.size())).build())
                .coverage(coverage)
                .score(score)
                .build()
                .train(training);
        IntervalEvaluation held = IntervalEvaluation.of(model, test);
        found[score.ordinal()][0][split] = held.coverage().get("y");
        found[score.ordinal()][1][split] = held.meanWidth().get("y");
        RegressionUncertaintyEvaluation own =
            new RegressionUncertaintyEvaluator()
                .evaluate((BayesianRegressionModel) model.model(), test);
        found[2][0][split] = own.coverage(coverage)[0];
        found[2][1][split] = own.width(coverage)[0];
      }
    }
    List<String> names = List.of("ABSOLUTE", "NORMALISED", "the network's own quantiles");
    IntStream.range(0, 3)
        .forEach(
            k ->
                System.out.printf(
                    "| %s | %s | %s | %s |%n",
                    set.name(), names.get(k), mean(found[k][0]), mean(found[k][1])));
  }

  private static String mean(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
    return String.format(Locale.ROOT, "%.3f ± %.3f", mean, error);
  }

  private void labels(FewLabelsSet set) {
    for (LabelScore score : LabelScore.values()) {
      ConformalClassificationModel model =
          ConformalClassificationTrainer.builder()
              .innerTrainer(
                  BayesianClassifierTrainer.builder().epochs(epochs(set.train().size())).build())
              .coverage(coverage)
              .score(score)
              .build()
              .train(set.train());
      LabelSetEvaluation held = LabelSetEvaluation.of(model, set.test());
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.3f | %.2f | %.3f | %.3f |%n",
          set.name(),
          score,
          held.coverage(),
          held.meanSize(),
          held.single(),
          held.empty());
    }
  }
}
