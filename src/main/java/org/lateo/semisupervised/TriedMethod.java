package org.lateo.semisupervised;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method that was tried, and what its held-out rows lost; see {@link FewLabelsModel#tried}.
 *
 * @param method its name
 * @param logLoss the mean over held-out rows, in nats; NaN if it was given up
 * @param error the standard error of that
 * @param text the same in words, and by how much it is better or worse than another, or why it was
 *     given up
 */
public record TriedMethod(String method, double logLoss, double error, String text) {
  /** What is said of a method that was taken without trying, in place of its losses. */
  static final String UNTRIED = "chosen untried, ";

  private static final Pattern LINE =
      Pattern.compile("(\\w+): ((?:log-loss (\\S+) ± (\\S+) of \\d+ held-out rows)?.*)");

  /** As {@code m1: log-loss 0.714 ± 0.051 of 50 held-out rows}. */
  static String line(FewLabelsMethod method, double logLoss, double error, long rows) {
    return String.format(
        Locale.ROOT,
        "%s: log-loss %.3f ± %.3f of %d held-out rows",
        method.id(),
        logLoss,
        error,
        rows);
  }

  /**
   * Reads such a line, or one of a method that was given up; nothing of a line about the choice, or
   * of a method that was taken without trying.
   */
  static Optional<TriedMethod> of(String line) {
    Matcher found = LINE.matcher(line);
    return found.matches() && isMethod(found.group(1)) && !found.group(2).startsWith(UNTRIED)
        ? Optional.of(
            new TriedMethod(
                found.group(1), number(found.group(3)), number(found.group(4)), found.group(2)))
        : Optional.empty();
  }

  private static boolean isMethod(String name) {
    for (FewLabelsMethod method : FewLabelsMethod.values()) {
      if (method.id().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static double number(String text) {
    return text == null ? Double.NaN : Double.parseDouble(text);
  }
}
