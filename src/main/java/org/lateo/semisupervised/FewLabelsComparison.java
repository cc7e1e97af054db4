package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lateo.logistic.LogLosses;
import org.lateo.logistic.StratifiedFolds;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The methods of a {@link FewLabelsTrainer} compared by cross-validation: the labels of one fold
 * after another are hidden, and the log-loss of its rows is measured.
 *
 * <p>Methods differ in how sure they are of themselves: M2 gives nearly all probability to one
 * class even where it errs, which log-loss would hold against it though it errs less. Each method's
 * held-out probabilities are therefore sharpened or flattened by one number, the temperature with
 * which its log-loss is least.
 *
 * <p>See:
 *
 * <pre>
 * Guo C, Pleiss G, Sun Y, Weinberger KQ.
 * "On Calibration of Modern Neural Networks", section 4.2 (temperature scaling)
 * ICML 2017.
 * </pre>
 *
 * <p>The simplest method is chosen from which the best one differs by no more than some standard
 * errors of the difference, row by row. A method that goes through all rows is given up after a
 * fold that leaves it worse than another by twice the standard error of the difference, or if it
 * would take longer than the budget.
 */
final class FewLabelsComparison {
  private static final Logger logger = Logger.getLogger(FewLabelsComparison.class.getName());

  /** Standard errors by which a method has to lag to be given up. */
  private static final double HOPELESS = 2;

  /** Nats by which a method has to be better to be preferred to a simpler one at all. */
  private static final double LEAST_GAIN = 0.01;

  /** Less probability counts as this much, so that no single row decides. */
  private static final double LEAST_PROBABILITY = 1e-6;

  private final Methods methods;
  private final Settings settings;
  private final Dataset<Label> all;
  private final TrainingListener listener;
  private final int[] labelled;
  private final int[] labels;
  private final List<String> classes;
  private final double[] weights;
  private final StratifiedFolds folds;
  private final List<Dataset<Label>> ofFolds = new ArrayList<>();
  private final long start = System.nanoTime();

  /** What is compared. */
  interface Methods {
    /** Whether a method is wanted and can be trained. */
    boolean has(FewLabelsMethod method);

    /** Whether features and codes of a row can be compared. */
    boolean comparesWithFeatures();

    /** Trains a method on rows whose autoencoder is trained already. */
    Model<Label> train(FewLabelsMethod method, Dataset<Label> rows);
  }

  /** How it is compared, see {@link FewLabelsTrainer}. */
  record Settings(int folds, double errors, double timeBudgetSeconds, long seed) {}

  /**
   * What came out.
   *
   * @param method the method chosen
   * @param text what was tried, a line each
   */
  record Result(FewLabelsMethod method, String text) {}

  /** A method's held-out log-losses, or why there are none. */
  private record Tried(LogLosses losses, String refusal, double seconds) {}

  FewLabelsComparison(
      Methods methods, Settings settings, Dataset<Label> all, TrainingListener listener) {
    this.methods = methods;
    this.settings = settings;
    this.all = all;
    this.listener = listener;
    labelled =
        IntStream.range(0, all.size())
            .filter(r -> LabelMasking.isLabelled(all.getExample(r)))
            .toArray();
    classes =
        Arrays.stream(labelled)
            .mapToObj(r -> all.getExample(r).getOutput().getLabel())
            .distinct()
            .sorted()
            .toList();
    labels =
        Arrays.stream(labelled)
            .map(r -> classes.indexOf(all.getExample(r).getOutput().getLabel()))
            .toArray();
    weights = Arrays.stream(labelled).mapToDouble(r -> all.getExample(r).getWeight()).toArray();
    folds = StratifiedFolds.of(labels, settings.folds, settings.seed);
  }

  Result run() {
    List<FewLabelsMethod> able =
        Arrays.stream(FewLabelsMethod.values()).filter(methods::has).toList();
    if (able.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a method that can be trained on rows with missing values, found none");
    }
    if (folds.count() == 0 || classes.size() == 1 || able.size() == 1) {
      String why = able.size() == 1 ? "the only one" : "no label can be held out";
      String text = able.get(0).id() + ": chosen untried, " + why;
      String warning = able.size() == 1 && folds.count() > 0 ? warning(able.get(0)) : "";
      return new Result(able.get(0), text + warning);
    }
    Map<FewLabelsMethod, Tried> tried = new EnumMap<>(FewLabelsMethod.class);
    for (FewLabelsMethod method : able) {
      Tried result = attempt(method, tried);
      tried.put(method, result);
      listener.onStage(line(method, result, tried));
    }
    FewLabelsMethod chosen = choose(tried);
    return new Result(chosen, text(chosen, tried));
  }

  /** What is to be said, and logged, where a method of codes was asked for and codes are worse. */
  private String warning(FewLabelsMethod only) {
    if (!only.hasCodes() || !methods.comparesWithFeatures() || classes.size() == 1) {
      return "";
    }
    Map<FewLabelsMethod, Tried> tried = new EnumMap<>(FewLabelsMethod.class);
    for (FewLabelsMethod each : List.of(FewLabelsMethod.RAW, FewLabelsMethod.M1)) {
      tried.put(each, attempt(each, tried));
    }
    LogLosses raw = tried.get(FewLabelsMethod.RAW).losses();
    LogLosses codes = tried.get(FewLabelsMethod.M1).losses();
    if (raw == null || codes == null || !raw.isBetterThan(codes, 1)) {
      return "";
    }
    String warning =
        String.format(
            Locale.ROOT,
            "the features themselves tell more of the labels than the codes do: log-loss %.3f"
                + " against %.3f of held-out rows, a difference of %.3f ± %.3f",
            raw.mean(),
            codes.mean(),
            raw.gainOver(codes),
            raw.gainError(codes));
    logger.warning(warning);
    return "\n" + warning;
  }

  private Tried attempt(FewLabelsMethod method, Map<FewLabelsMethod, Tried> before) {
    double[][] logs = new double[labels.length][];
    long began = System.nanoTime();
    listener.onStage("trying " + method.id() + ", " + folds.count() + " folds");
    for (int fold = 0; fold < folds.count(); fold++) {
      double each = fold == 0 ? 0 : seconds(began) / fold;
      if (isOver(each * (folds.count() - fold + 1)) && !before.isEmpty()) {
        return new Tried(null, "given up, over the time budget", seconds(began));
      }
      try {
        predict(methods.train(method, ofFold(fold)), fold, logs);
      } catch (IllegalArgumentException | IllegalStateException e) {
        logger.warning(() -> method.id() + " cannot be trained: " + e.getMessage());
        return new Tried(null, "cannot be trained: " + e.getMessage(), seconds(began));
      }
      LogLosses losses = losses(logs);
      if (method.takesAllRows() && fold + 1 < folds.count() && isHopeless(losses, before)) {
        String last = String.format("given up after %d of %d folds", fold + 1, folds.count());
        return new Tried(null, last + ", worse by far", seconds(began));
      }
    }
    return new Tried(losses(logs), "", seconds(began));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private boolean isOver(double more) {
    return settings.timeBudgetSeconds > 0 && seconds(start) + more > settings.timeBudgetSeconds;
  }

  private static boolean isHopeless(LogLosses losses, Map<FewLabelsMethod, Tried> before) {
    return before.values().stream()
        .map(Tried::losses)
        .anyMatch(other -> other != null && other.isBetterThan(losses, HOPELESS));
  }

  /** All rows, without the labels of a fold. */
  private Dataset<Label> ofFold(int fold) {
    for (int next = ofFolds.size(); next <= fold; next++) {
      LabelFactory factory = new LabelFactory();
      MutableDataset<Label> rows =
          new MutableDataset<>(
              new SimpleDataSourceProvenance("without fold " + next, factory), factory);
      int place = 0;
      for (int r = 0; r < all.size(); r++) {
        Example<Label> example = all.getExample(r);
        boolean has = place < labelled.length && labelled[place] == r;
        boolean hidden = has && folds.folds()[place] == next;
        place += has ? 1 : 0;
        rows.add(
            hidden
                ? new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, example, example.getWeight())
                : example);
      }
      ofFolds.add(rows);
    }
    return ofFolds.get(fold);
  }

  /** Sets the logarithms of the probabilities of the fold's rows, {@code [rows][classes]}. */
  private void predict(Model<Label> model, int fold, double[][] logs) {
    int[] rows = folds.heldOut(fold);
    List<Example<Label>> examples =
        Arrays.stream(rows).mapToObj(r -> all.getExample(labelled[r])).toList();
    List<Prediction<Label>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      Map<String, Label> scores = predictions.get(i).getOutputScores();
      logs[rows[i]] =
          classes.stream()
              .mapToDouble(
                  c ->
                      StrictMath.log(
                          Math.max(
                              LEAST_PROBABILITY,
                              scores.containsKey(c) ? scores.get(c).getScore() : 0)))
              .toArray();
    }
  }

  /** The log-losses at the temperature that suits them best. */
  private LogLosses losses(double[][] logs) {
    LogLosses best = null;
    for (int step = -4; step <= 16; step++) {
      LogLosses losses = losses(logs, StrictMath.exp(step * StrictMath.log(2) / 4));
      best = best == null || losses.mean() < best.mean() ? losses : best;
    }
    return best;
  }

  private LogLosses losses(double[][] logs, double temperature) {
    double[] losses = new double[logs.length];
    for (int r = 0; r < logs.length; r++) {
      losses[r] = Double.NaN;
      if (logs[r] != null) {
        double sum = 0;
        for (double log : logs[r]) {
          sum += StrictMath.exp(log / temperature);
        }
        losses[r] = StrictMath.log(sum) - logs[r][labels[r]] / temperature;
      }
    }
    return new LogLosses(losses, weights);
  }

  private FewLabelsMethod choose(Map<FewLabelsMethod, Tried> tried) {
    FewLabelsMethod best = best(tried).orElseThrow(() -> none(tried));
    LogLosses losses = tried.get(best).losses();
    return tried.entrySet().stream()
        .filter(entry -> entry.getValue().losses() != null)
        .filter(entry -> !isPreferred(losses, entry.getValue().losses()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(best);
  }

  private boolean isPreferred(LogLosses best, LogLosses simpler) {
    return best.isBetterThan(simpler, settings.errors) && best.gainOver(simpler) > LEAST_GAIN;
  }

  private static IllegalArgumentException none(Map<FewLabelsMethod, Tried> tried) {
    return new IllegalArgumentException(
        "Expected a method that can be trained on these rows, found none: "
            + tried.values().iterator().next().refusal());
  }

  private static Optional<FewLabelsMethod> best(Map<FewLabelsMethod, Tried> tried) {
    FewLabelsMethod best = null;
    for (Map.Entry<FewLabelsMethod, Tried> entry : tried.entrySet()) {
      LogLosses losses = entry.getValue().losses();
      if (losses != null && (best == null || losses.mean() < tried.get(best).losses().mean())) {
        best = entry.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  private String text(FewLabelsMethod chosen, Map<FewLabelsMethod, Tried> tried) {
    List<String> lines = new ArrayList<>();
    tried.forEach((method, result) -> lines.add(line(method, result, tried)));
    lines.add("chosen: " + chosen.id() + because(chosen, best(tried).orElseThrow(), tried));
    return String.join("\n", lines);
  }

  private String because(
      FewLabelsMethod chosen, FewLabelsMethod best, Map<FewLabelsMethod, Tried> tried) {
    if (chosen == best) {
      return ", the best";
    }
    LogLosses losses = tried.get(best).losses();
    LogLosses simpler = tried.get(chosen).losses();
    return String.format(
        Locale.ROOT,
        ", the simplest that comes close: %s is better by %.3f ± %.3f",
        best.id(),
        losses.gainOver(simpler),
        losses.gainError(simpler));
  }

  /** Such as {@code m1: log-loss 0.714 ± 0.051, better than raw by 0.120 ± 0.032}. */
  private String line(FewLabelsMethod method, Tried of, Map<FewLabelsMethod, Tried> tried) {
    if (of.losses() == null) {
      return method.id() + ": " + of.refusal();
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: log-loss %.3f ± %.3f of %d held-out rows",
            method.id(),
            of.losses().mean(),
            of.losses().standardError(),
            Arrays.stream(folds.folds()).filter(f -> f >= 0).count());
    Tried raw = tried.get(FewLabelsMethod.RAW);
    if (method == FewLabelsMethod.RAW || raw == null || raw.losses() == null) {
      return line;
    }
    double gain = of.losses().gainOver(raw.losses());
    return String.format(
        Locale.ROOT,
        "%s, %s than raw by %.3f ± %.3f",
        line,
        gain < 0 ? "worse" : "better",
        Math.abs(gain),
        of.losses().gainError(raw.losses()));
  }
}
