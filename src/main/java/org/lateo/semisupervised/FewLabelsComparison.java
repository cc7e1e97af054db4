package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.TrainingFailedException;
import org.lateo.logistic.RowLosses;
import org.lateo.train.NamedListener;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * The methods of a {@link FewLabelsTrainer} compared by cross-validation: the labels of one fold
 * after another are hidden, and the log-loss of its rows is measured.
 *
 * <p>The simplest method is chosen from which the best one differs by no more than some standard
 * errors of the difference, row by row. M2 and M1+M2 have to be better than every other by two of
 * them: their trainings differ from each other by more than few held-out rows show.
 *
 * <p>A method that goes through all rows is given up after a fold that leaves it worse than another
 * by twice the standard error of the difference, M2 and M1+M2 if they are behind after two folds,
 * and any that would take longer than the budget. Fewer than ten rows show no such difference.
 */
final class FewLabelsComparison {
  private static final Logger logger = Logger.getLogger(FewLabelsComparison.class.getName());

  private final Methods methods;
  private final Settings settings;
  private final TrainingListener listener;
  private final HeldOutLabels heldOut;
  private final HeldOutLabels amongMany;
  private final long start = System.nanoTime();

  /** What is compared. */
  interface Methods {
    /** Whether a method is wanted and can be trained. */
    boolean has(FewLabelsMethod method);

    /** Whether features and codes of a row can be compared. */
    boolean comparesWithFeatures();

    /**
     * Whether a method is surer of itself than it should be by its nature, and can be trained so
     * that it is less.
     */
    boolean takesTemperature(FewLabelsMethod method);

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
   * @param stop what stopped the comparison; it says which method is kept
   * @param ofLastFold the model that the method had without the labels of the last fold
   */
  record Result(
      FewLabelsMethod method,
      String text,
      double temperature,
      Optional<HeldOutRows> heldOut,
      Optional<TrainingStoppedException> stop,
      Optional<Model<Label>> ofLastFold) {
    /** A method that is not tried here. */
    Result(
        FewLabelsMethod method,
        String text,
        double temperature,
        Optional<TrainingStoppedException> stop) {
      this(method, text, temperature, Optional.empty(), stop, Optional.empty());
    }
  }

  FewLabelsComparison(
      Methods methods, Settings settings, RowsTried.Sets rows, TrainingListener listener) {
    this.methods = methods;
    this.settings = settings;
    this.listener = listener;
    this.heldOut = new HeldOutLabels(rows.few(), settings.folds, settings.seed);
    this.amongMany = new HeldOutLabels(rows.many(), settings.folds, settings.seed);
  }

  /**
   * Compares. If that is stopped, the best of the methods is chosen that were tried to their end;
   * if there is none, the simplest.
   *
   * @param before what stopped training before; then nothing is tried
   */
  Result run(Optional<TrainingStoppedException> before) {
    List<FewLabelsMethod> able =
        Arrays.stream(FewLabelsMethod.values()).filter(methods::has).toList();
    if (able.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a method that the autoencoder allows, found none: raw, both and m2 are left"
              + " out with missing values, m2 with another objective than the default or a Bayesian"
              + " decoder, m1m2 with a plain autoencoder");
    }
    if (able.size() > 1 && before.isPresent()) {
      return stoppedUntried(able.get(0), before.get());
    }
    if (heldOut.folds() == 0 || heldOut.classes() == 1 || able.size() == 1) {
      return untried(able, before);
    }
    Trials tried = new Trials(settings.errors, heldOut.rows());
    try {
      for (FewLabelsMethod method : able) {
        tried.put(method, attempt(method, tried));
        listener.onStage(tried.line(method));
      }
    } catch (TrainingStoppedException e) {
      return tried.best().isPresent()
          ? result(tried, Optional.of(e))
          : stoppedUntried(able.get(0), e);
    }
    return result(tried, Optional.empty());
  }

  private Result result(Trials tried, Optional<TrainingStoppedException> stop) {
    FewLabelsMethod chosen = tried.choose();
    double[][] logs = tried.get(chosen).logs();
    double temperature = methods.takesTemperature(chosen) ? heldOut.temperature(logs) : 1;
    HeldOutRows rows = heldOut.rows(logs, temperature);
    String text = tried.text(chosen) + (stop.isPresent() ? " until training was stopped" : "");
    String kept = chosen.id() + " is kept, the best of the methods that were tried";
    return new Result(
        chosen,
        text,
        temperature,
        Optional.of(rows),
        stop.map(e -> e.holding(null, kept)),
        Optional.of(tried.get(chosen).last()));
  }

  private static Result stoppedUntried(FewLabelsMethod simplest, TrainingStoppedException e) {
    String id = simplest.id();
    return new Result(
        simplest,
        id + ": " + TriedMethod.UNTRIED + "training was stopped",
        1,
        Optional.of(e.holding(null, id + " is kept, the simplest of the methods")));
  }

  private Result untried(List<FewLabelsMethod> able, Optional<TrainingStoppedException> before) {
    FewLabelsMethod first = able.get(0);
    String text = first.id() + ": " + TriedMethod.UNTRIED + whyUntried(able);
    if (able.size() > 1 || heldOut.folds() == 0 || before.isPresent()) {
      return new Result(first, text, 1, before);
    }
    try {
      return new Result(first, text + warning(first), 1, before);
    } catch (TrainingStoppedException e) {
      return stoppedUntried(first, e);
    }
  }

  private String whyUntried(List<FewLabelsMethod> able) {
    if (able.size() == 1) {
      return "the only one";
    }
    return heldOut.classes() == 1 ? "all labels are of one class" : "no label can be held out";
  }

  /** What is to be said, and logged, where a method of codes was asked for and codes are worse. */
  private String warning(FewLabelsMethod only) {
    if (!only.hasCodes() || !methods.comparesWithFeatures() || heldOut.classes() == 1) {
      return "";
    }
    Trials tried = new Trials(settings.errors, heldOut.rows());
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

  private Trials.Tried attempt(FewLabelsMethod method, Trials before) {
    double[][] logs = heldOut.logs();
    long began = System.nanoTime();
    listener.onStage("trying " + method.id() + ", " + heldOut.folds() + " folds");
    Model<Label> model = null;
    for (int fold = 0; fold < heldOut.folds(); fold++) {
      TrainingStoppedException.ifInterrupted("method " + method.id(), "it is not tried");
      double each = fold == 0 ? 0 : seconds(began) / fold;
      if (isOver(each * (heldOut.folds() - fold + 1)) && before.best().isPresent()) {
        return Trials.Tried.refused("given up, over the time budget");
      }
      try {
        model = methods.train(method, rows(method).without(fold));
        heldOut.predict(model, fold, logs);
      } catch (IllegalArgumentException | IllegalStateException | TrainingFailedException e) {
        if (NamedListener.threw(e)) {
          throw e;
        }
        logger.warning(() -> method.id() + " cannot be tried: " + e.getMessage());
        return Trials.Tried.refused("cannot be tried: " + e.getMessage());
      }
      RowLosses losses = heldOut.losses(logs);
      int done = fold + 1;
      if (method.takesAllRows()
          && done < heldOut.folds()
          && before.isHopeless(method, losses, done)) {
        return Trials.Tried.refused(
            String.format("given up after %d of %d folds, behind others", done, heldOut.folds()));
      }
    }
    return new Trials.Tried(heldOut.losses(logs), logs, model, "");
  }

  /** What takes all rows but little time is tried on more: it is better with more. */
  private HeldOutLabels rows(FewLabelsMethod method) {
    return method.takesAllRows() && !method.hasEpochs() ? amongMany : heldOut;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private boolean isOver(double more) {
    return settings.timeBudgetSeconds > 0 && seconds(start) + more > settings.timeBudgetSeconds;
  }
}
