package org.lateo.app.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The columns of a CSV file, and the rows read by them. */
final class CsvHeader {
  private static final int NO_RESPONSE = -1;
  private static final int MOST_LISTED = 100;

  private final List<String> names;
  private final int response;

  /** Positions of the features, names ascending. */
  private final int[] features;

  /** Whether each column may be missing. */
  private final boolean[] missing;

  private CsvHeader(List<String> names, int response, Predicate<String> missing) {
    this.names = names;
    this.response = response;
    this.missing = new boolean[names.size()];
    IntStream.range(0, names.size()).forEach(i -> this.missing[i] = missing.test(names.get(i)));
    this.features =
        IntStream.range(0, names.size())
            .filter(i -> i != response)
            .boxed()
            .sorted(Comparator.comparing(names::get))
            .mapToInt(i -> i)
            .toArray();
  }

  static CsvHeader of(String[] cells, DataOptions options, Place place) {
    if (cells.length == 0) {
      throw place.expected("a header naming the columns", "an empty file");
    }
    if (Arrays.stream(cells).allMatch(CsvHeader::isNumber)) {
      throw place.expected("a header naming the columns", "numbers in the first line");
    }
    List<String> names = checked(cells, place);
    int response = options.response().map(r -> find(r, names, place)).orElse(NO_RESPONSE);
    return new CsvHeader(names, response, options.missing());
  }

  private static boolean isNumber(String cell) {
    return cell.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }

  private static List<String> checked(String[] cells, Place place) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.strip();
      if (name.isEmpty()) {
        throw place.expected("a name for column " + (names.size() + 1), "none in the header");
      }
      if (!seen.add(name)) {
        throw place.expected("different column names", "'" + name + "' twice in the header");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static int find(String response, List<String> names, Place place) {
    int index = names.indexOf(response);
    if (index < 0) {
      throw place.expected("a column '" + response + "'", Listing.of(names, MOST_LISTED));
    }
    return index;
  }

  /** Names of the features, in the order of the file. */
  List<String> features() {
    List<String> features = new ArrayList<>(names);
    if (response != NO_RESPONSE) {
      features.remove(response);
    }
    return List.copyOf(features);
  }

  SheetRow row(String[] cells, RowBuffer buffer, Place place) {
    if (cells.length != names.size()) {
      throw place.expected(names.size() + " cells, as in the header", cells.length + "");
    }
    for (int i : features) {
      String name = names.get(i);
      if (!missing[i] || !cells[i].isBlank()) {
        buffer.add(name, number(cells[i], place.column(name)), missing[i]);
      }
    }
    return buffer.take(response == NO_RESPONSE ? null : cells[response].strip());
  }

  private double number(String cell, Place place) {
    if (cell.isBlank()) {
      throw place.expected(
          "a number", "an empty cell; train with --missing for columns where values are missing");
    }
    return Numbers.parse(cell, expected(place.column()), place);
  }

  private String expected(String column) {
    return response == NO_RESPONSE
        ? "a number (--response " + column + ", if this column is the output)"
        : "a number";
  }
}
