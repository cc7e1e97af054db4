package org.lateo.tables;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses the types of columns by their cells.
 *
 * @param rows how many rows there are
 * @param constants whether columns that are the same in every row are kept
 */
record TypeChoice(int rows, boolean constants) {
  /** Fewer rows say nothing of whether values recur. */
  private static final int FEWEST_ROWS = 10;

  /** So few different words are categories, even if some are numbers. */
  private static final int FEW_WORDS = 20;

  private static final int MOST_CATEGORIES = 1000;

  private static final Pattern ID_NAME =
      Pattern.compile("(.*[\\s_.\\-])?(id|ids|uuid|guid|key|index|idx|row|nr|no|number)");

  /** A name such as customerId. */
  private static final Pattern ID_ENDING = Pattern.compile(".*[a-z](Id|ID)");

  /**
   * How a column is to be read.
   *
   * @param cell the number or the number of the word of each row, see {@link ColumnScan#add}
   * @throws TableException if words are among numbers, or if dates cannot be read
   */
  Column choose(ColumnScan scan, IntToDoubleFunction cell) {
    if (scan.given().isPresent()) {
      return given(scan, scan.given().get());
    }
    if (scan.gaps() == rows) {
      return column(scan, ColumnType.CONSTANT, "no cell has a value");
    }
    if (scan.isSame() && scan.gaps() == 0 && rows > 1) {
      return constant(scan);
    }
    return scan.hasWords() ? ofWords(scan, cell) : ofNumbers(scan, cell);
  }

  private Column constant(ColumnScan scan) {
    String reason = "every cell is " + Names.quoted(scan.only());
    if (!constants) {
      return column(scan, ColumnType.CONSTANT, reason);
    }
    return column(
        scan,
        scan.hasWords() && scan.numbers() == 0 ? ColumnType.CATEGORY : ColumnType.NUMBER,
        reason + ", and another would be unusual");
  }

  private static Column column(ColumnScan scan, ColumnType type, String reason) {
    return new Column(scan.name(), type, "", reason);
  }

  private static Column given(ColumnScan scan, Column column) {
    boolean dates = column.type() == ColumnType.DATE || column.type() == ColumnType.CLOCK;
    return dates && column.pattern().isEmpty()
        ? new Column(scan.name(), column.type(), pattern(scan).toString(), column.reason())
        : column;
  }

  /** The pattern of dates, which must be one. */
  private static DatePattern pattern(ColumnScan scan) {
    List<DatePattern> found = DatePattern.of(scan.words());
    if (found.size() != 1) {
      throw scan.position()
          .expected(
              "dates of one pattern",
              found.isEmpty()
                  ? "such as " + Names.quoted(scan.words().isEmpty() ? "" : scan.words().get(0))
                  : "dates both of " + found.get(0) + " and of " + found.get(1));
    }
    return found.get(0).timed(scan.words());
  }

  private Column ofNumbers(ColumnScan scan, IntToDoubleFunction cell) {
    boolean many = rows >= FEWEST_ROWS && scan.gaps() == 0;
    if (many && scan.counts()) {
      return column(scan, ColumnType.ID, "counts up by one");
    }
    if (many && isIdName(scan.name()) && scan.isWhole() && (scan.rises() || allDiffer(cell))) {
      return column(scan, ColumnType.ID, "whole numbers that all differ, and its name");
    }
    return column(scan, ColumnType.NUMBER, "every cell is a number");
  }

  private static boolean isIdName(String name) {
    return ID_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || ID_ENDING.matcher(name).matches();
  }

  private boolean allDiffer(IntToDoubleFunction cell) {
    Set<Double> seen = new HashSet<>();
    for (int row = 0; row < rows; row++) {
      if (!seen.add(cell.applyAsDouble(row))) {
        return false;
      }
    }
    return true;
  }

  private Column ofWords(ColumnScan scan, IntToDoubleFunction cell) {
    int known = rows - scan.gaps();
    int different = scan.words().size();
    List<DatePattern> dates = scan.hasTooManyWords() ? List.of() : DatePattern.of(scan.words());
    if (!dates.isEmpty()) {
      return ofDates(scan, dates, cell);
    }
    boolean few = different <= known / 2 || known < FEWEST_ROWS;
    boolean mostlyNumbers = 2 * scan.numbers() > known && !(few && different <= FEW_WORDS);
    if (isOfDecimalCommas(scan) || mostlyNumbers) {
      throw scan.wordAmongNumbers();
    }
    if (scan.hasTooManyWords()) {
      return column(
          scan, ColumnType.TEXT, "more than " + ColumnScan.MOST_WORDS + " different words");
    }
    if (!few && scan.hasUnits()) {
      return new Column(
          scan.name(),
          ColumnType.TEXT,
          Column.IN_TEXT,
          "numbers with more around them, such as " + Names.quoted(scan.words().get(0)));
    }
    if (few && different <= MOST_CATEGORIES) {
      String words = different == 1 ? "one word" : different + " different words";
      return column(scan, ColumnType.CATEGORY, words);
    }
    if (different == known) {
      return column(scan, ColumnType.ID, "all of its words differ");
    }
    String reason = different + " different words in " + known + " rows";
    return column(
        scan,
        ColumnType.TEXT,
        few ? reason + ", and a category has at most " + MOST_CATEGORIES : reason);
  }

  private static boolean isOfDecimalCommas(ColumnScan scan) {
    return scan.words().stream().anyMatch(ColumnScan::isDecimalComma)
        && scan.words().stream()
            .allMatch(
                word ->
                    ColumnScan.isDecimalComma(word) || !Double.isNaN(scan.format().number(word)));
  }

  private Column ofDates(ColumnScan scan, List<DatePattern> found, IntToDoubleFunction cell) {
    if (found.size() > 1) {
      String patterns =
          found.stream().map(DatePattern::toString).collect(Collectors.joining(" and of "));
      return new Column(
          scan.name(), ColumnType.TEXT, found.get(0).toString(), "dates both of " + patterns);
    }
    DatePattern pattern = found.get(0).timed(scan.words());
    boolean clock = rows >= FEWEST_ROWS && isOrdered(scan, pattern, cell);
    return new Column(
        scan.name(),
        clock ? ColumnType.CLOCK : ColumnType.DATE,
        pattern.toString(),
        clock ? "dates that never go back" : "every cell is a date");
  }

  /** Whether dates never go back, or never go on, from row to row. */
  private boolean isOrdered(ColumnScan scan, DatePattern pattern, IntToDoubleFunction cell) {
    double[] days = scan.words().stream().mapToDouble(pattern::days).toArray();
    boolean up = true;
    boolean down = true;
    double before = Double.NaN;
    for (int row = 0; row < rows; row++) {
      double word = cell.applyAsDouble(row);
      if (!Double.isNaN(word)) {
        double day = days[(int) word];
        up &= !(day < before);
        down &= !(day > before);
        before = day;
      }
    }
    return up || down;
  }
}
