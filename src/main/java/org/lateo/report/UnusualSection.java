package org.lateo.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.Section;
import org.tribuo.Example;

/**
 * The part of a report about the most unusual rows.
 *
 * @param name what the numbers are, such as "score"
 * @param numbers of the rows, {@code [rows]}; low is unusual, infinite of rows of which nothing is
 *     known
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record UnusualSection(Facts facts, String name, double[] numbers) {
  private static final int UNUSUAL = 10;
  private static final int REASONS = 3;

  /**
   * What the table has of each row beside its number.
   *
   * @param cells in the order of {@link #lowest}
   */
  record Column(String header, List<String> cells) {
    Column {
      cells = List.copyOf(cells);
    }
  }

  /** The rows of the lowest numbers, the lowest first. */
  List<Integer> lowest() {
    return IntStream.range(0, numbers.length)
        .filter(row -> numbers[row] < Double.POSITIVE_INFINITY)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> numbers[row]))
        .limit(UNUSUAL)
        .toList();
  }

  /** The same rows. */
  List<Example<?>> examples() {
    return lowest().stream().<Example<?>>map(facts.examples()::get).toList();
  }

  /**
   * The section.
   *
   * @param text what the rows are
   * @param note what the columns are
   */
  Section section(String text, String note, List<Column> columns) {
    List<Column> all = new ArrayList<>();
    all.add(column("row", facts::rowNumber));
    all.add(column(name, row -> Facts.number(numbers[row])));
    all.addAll(columns);
    return new Section(
        "The most unusual rows",
        text
            + (facts.isFresh()
                ? ""
                : " The model has learned from them, so that it finds them more usual than it would"
                    + " as new rows."),
        new DataTable(note, all.stream().map(Column::header).toList(), lines(all)));
  }

  private static List<List<String>> lines(List<Column> columns) {
    return IntStream.range(0, columns.get(0).cells().size())
        .mapToObj(i -> columns.stream().map(column -> column.cells().get(i)).toList())
        .toList();
  }

  /** A column of what is said of each row. */
  Column column(String header, IntFunction<String> ofRow) {
    return new Column(header, lowest().stream().map(ofRow::apply).toList());
  }

  /**
   * A column of the parts that speak most against each row.
   *
   * @param parts of each row, the most unusual first
   */
  static Column why(Stream<List<Contribution>> parts) {
    return new Column("why", parts.map(UnusualSection::why).toList());
  }

  private static String why(List<Contribution> parts) {
    return parts.stream()
        .filter(part -> part.deviation() < 0)
        .limit(REASONS)
        .map(part -> Facts.name(part.name()) + "\u00a0" + Facts.number(part.deviation()))
        .collect(Collectors.joining("\n"));
  }
}
