package org.lateo.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianClassifierTrainerBuilder;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.FeatureScaling;
import org.lateo.bayes.LabelUncertaintyEvaluation;
import org.lateo.bayes.LabelUncertaintyEvaluator;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Classification with Bayesian weights on {@link FewLabelsSet}s, all labels known: error, mean
 * log-likelihood, calibration error, and how well entropy tells errors, of test rows.
 *
 * <p>Settings are the same for every set: one hidden layer of 50 units, so many epochs that there
 * are 8,000 steps of 32 rows, but at least 20, and a tenth of the training rows held out. {@code
 * plain} is the network that {@code laplace} starts from, at its means.
 *
 * <p>Options, each {@code name=value}: {@code sets}, as {@link FewLabelsSet#read} takes them, with
 * commas; {@code methods} of plain, laplace, last-layer and mean-field, {@code -5} after which
 * means an ensemble of five; {@code rows}, {@code test} or {@code held-out}: a fifth of the
 * training rows, by which methods and settings are chosen; {@code hidden}; {@code prior}; {@code
 * scaling}; {@code dropout} of laplace and plain; {@code batch}; {@code rate} of learning; {@code
 * epochs}, in place of as many as follow from the steps; {@code steps}; {@code temperature}; {@code
 * seed}; {@code threads}; {@code foreign}, a set of the same features whose test rows mutual
 * information should tell from those of the set, as clothes from digits.
 */
public final class UncertainClasses {
  private static final int BATCH = 32;
  private static final int LEAST_EPOCHS = 20;

  private final Options options;

  private UncertainClasses(Options options) {
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) {
    String[] names = {
      "sets",
      "methods",
      "rows",
      "hidden",
      "prior",
      "scaling",
      "dropout",
      "batch",
      "rate",
      "epochs",
      "steps",
      "temperature",
      "seed",
      "threads",
      "foreign"
    };
    new UncertainClasses(new Options(arguments, names)).run();
  }

  private void run() {
    System.out.println(
        "| set | method | error, % | log-likelihood | Brier | calibration error | AUROC of errors |"
            + " of foreign rows | seconds |\n|---|---|---|---|---|---|---|---|---|");
    for (String text : options.list("sets", "digits")) {
      FewLabelsSet set = FewLabelsSet.read(text);
      for (String method :
          options.list("methods", "plain,laplace,last-layer,mean-field,laplace-5")) {
        System.out.println(line(set, method));
      }
    }
  }

  private String line(FewLabelsSet set, String method) {
    boolean heldOut = options.text("rows", "test").equals("held-out");
    int rows = set.train().size() - (heldOut ? set.train().size() / 5 : 0);
    Dataset<Label> training = part(set.train(), IntStream.range(0, rows));
    Dataset<Label> test =
        heldOut ? part(set.train(), IntStream.range(rows, set.train().size())) : set.test();
    long start = System.nanoTime();
    BayesianClassifierModel model = trainer(method, rows).train(training);
    double seconds = (System.nanoTime() - start) / 1e9;
    BayesianClassifierModel judged = method.startsWith("plain") ? model.atMeans() : model;
    LabelUncertaintyEvaluation found = new LabelUncertaintyEvaluator().evaluate(judged, test);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.3f | %.3f | %.3f | %.3f | %s | %.0f |",
        set.name(),
        method,
        100 * (1 - found.accuracy()),
        found.logLikelihood(),
        found.brier(),
        found.calibrationError(),
        found.errorAUROC(),
        foreign(judged, test),
        seconds);
  }

  /** How well mutual information tells test rows of another set, if one is asked for. */
  private String foreign(BayesianClassifierModel model, Dataset<Label> test) {
    return options
        .find("foreign")
        .map(text -> FewLabelsSet.read(text).test())
        .map(rows -> new LabelUncertaintyEvaluator().foreignAUROC(model, test, rows))
        .map(area -> String.format(Locale.ROOT, "%.3f", area))
        .orElse("");
  }

  private static Dataset<Label> part(Dataset<Label> all, IntStream rows) {
    MutableDataset<Label> part =
        new MutableDataset<>(all.getSourceProvenance(), all.getOutputFactory());
    rows.mapToObj(all::getExample).forEach(part::add);
    return part;
  }

  private BayesianClassifierTrainer trainer(String method, int rows) {
    boolean five = method.endsWith("-5");
    String name = five ? method.substring(0, method.length() - 2) : method;
    BayesianMethod kind =
        name.equals("plain")
            ? BayesianMethod.LAPLACE
            : BayesianMethod.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    long steps = options.number("steps", 8_000);
    BayesianClassifierTrainerBuilder builder = BayesianClassifierTrainer.builder();
    options.find("prior").map(Double::parseDouble).ifPresent(builder::prior);
    options.find("temperature").map(Double::parseDouble).ifPresent(builder::temperature);
    options.find("scaling").map(FeatureScaling::valueOf).ifPresent(builder::scaling);
    options.find("rate").map(Double::parseDouble).map(Adam::new).ifPresent(builder::optimiser);
    options
        .find("dropout")
        .filter(rate -> kind == BayesianMethod.LAPLACE)
        .map(Double::parseDouble)
        .ifPresent(builder::dropout);
    int batch = options.number("batch", BATCH);
    int epochs = (int) Math.max(LEAST_EPOCHS, steps * batch / rows);
    return builder
        .method(kind)
        .hidden(
            Arrays.stream(options.text("hidden", "50").split("-"))
                .mapToInt(Integer::parseInt)
                .toArray())
        .batchSize(batch)
        .epochs(options.number("epochs", epochs))
        .members(five ? 5 : 1)
        .seed(options.number("seed", 1))
        .threads(options.number("threads", 1))
        .build();
  }
}
