package org.lateo.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.likelihood.ColumnSummary;

/** How the cells of a column become features, see {@link ColumnType}. */
final class FeatureColumn {
  private static final char FIELD_END = '@';
  private static final String HOUR = ".hour";
  private static final String WEEKDAY = ".weekday";

  private final int column;
  private final String name;
  private final ColumnType type;

  /** The feature of each word, for clocks that of its day of the week. */
  private final String[] categories;

  /** The days since 1970 of words that are dates. */
  private final double[] days;

  private final String numberName;
  private boolean keepsZeros;

  private FeatureColumn(
      int column, Column read, String[] categories, double[] days, String numberName) {
    this.column = column;
    this.name = read.name();
    this.type = read.type();
    this.categories = categories;
    this.days = days;
    this.numberName = numberName;
  }

  /**
   * The features of a column.
   *
   * @param column its place in the file
   */
  static FeatureColumn of(int column, Column read, ColumnScan scan) {
    return switch (read.type()) {
      case CATEGORY -> {
        String[] names =
            words(scan).map(word -> read.name() + FIELD_END + word).toArray(String[]::new);
        yield new FeatureColumn(column, read, names, null, "");
      }
      case DATE -> new FeatureColumn(column, read, new String[0], days(read, scan), read.name());
      case CLOCK -> {
        double[] days = days(read, scan);
        String[] weekdays =
            DoubleStream.of(days)
                .mapToObj(day -> read.name() + WEEKDAY + FIELD_END + DatePattern.weekday(day))
                .toArray(String[]::new);
        boolean hours = new DatePattern(read.pattern()).hasTime();
        yield new FeatureColumn(column, read, weekdays, days, hours ? read.name() + HOUR : "");
      }
      default -> new FeatureColumn(column, read, new String[0], null, read.name());
    };
  }

  /** The words of a column; none if no cell was read, or if numbers are categories by a model. */
  private static Stream<String> words(ColumnScan scan) {
    return scan.hasWords() ? scan.words().stream() : Stream.empty();
  }

  private static double[] days(Column read, ColumnScan scan) {
    DatePattern pattern = new DatePattern(read.pattern());
    double[] days = words(scan).mapToDouble(pattern::days).toArray();
    for (int i = 0; i < days.length; i++) {
      if (Double.isNaN(days[i])) {
        throw scan.firstOf(i).expected("a date " + pattern, Names.quoted(scan.words().get(i)));
      }
    }
    return days;
  }

  int column() {
    return column;
  }

  String name() {
    return name;
  }

  /** The features, those of categories ascending. */
  List<String> features() {
    Stream<String> number = numberName.isEmpty() ? Stream.empty() : Stream.of(numberName);
    return Stream.concat(number, Stream.of(categories).distinct().sorted()).toList();
  }

  /** The field of features {@code field@value}, if there are such. */
  Optional<String> field() {
    return switch (type) {
      case CATEGORY -> Optional.of(name);
      case CLOCK -> Optional.of(name + WEEKDAY);
      default -> Optional.empty();
    };
  }

  /** The names of what may be missing: features, but fields in place of their values. */
  List<String> variables() {
    Stream<String> number = numberName.isEmpty() ? Stream.empty() : Stream.of(numberName);
    return Stream.concat(number, field().stream()).toList();
  }

  /** A feature's name, or its field's. */
  static String variable(String feature) {
    return ColumnSummary.groupOf(feature).orElse(feature);
  }

  /**
   * Refuses columns whose features would have the same name, such as a column {@code kind@red}
   * beside one of words {@code kind}, or {@code when.hour} beside a time {@code when}.
   */
  static void requireApart(List<FeatureColumn> columns, Position position) {
    Map<String, FeatureColumn> owners = new HashMap<>();
    for (FeatureColumn column : columns) {
      for (String variable : column.variables()) {
        column.requireOther(owners.put(variable, column), position);
      }
    }
    for (FeatureColumn column : columns) {
      column
          .fieldsAround()
          .forEach(field -> column.requireOther(ofField(owners.get(field), field), position));
    }
  }

  private void requireOther(FeatureColumn other, Position position) {
    if (other != null && other != this) {
      throw position.expected(
          "column names that cannot be taken for features of another column",
          Names.quoted(name) + " beside " + Names.quoted(other.name));
    }
  }

  /** What stands before each @ in the name. */
  private Stream<String> fieldsAround() {
    return IntStream.range(1, name.length())
        .filter(i -> name.charAt(i) == FIELD_END)
        .mapToObj(i -> name.substring(0, i));
  }

  private static FeatureColumn ofField(FeatureColumn owner, String field) {
    return owner != null && owner.field().filter(field::equals).isPresent() ? owner : null;
  }

  /** Whether gaps are allowed, by the names of features. */
  boolean mayMiss(Predicate<String> missing) {
    return field().map(field -> field + FIELD_END).filter(missing).isPresent()
        || (!numberName.isEmpty() && missing.test(numberName));
  }

  void keepZeros(Predicate<String> missing) {
    keepsZeros = !numberName.isEmpty() && missing.test(numberName);
  }

  /** Adds the features of a cell, none for a gap. */
  void add(double cell, RowBuffer to) {
    if (Double.isNaN(cell)) {
      return;
    }
    switch (type) {
      case CATEGORY -> to.add(categories[(int) cell], 1, false);
      case DATE -> to.add(numberName, days[(int) cell], keepsZeros);
      case CLOCK -> {
        if (!numberName.isEmpty()) {
          to.add(numberName, DatePattern.hour(days[(int) cell]), keepsZeros);
        }
        to.add(categories[(int) cell], 1, false);
      }
      default -> to.add(numberName, cell, keepsZeros);
    }
  }
}
