package org.lateo.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.report.page.ImageGrid;
import org.lateo.report.page.ImageGrid.ImageRow;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.ScatterChart;
import org.lateo.report.page.ScatterChart.Group;
import org.lateo.report.page.Section;
import org.lateo.tables.ImageSize;

/**
 * The part of a report that shows rows beside rows that a model has drawn.
 *
 * @param drawn {@code [drawn, columns]}; may be none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DrawnSection(Facts facts, double[][] drawn) {
  /** Beyond these columns no pair is looked for. */
  private static final int MOST_COLUMNS = 100;

  private static final int ACROSS = 12;

  /** Nothing without rows of either kind, or of a single column. */
  Optional<Section> section() {
    if (facts.size() == 0 || drawn.length == 0 || facts.features().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(facts.images().map(this::images).orElseGet(this::pair));
  }

  private Section images(ImageSize size) {
    int count = Math.min(ACROSS, Math.min(facts.size(), drawn.length));
    double[][] shown = facts.values(count);
    return new Section(
        "Rows, and rows drawn from the model",
        "The more of the drawn images could pass for real, the better the model has learned.",
        new ImageGrid(
            "The first rows, and as many that are in no file.",
            size.height(),
            size.width(),
            List.of(
                ImageRow.of("rows", count, i -> shown[i]),
                ImageRow.of("drawn", count, i -> drawn[i]))));
  }

  /** By the two columns that go together most. */
  private Section pair() {
    double[][] shown = facts.values(drawn.length);
    int[] pair = mostCorrelated(shown);
    return new Section(
        "Rows, and rows drawn from the model",
        "Each dot is a row, by the two columns whose correlation is strongest.",
        new ScatterChart(
            "If the model fits, both lie in the same places, as densely.",
            Facts.name(facts.features().get(pair[0])),
            Facts.name(facts.features().get(pair[1])),
            List.of(
                new Group("rows", points(shown, pair)), new Group("drawn", points(drawn, pair)))));
  }

  private static List<Point> points(double[][] rows, int... pair) {
    return Arrays.stream(rows).map(row -> new Point(row[pair[0]], row[pair[1]])).toList();
  }

  private static int[] mostCorrelated(double[]... rows) {
    double[][] columns = new double[Math.min(MOST_COLUMNS, rows[0].length)][];
    Arrays.setAll(columns, c -> standardised(rows, c));
    int[] most = {0, 1};
    double strongest = 0;
    for (int a = 0; a < columns.length; a++) {
      for (int b = a + 1; b < columns.length; b++) {
        double found = Math.abs(product(columns[a], columns[b]));
        if (found > strongest) {
          strongest = found;
          most = new int[] {a, b};
        }
      }
    }
    return most;
  }

  /** A column of mean 0 and length 1, or of zeros if it does not vary. */
  private static double[] standardised(double[][] rows, int column) {
    double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElse(0);
    double[] centred = Arrays.stream(rows).mapToDouble(row -> row[column] - mean).toArray();
    double length = Math.sqrt(product(centred, centred));
    return Arrays.stream(centred).map(x -> length > 0 ? x / length : 0).toArray();
  }

  private static double product(double[] a, double... b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
