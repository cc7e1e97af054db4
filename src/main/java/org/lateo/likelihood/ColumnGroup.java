package org.lateo.likelihood;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.config.PartKind;

/**
 * Columns that share a likelihood.
 *
 * @param likelihood theirs
 * @param columns their numbers, ascending
 * @param reason why it is that one, in a few words
 * @param suggestion a likelihood that may suit them better and why; empty if there is none
 */
public record ColumnGroup(
    Likelihood likelihood, List<Integer> columns, String reason, String suggestion) {
  private static final String SEPARATOR = "\t";

  /** Of one column: a pattern for all of them would take a stack as deep as they are many. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Copies the list. */
  public ColumnGroup {
    columns = List.copyOf(columns);
  }

  /** Their entries of a list for all columns. */
  <T> List<T> of(List<T> all) {
    return columns.stream().map(all::get).toList();
  }

  int[] places() {
    return columns.stream().mapToInt(c -> c).toArray();
  }

  /** One line, in which a suggestion that is empty is left out. */
  String format() {
    String numbers = columns.stream().map(String::valueOf).collect(Collectors.joining(","));
    String family = PartKind.format(likelihood);
    return String.join(SEPARATOR, family, numbers, oneLine(reason), oneLine(suggestion)).strip();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s", " ");
  }

  /**
   * Reads what {@link #format} writes.
   *
   * @param likelihoods reads a likelihood
   * @throws IllegalArgumentException if it is something else
   */
  static ColumnGroup parse(String line, Function<String, Likelihood> likelihoods) {
    String[] parts = line.split(SEPARATOR, -1);
    if (parts.length < 3
        || parts.length > 4
        || !Stream.of(parts[1].split(",", -1)).allMatch(NUMBER.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "Expected a likelihood, numbers of columns, a reason and a suggestion, found " + line);
    }
    List<Integer> columns = Stream.of(parts[1].split(",")).map(Integer::valueOf).toList();
    String suggestion = parts.length < 4 ? "" : parts[3];
    return new ColumnGroup(likelihoods.apply(parts[0]), columns, parts[2], suggestion);
  }
}
