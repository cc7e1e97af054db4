package org.lateo.likelihood;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The likelihood of the columns whose names match.
 *
 * @param text as the user wrote it, {@code REGEX=LIKELIHOOD}
 * @param names what a name has to match as a whole
 */
record LikelihoodRule(String text, Pattern names, Likelihood likelihood) {
  private static final Pattern FORM = Pattern.compile("(.+?)=([\\w.$-]+(?::\\w+=.*)?)");

  /**
   * Reads a rule.
   *
   * @param likelihoods reads a likelihood
   * @throws IllegalArgumentException if it has another form, or a pattern or likelihood that does
   *     not exist, or one that cannot be part of a mixture
   */
  static LikelihoodRule parse(String text, Function<String, Likelihood> likelihoods) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected a rule REGEX=LIKELIHOOD such as price.*=log-normal, found " + text);
    }
    Likelihood likelihood = likelihoods.apply(matcher.group(2));
    return new LikelihoodRule(text, pattern(matcher.group(1), text), likelihood);
  }

  private static Pattern pattern(String names, String text) {
    try {
      return Pattern.compile(names);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Expected a regular expression in the rule " + text + ": " + e.getDescription(), e);
    }
  }

  boolean matches(ColumnSummary column) {
    return names.matcher(column.name()).matches();
  }
}
