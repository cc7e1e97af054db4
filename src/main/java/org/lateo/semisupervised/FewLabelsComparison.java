package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.logistic.RowLosses;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * The methods of a {@link FewLabelsTrainer} compared by cross-validation: the labels of one fold
 * after another are hidden, and the log-loss of its rows is measured.
 *
 * <p>The simplest method is chosen from which the best one differs by no more than some standard
 * errors of the difference, row by row. A method that goes through all rows is given up after a
 * fold that leaves it worse than another by twice the standard error of the difference, or if it
 * would take longer than the budget.
 */
final class FewLabelsComparison {
  private static final Logger logger = Logger.getLogger(FewLabelsComparison.class.getName());

  /** Before the name of the method chosen, in the last line of what was tried. */
  static final String CHOSEN = "chosen: ";

  /** Standard errors by which a method has to lag to be given up. */
  private static final double HOPELESS = 2;

  /** Nats by which a method has to be better to be preferred to a simpler one at all. */
  private static final double LEAST_GAIN = 0.01;

  private final Methods methods;
  private final Settings settings;
  private final TrainingListener listener;
  private final HeldOutLabels heldOut;
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
   * @param temperature that of the method's held-out probabilities where the method is surer of
   *     itself than it should be by its nature, which is spreading; 1 for others
   * @param heldOut what the method chosen said of rows whose labels were hidden, if it was tried
   */
  record Result(
      FewLabelsMethod method, String text, double temperature, Optional<HeldOutRows> heldOut) {
    /** A method that is not tried here. */
    Result(FewLabelsMethod method, String text, double temperature) {
      this(method, text, temperature, Optional.empty());
    }
  }

  /** A method's held-out log-losses, or why there are none. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Tried(RowLosses losses, double[][] logs, String refusal) {
    static Tried refused(String why) {
      return new Tried(null, null, why);
    }
  }

  FewLabelsComparison(
      Methods methods, Settings settings, Dataset<Label> all, TrainingListener listener) {
    this.methods = methods;
    this.settings = settings;
    this.listener = listener;
    this.heldOut = new HeldOutLabels(all, settings.folds, settings.seed);
  }

  Result run() {
    List<FewLabelsMethod> able =
        Arrays.stream(FewLabelsMethod.values()).filter(methods::has).toList();
    if (able.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a method that can be trained on rows with missing values, found none");
    }
    if (heldOut.folds() == 0 || heldOut.classes() == 1 || able.size() == 1) {
      String why = able.size() == 1 ? "the only one" : "no label can be held out";
      String text = able.get(0).id() + ": chosen untried, " + why;
      String warning = able.size() == 1 && heldOut.folds() > 0 ? warning(able.get(0)) : "";
      return new Result(able.get(0), text + warning, 1);
    }
    Map<FewLabelsMethod, Tried> tried = new EnumMap<>(FewLabelsMethod.class);
    for (FewLabelsMethod method : able) {
      Tried result = attempt(method, tried);
      tried.put(method, result);
      listener.onStage(line(method, result, tried));
    }
    FewLabelsMethod chosen = choose(tried);
    double[][] logs = tried.get(chosen).logs();
    double temperature = chosen == FewLabelsMethod.SPREAD ? heldOut.temperature(logs) : 1;
    HeldOutRows rows = heldOut.rows(logs, temperature);
    return new Result(chosen, text(chosen, tried), temperature, Optional.of(rows));
  }

  /** What is to be said, and logged, where a method of codes was asked for and codes are worse. */
  private String warning(FewLabelsMethod only) {
    if (!only.hasCodes() || !methods.comparesWithFeatures() || heldOut.classes() == 1) {
      return "";
    }
    Map<FewLabelsMethod, Tried> tried = new EnumMap<>(FewLabelsMethod.class);
    for (FewLabelsMethod each : List.of(FewLabelsMethod.RAW, FewLabelsMethod.M1)) {
      tried.put(each, attempt(each, tried));
    }
    RowLosses raw = tried.get(FewLabelsMethod.RAW).losses();
    RowLosses codes = tried.get(FewLabelsMethod.M1).losses();
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
    double[][] logs = heldOut.logs();
    long began = System.nanoTime();
    listener.onStage("trying " + method.id() + ", " + heldOut.folds() + " folds");
    for (int fold = 0; fold < heldOut.folds(); fold++) {
      double each = fold == 0 ? 0 : seconds(began) / fold;
      if (isOver(each * (heldOut.folds() - fold + 1)) && !before.isEmpty()) {
        return Tried.refused("given up, over the time budget");
      }
      try {
        heldOut.predict(methods.train(method, heldOut.without(fold)), fold, logs);
      } catch (IllegalArgumentException | IllegalStateException e) {
        logger.warning(() -> method.id() + " cannot be trained: " + e.getMessage());
        return Tried.refused("cannot be trained: " + e.getMessage());
      }
      RowLosses losses = heldOut.losses(logs);
      if (method.takesAllRows() && fold + 1 < heldOut.folds() && isHopeless(losses, before)) {
        String last = String.format("given up after %d of %d folds", fold + 1, heldOut.folds());
        return Tried.refused(last + ", worse by far");
      }
    }
    return new Tried(heldOut.losses(logs), logs, "");
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private boolean isOver(double more) {
    return settings.timeBudgetSeconds > 0 && seconds(start) + more > settings.timeBudgetSeconds;
  }

  private static boolean isHopeless(RowLosses losses, Map<FewLabelsMethod, Tried> before) {
    return before.values().stream()
        .map(Tried::losses)
        .anyMatch(other -> other != null && other.isBetterThan(losses, HOPELESS));
  }

  private FewLabelsMethod choose(Map<FewLabelsMethod, Tried> tried) {
    FewLabelsMethod best = best(tried).orElseThrow(() -> none(tried));
    RowLosses losses = tried.get(best).losses();
    return tried.entrySet().stream()
        .filter(entry -> entry.getValue().losses() != null)
        .filter(entry -> !isPreferred(losses, entry.getValue().losses()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(best);
  }

  private boolean isPreferred(RowLosses best, RowLosses simpler) {
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
      RowLosses losses = entry.getValue().losses();
      if (losses != null && (best == null || losses.mean() < tried.get(best).losses().mean())) {
        best = entry.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  private String text(FewLabelsMethod chosen, Map<FewLabelsMethod, Tried> tried) {
    List<String> lines = new ArrayList<>();
    tried.forEach((method, result) -> lines.add(line(method, result, tried)));
    lines.add(CHOSEN + chosen.id() + because(chosen, best(tried).orElseThrow(), tried));
    return String.join("\n", lines);
  }

  private String because(
      FewLabelsMethod chosen, FewLabelsMethod best, Map<FewLabelsMethod, Tried> tried) {
    if (chosen == best) {
      return ", the best";
    }
    RowLosses losses = tried.get(best).losses();
    RowLosses simpler = tried.get(chosen).losses();
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
        TriedMethod.line(method, of.losses().mean(), of.losses().standardError(), heldOut.rows());
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
