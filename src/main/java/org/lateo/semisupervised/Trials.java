package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.logistic.RowLosses;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** The methods that were tried so far, and which of them is chosen. */
final class Trials {
  /** Before the name of the method chosen, in the last line of what was tried. */
  static final String CHOSEN = "chosen: ";

  /** Standard errors by which a method has to lag to be given up. */
  private static final double HOPELESS = 2;

  /**
   * Standard errors by which a method with epochs has to be better than every other: it is tried on
   * some rows and trained on all when chosen, and one training of it differs from the next by more
   * than a hundred held-out rows show.
   */
  private static final double SURE = 2;

  /** Held-out rows below which no method is hopeless: the errors of so few are not known. */
  private static final int ROWS_TO_LAG = 10;

  /** Folds after which a method with epochs that is not ahead is given up. */
  private static final int FOLDS_TO_LEAD = 2;

  /** Nats by which a method has to be better to be preferred to a simpler one at all. */
  private static final double LEAST_GAIN = 0.01;

  private final double errors;
  private final long rows;
  private final Map<FewLabelsMethod, Tried> tried = new EnumMap<>(FewLabelsMethod.class);

  /**
   * @param errors standard errors by which a method has to be better than a simpler one
   * @param rows how many are held out
   */
  Trials(double errors, long rows) {
    this.errors = errors;
    this.rows = rows;
  }

  /** A method's held-out log-losses and its last model, or why there are none. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Tried(RowLosses losses, double[][] logs, Model<Label> last, String refusal) {
    static Tried refused(String why) {
      return new Tried(null, null, null, why);
    }
  }

  void put(FewLabelsMethod method, Tried result) {
    tried.put(method, result);
  }

  Tried get(FewLabelsMethod method) {
    return tried.get(method);
  }

  /**
   * Whether a method need not be tried further: its losses lag behind those of another, or, of a
   * method with epochs, are not the least after some folds.
   *
   * @param folds on which the method was tried
   */
  boolean isHopeless(FewLabelsMethod method, RowLosses losses, int folds) {
    boolean mustLead = method.hasEpochs() && folds >= FOLDS_TO_LEAD;
    double lag = mustLead ? 0 : HOPELESS;
    if (!mustLead && losses.count() < ROWS_TO_LAG) {
      return false;
    }
    return tried.values().stream()
        .map(Tried::losses)
        .anyMatch(other -> other != null && other.isBetterThan(losses, lag));
  }

  /**
   * The simplest method that comes close to the best; methods with epochs take part if they are
   * surely better than every one without.
   *
   * @throws IllegalArgumentException if no method could be trained
   */
  FewLabelsMethod choose() {
    FewLabelsMethod best = best(sure()).orElseThrow(this::none);
    return sure().filter(method -> !isPreferred(best, method, errors)).findFirst().orElse(best);
  }

  private Stream<FewLabelsMethod> sure() {
    return able().filter(this::isSure);
  }

  private boolean isSure(FewLabelsMethod method) {
    double by = Math.max(SURE, errors);
    return !method.hasEpochs()
        || able().allMatch(other -> other.hasEpochs() || isPreferred(method, other, by));
  }

  private boolean isPreferred(FewLabelsMethod best, FewLabelsMethod other, double by) {
    RowLosses losses = tried.get(best).losses();
    RowLosses others = tried.get(other).losses();
    return losses.isBetterThan(others, by) && losses.gainOver(others) > LEAST_GAIN;
  }

  private IllegalArgumentException none() {
    return new IllegalArgumentException(
        "Expected a method that can be trained on these rows, found none: "
            + String.join("; ", tried.keySet().stream().map(this::line).toList()));
  }

  /** The method with the least losses; empty if none could be trained. */
  Optional<FewLabelsMethod> best() {
    return best(able());
  }

  private Optional<FewLabelsMethod> best(Stream<FewLabelsMethod> among) {
    return among.min(Comparator.comparingDouble(method -> tried.get(method).losses().mean()));
  }

  private Stream<FewLabelsMethod> able() {
    return tried.keySet().stream().filter(method -> tried.get(method).losses() != null);
  }

  /** What was tried, a line each, and what is chosen. */
  String text(FewLabelsMethod chosen) {
    List<String> lines = new ArrayList<>();
    tried.keySet().forEach(method -> lines.add(line(method)));
    lines.add(CHOSEN + chosen.id() + because(chosen, best().orElseThrow()));
    return String.join("\n", lines);
  }

  private String because(FewLabelsMethod chosen, FewLabelsMethod best) {
    if (chosen == best) {
      return ", the best";
    }
    RowLosses losses = tried.get(best).losses();
    RowLosses simpler = tried.get(chosen).losses();
    return String.format(
        Locale.ROOT,
        ", the simplest that comes close: %s is better by %.3f ± %.3f%s",
        best.id(),
        losses.gainOver(simpler),
        losses.gainError(simpler),
        isSure(best) ? "" : ", which is not sure");
  }

  /** Such as {@code m1: log-loss 0.714 ± 0.051, better than raw by 0.120 ± 0.032}. */
  String line(FewLabelsMethod method) {
    Tried of = tried.get(method);
    if (of.losses() == null) {
      return method.id() + ": " + of.refusal();
    }
    String line = TriedMethod.line(method, of.losses().mean(), of.losses().standardError(), rows);
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
