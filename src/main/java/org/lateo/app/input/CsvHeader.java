package org.lateo.app.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.app.text.Printable;

/** The columns of a CSV file, and the rows read by them. */
final class CsvHeader {
  private static final int NO_RESPONSE = -1;
  private static final int MOST_LISTED = 100;
  private static final int MOST_CATEGORIES = 1000;
  private static final char FIELD_END = '@';
  private static final String EMPTY_CELL = "an empty cell";

  private final List<String> names;
  private final int response;
  private final Advice advice;

  /** Positions of the features, names ascending. */
  private final int[] features;

  /** Whether each column may be missing. */
  private final boolean[] missing;

  /** The categories found so far in each column of categories; null for other columns. */
  private final List<Set<String>> categories = new ArrayList<>();

  private CsvHeader(List<String> names, int response, DataOptions options) {
    this.names = names;
    this.response = response;
    this.advice = options.advice();
    this.missing = new boolean[names.size()];
    for (int i = 0; i < names.size(); i++) {
      boolean categorical = i != response && options.categorical().test(names.get(i));
      categories.add(categorical ? new TreeSet<>() : null);
      missing[i] = options.missing().test(categorical ? feature(i, "") : names.get(i));
    }
    this.features =
        IntStream.range(0, names.size())
            .filter(i -> i != response && options.known().test(names.get(i)))
            .boxed()
            .sorted(Comparator.comparing(names::get))
            .mapToInt(i -> i)
            .toArray();
  }

  static CsvHeader of(String[] cells, DataOptions options, Position position) {
    if (cells.length == 0) {
      throw position.expected("a header naming the columns", "an empty file");
    }
    if (Arrays.stream(cells).allMatch(CsvHeader::isNumber)) {
      throw position.expected("a header naming the columns", "numbers in the first line");
    }
    List<String> names = checked(cells, position);
    int response = options.response().map(r -> find(r, names, position)).orElse(NO_RESPONSE);
    return new CsvHeader(names, response, options);
  }

  private static boolean isNumber(String cell) {
    return cell.strip().matches("[+-]?(\\d++\\.?+\\d*+|\\.\\d++)([eE][+-]?\\d++)?");
  }

  private static List<String> checked(String[] cells, Position position) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.strip();
      if (name.isEmpty()) {
        throw position.expected("a name for column " + (names.size() + 1), "none in the header");
      }
      if (!seen.add(name)) {
        throw position.expected(
            "different column names", Printable.quoted(name) + " twice in the header");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static int find(String response, List<String> names, Position position) {
    int index = names.indexOf(response);
    if (index < 0) {
      throw position.expected(
          "a column " + Printable.quoted(response), Listing.of(names, MOST_LISTED));
    }
    return index;
  }

  private String feature(int column, String category) {
    return names.get(column) + FIELD_END + category;
  }

  /** Names of the features in the order of the file, with the categories that the rows had. */
  List<String> features() {
    return IntStream.of(features)
        .sorted()
        .boxed()
        .flatMap(
            i ->
                categories.get(i) == null
                    ? Stream.of(names.get(i))
                    : categories.get(i).stream().map(category -> feature(i, category)))
        .toList();
  }

  /** Names of the columns that hold categories. */
  Set<String> fields() {
    return IntStream.range(0, names.size())
        .filter(i -> categories.get(i) != null)
        .mapToObj(names::get)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names of the columns that are neither features nor the response. */
  List<String> ignored() {
    Set<Integer> read = IntStream.of(features).boxed().collect(Collectors.toSet());
    return IntStream.range(0, names.size())
        .filter(i -> i != response && !read.contains(i))
        .mapToObj(names::get)
        .toList();
  }

  SheetRow row(String[] cells, RowBuffer buffer, Position position) {
    if (cells.length != names.size()) {
      throw position.expected(names.size() + " cells, as in the header", cells.length + "");
    }
    for (int i : features) {
      String name = names.get(i);
      if (!missing[i] || !cells[i].isBlank()) {
        add(i, cells[i], buffer, position.column(name));
      }
    }
    return buffer.take(response == NO_RESPONSE ? null : cells[response].strip());
  }

  private void add(int column, String cell, RowBuffer buffer, Position position) {
    if (categories.get(column) == null) {
      buffer.add(names.get(column), number(cell, position), missing[column]);
    } else {
      buffer.add(feature(column, category(column, cell.strip(), position)), 1, false);
    }
  }

  private String category(int column, String cell, Position position) {
    if (cell.isEmpty()) {
      throw position.expected("a category", EMPTY_CELL + advice.forEmptyCells());
    }
    Set<String> known = categories.get(column);
    if (known.add(cell) && known.size() > MOST_CATEGORIES) {
      throw position.expected("at most " + MOST_CATEGORIES + " categories", "more");
    }
    return cell;
  }

  private double number(String cell, Position position) {
    if (cell.isBlank()) {
      throw position.expected("a number", EMPTY_CELL + advice.forEmptyCells());
    }
    String words = advice.forWords(Printable.name(position.column()), response != NO_RESPONSE);
    return Numbers.parse(cell, "a number" + words, position);
  }
}
