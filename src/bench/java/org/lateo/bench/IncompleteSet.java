package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table of variables of several types, with published masks of entries to hide.
 *
 * @param types of the variables
 * @param values {@code [rows][variables]}, NaN where the data have none; categories from 1
 * @param masks by the share hidden in percent: cells to hide, {@code [rows][variables]} each
 */
@SuppressWarnings("ArrayRecordComponent") // Data, never compared.
record IncompleteSet(
    String name, List<Type> types, double[][] values, SortedMap<Integer, List<boolean[][]>> masks) {
  private static final Pattern MASK = Pattern.compile("Missing(\\d+)_\\d+\\.csv");

  /** How far an imputed value is from the true one. */
  enum Measure {
    NUMERIC,
    ORDINAL,
    CATEGORICAL
  }

  /** What a variable is. */
  enum Kind {
    REAL(Measure.NUMERIC),
    POS(Measure.NUMERIC),
    COUNT(Measure.NUMERIC),
    ORDINAL(Measure.ORDINAL),
    CAT(Measure.CATEGORICAL);

    private final Measure measure;

    Kind(Measure measure) {
      this.measure = measure;
    }

    Measure measure() {
      return measure;
    }

    boolean isNumeric() {
      return measure == Measure.NUMERIC;
    }
  }

  /**
   * A variable's type.
   *
   * @param classes how many values it has if they are categories
   */
  record Type(Kind kind, int classes) {}

  /** Reads an archive of data.csv, data_types.csv and masks of 1-based rows and columns. */
  static IncompleteSet read(Path archive) throws IOException {
    Map<String, String> files = TarFile.read(archive);
    double[][] values =
        lines(files.get("data.csv")).map(IncompleteSet::numbers).toArray(double[][]::new);
    List<Type> types = lines(files.get("data_types.csv")).skip(1).map(IncompleteSet::type).toList();
    SortedMap<Integer, List<boolean[][]>> masks = new TreeMap<>();
    files.forEach(
        (file, text) -> {
          Matcher mask = MASK.matcher(file);
          if (mask.matches()) {
            masks
                .computeIfAbsent(Integer.valueOf(mask.group(1)), level -> new ArrayList<>())
                .add(mask(text, values));
          }
        });
    String name = String.valueOf(archive.getFileName());
    return new IncompleteSet(name.replace(".tar.gz", ""), types, values, masks);
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static Type type(String line) {
    String[] cells = line.split(",", -1);
    Kind kind = Kind.valueOf(cells[0].toUpperCase(Locale.ROOT));
    return new Type(kind, cells[2].isBlank() ? 0 : Integer.parseInt(cells[2]));
  }

  private static boolean[][] mask(String text, double[][] values) {
    boolean[][] hidden = new boolean[values.length][values[0].length];
    lines(text)
        .map(IncompleteSet::numbers)
        .forEach(cell -> hidden[(int) cell[0] - 1][(int) cell[1] - 1] = true);
    return hidden;
  }

  /** The values with the entries of a mask taken out, {@code [rows][variables]}. */
  double[][] without(boolean[][] hidden) {
    double[][] left = new double[values.length][];
    for (int r = 0; r < left.length; r++) {
      left[r] = values[r].clone();
      for (int v = 0; v < left[r].length; v++) {
        left[r][v] = hidden[r][v] ? Double.NaN : left[r][v];
      }
    }
    return left;
  }
}
