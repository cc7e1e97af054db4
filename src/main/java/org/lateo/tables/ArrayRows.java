package org.lateo.tables;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.data.LazyList;

/**
 * Rows of numbers in memory, NaN where there is a gap.
 *
 * @param rows {@code [rows][columns]}
 * @param names of the columns, each once
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ArrayRows(double[][] rows, List<String> names) {
  private static final Position PLACE = Position.of("array");

  /** Refuses with {@link TableException} what is no table of finite numbers. */
  ArrayRows {
    if (new HashSet<>(names).size() < names.size()) {
      throw PLACE.expected("different names of columns", names.toString());
    }
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != names.size()) {
        throw PLACE
            .row(r + 1)
            .expected(names.size() + " numbers", Integer.toString(rows[r].length));
      }
      for (double value : rows[r]) {
        if (Double.isInfinite(value)) {
          throw PLACE.row(r + 1).expected("finite numbers, or NaN for a gap", "" + value);
        }
      }
    }
  }

  /** x0 and so on, with as many digits as the last one has, so that they sort in their order. */
  static List<String> names(int columns) {
    int digits = Integer.toString(columns - 1).length();
    return IntStream.range(0, columns)
        .mapToObj(c -> String.format(Locale.ROOT, "x%0" + digits + "d", c))
        .toList();
  }

  /** The rows, in which every column with a gap may be missing. */
  Sheet sheet() {
    Set<String> fields = fields(gaps());
    return sheet(gaps(), name -> fields.contains(FeatureColumn.variable(name)));
  }

  /** The rows, in which some columns may be missing and others may have no gap. */
  Sheet sheet(Predicate<String> missing) {
    Set<String> gaps = gaps();
    List<String> others = gaps.stream().filter(missing.negate()).toList();
    if (!others.isEmpty()) {
      throw PLACE.expected("gaps in columns that may be missing", "gaps in " + Names.list(others));
    }
    return sheet(gaps, missing);
  }

  private static Set<String> fields(Set<String> columns) {
    return columns.stream()
        .map(FeatureColumn::variable)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Sheet sheet(Set<String> gaps, Predicate<String> missing) {
    Set<String> fields = fields(gaps);
    new FieldGaps(names, rows.length, (row, c) -> Double.isNaN(rows[row][c]))
        .requireWhole(fields, PLACE);
    boolean[] zerosCount = new boolean[names.size()];
    for (int c = 0; c < zerosCount.length; c++) {
      zerosCount[c] = missing.test(names.get(c));
    }
    List<SheetRow> all = new LazyList<>(rows.length, row -> row(row, zerosCount));
    return new Sheet(
        "array",
        digest(),
        names,
        all,
        false,
        Optional.empty(),
        Set.of(),
        List.of(),
        missing,
        Optional.empty(),
        Optional.empty(),
        "",
        List.copyOf(fields));
  }

  private SheetRow row(int index, boolean... zerosCount) {
    RowBuffer buffer = new RowBuffer(zerosCount.length);
    double[] row = rows[index];
    for (int c = 0; c < row.length; c++) {
      if (!Double.isNaN(row[c])) {
        buffer.add(names.get(c), row[c], zerosCount[c]);
      }
    }
    return buffer.take(index + 1, null);
  }

  private Set<String> gaps() {
    Set<String> gaps = new TreeSet<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      if (Arrays.stream(rows).anyMatch(row -> Double.isNaN(row[column]))) {
        gaps.add(names.get(c));
      }
    }
    return gaps;
  }

  /** SHA-256 of the numbers, row by row. */
  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (double[] row : rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * row.length);
        bytes.asDoubleBuffer().put(row);
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
