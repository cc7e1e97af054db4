package org.lateo.app.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names rows of a file in messages. Row 1 is the first after the header, in every message. */
public final class RowNumbers {
  /** More numbers than this are not read. */
  private static final int MOST = 10;

  private RowNumbers() {}

  /**
   * Text such as {@code row 3}, {@code rows 3, 7} or {@code 12 rows, 3, 7 and so on}.
   *
   * @param numbers from 1, ascending, at least one
   */
  public static String text(int... numbers) {
    String first =
        Arrays.stream(numbers)
            .limit(MOST)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    if (numbers.length == 1) {
      return "row " + first;
    }
    return numbers.length <= MOST
        ? "rows " + first
        : String.format(Locale.ROOT, "%,d rows, %s and so on", numbers.length, first);
  }
}
