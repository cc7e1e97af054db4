package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.likelihood.Likelihood.ColumnGroup;

/** Chooses a likelihood for each column, by rules and by what the column looks like. */
final class LikelihoodChoice {
  /** What columns of one group have in common; {@code variable} keeps categorical ones apart. */
  private record Key(Likelihood likelihood, String reason, String suggestion, String variable) {}

  private final List<ColumnSummary> columns;
  private final boolean[] taken;
  private final Map<Key, List<Integer>> groups = new LinkedHashMap<>();

  private LikelihoodChoice(List<ColumnSummary> columns) {
    this.columns = columns;
    this.taken = new boolean[columns.size()];
  }

  /**
   * Chooses.
   *
   * @param rules the first that matches a column decides
   * @param numbers the likelihood of columns that no rule matches and that are not of 0 and 1
   * @throws IllegalArgumentException if a rule matches no column that is left, naming the rule
   */
  static List<ColumnGroup> choose(
      List<ColumnSummary> columns, List<LikelihoodRule> rules, Likelihood numbers) {
    LikelihoodChoice choice = new LikelihoodChoice(columns);
    rules.forEach(choice::apply);
    choice.applyFields();
    choice.applyColumns(numbers);
    return choice.result();
  }

  /** Whether there is a field that would be taken as one categorical variable. */
  static boolean hasFields(List<ColumnSummary> columns) {
    LikelihoodChoice choice = new LikelihoodChoice(columns);
    choice.applyFields();
    return !choice.groups.isEmpty();
  }

  private void put(int c, Likelihood likelihood, String reason, String suggestion, String field) {
    groups
        .computeIfAbsent(new Key(likelihood, reason, suggestion, field), key -> new ArrayList<>())
        .add(c);
    taken[c] = true;
  }

  private void apply(LikelihoodRule rule) {
    int found = 0;
    for (int c = 0; c < taken.length; c++) {
      if (!taken[c] && rule.matches(columns.get(c))) {
        boolean fields = rule.likelihood() instanceof Categorical;
        String field = fields ? columns.get(c).group().orElse("") : "";
        put(c, rule.likelihood(), "rule " + rule.text(), "", field);
        found++;
      }
    }
    if (found == 0) {
      boolean late = columns.stream().anyMatch(rule::matches);
      throw new IllegalArgumentException(
          String.format(
              "Expected columns for the rule %s, found %s of %d: %s",
              rule.text(), late ? "only those of earlier rules" : "none", columns.size(), names()));
    }
  }

  private String names() {
    List<String> first = columns.stream().limit(5).map(ColumnSummary::name).toList();
    return String.join(", ", first) + (columns.size() > 5 ? " ..." : "");
  }

  /**
   * Takes as one variable each field of at least two columns that are 0 or 1 and never several at
   * once.
   */
  private void applyFields() {
    Map<String, List<Integer>> fields = new LinkedHashMap<>();
    for (int c = 0; c < taken.length; c++) {
      Optional<String> field = columns.get(c).group();
      if (!taken[c] && field.isPresent()) {
        fields.computeIfAbsent(field.get(), key -> new ArrayList<>()).add(c);
      }
    }
    Likelihood categorical = new Categorical();
    fields.forEach(
        (field, members) -> {
          if (members.size() > 1 && members.stream().map(columns::get).allMatch(this::isOneHot)) {
            members.forEach(c -> put(c, categorical, "one-hot columns of " + field, "", field));
          }
        });
  }

  private boolean isOneHot(ColumnSummary c) {
    return isBinary(c) && c.conflictRow() < 0;
  }

  private static boolean isBinary(ColumnSummary c) {
    boolean tiny = c.max() > 0 && c.max() <= ColumnSupport.TOLERANCE;
    return c.min() >= 0 && c.max() <= 1 && isWhole(c) && !tiny;
  }

  private static boolean isWhole(ColumnSummary c) {
    return Double.isNaN(c.fraction());
  }

  private void applyColumns(Likelihood numbers) {
    Likelihood bernoulli = new Bernoulli();
    for (int c = 0; c < taken.length; c++) {
      if (!taken[c] && isBinary(columns.get(c))) {
        put(c, bernoulli, "values 0 and 1", "", "");
      } else if (!taken[c]) {
        put(c, numbers, "numbers", suggestion(columns.get(c)), "");
      }
    }
  }

  /** A suggestion is reported, not followed: pixels are whole numbers too. */
  private static String suggestion(ColumnSummary c) {
    boolean whole = c.min() >= 0 && c.max() <= CountLikelihood.LARGEST && isWhole(c);
    boolean count = whole && c.variance() >= 0.8 * c.mean();
    if (count && c.variance() <= 1.5 * c.mean()) {
      return "poisson, if these are counts: their variance is about their mean";
    } else if (count) {
      return "negative-binomial, if these are counts: they vary more than their mean";
    }
    boolean skewed = c.max() - c.mean() > 3 * (c.mean() - c.min());
    boolean wide = c.variance() >= 0.25 * c.mean() * c.mean();
    return c.min() > 0 && skewed && wide ? "log-normal: positive and skewed" : "";
  }

  private List<ColumnGroup> result() {
    List<ColumnGroup> result = new ArrayList<>();
    groups.forEach(
        (key, members) ->
            result.add(new ColumnGroup(key.likelihood(), members, key.reason(), key.suggestion())));
    return result;
  }
}
