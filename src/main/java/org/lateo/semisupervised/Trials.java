package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lateo.logistic.RowLosses;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** The methods that were tried so far, and which of them is chosen. */
final class Trials {
  /** Before the name of the method chosen, in the last line of what was tried. */
  static final String CHOSEN = "chosen: ";

  /** Standard errors by which a method has to lag to be given up. */
  private static final double HOPELESS = 2;

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

  boolean isEmpty() {
    return tried.isEmpty();
  }

  /** Whether losses lag behind those of a method that was tried. */
  boolean isHopeless(RowLosses losses) {
    return tried.values().stream()
        .map(Tried::losses)
        .anyMatch(other -> other != null && other.isBetterThan(losses, HOPELESS));
  }

  /**
   * The simplest method that comes close to the best.
   *
   * @throws IllegalArgumentException if no method could be trained
   */
  FewLabelsMethod choose() {
    FewLabelsMethod best = best().orElseThrow(this::none);
    RowLosses losses = tried.get(best).losses();
    return tried.entrySet().stream()
        .filter(entry -> entry.getValue().losses() != null)
        .filter(entry -> !isPreferred(losses, entry.getValue().losses()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(best);
  }

  private boolean isPreferred(RowLosses best, RowLosses simpler) {
    return best.isBetterThan(simpler, errors) && best.gainOver(simpler) > LEAST_GAIN;
  }

  private IllegalArgumentException none() {
    return new IllegalArgumentException(
        "Expected a method that can be trained on these rows, found none: "
            + tried.values().iterator().next().refusal());
  }

  /** The method with the least losses; empty if none could be trained. */
  Optional<FewLabelsMethod> best() {
    FewLabelsMethod best = null;
    for (Map.Entry<FewLabelsMethod, Tried> entry : tried.entrySet()) {
      RowLosses losses = entry.getValue().losses();
      if (losses != null && (best == null || losses.mean() < tried.get(best).losses().mean())) {
        best = entry.getKey();
      }
    }
    return Optional.ofNullable(best);
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
        ", the simplest that comes close: %s is better by %.3f ± %.3f",
        best.id(),
        losses.gainOver(simpler),
        losses.gainError(simpler));
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
