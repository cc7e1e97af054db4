package org.lateo.logistic;

import java.util.stream.IntStream;
import org.lateo.data.Table;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Origin;
import org.lateo.rows.LabelledTable;
import org.tribuo.Dataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * The labelled rows of a dataset.
 *
 * @param design raw values less the origin, about their means
 * @param deviations the standard deviation of each column, {@code [columns]}
 * @param labels the class of each row, by its place in {@code seen}, {@code [rows]}
 * @param weights of the rows, with a mean of 1, {@code [rows]}
 * @param seen the classes that have a row, by their ids in {@code outputs}, ascending
 * @param density the share of values that are not zero, or 1 if more than half are not
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LogisticRows(
    SparseDesign design,
    double[] deviations,
    int[] labels,
    double[] weights,
    int[] seen,
    Origin origin,
    double density,
    ImmutableOutputInfo<Label> outputs) {
  /**
   * Reads the labelled rows.
   *
   * @throws IllegalArgumentException if there are none, or a value is not finite
   */
  static LogisticRows of(Dataset<Label> dataset) {
    LabelledTable rows = LabelledTable.of(dataset);
    int[] seen = IntStream.of(rows.labels()).distinct().sorted().toArray();
    int[] places = new int[rows.outputs().size()];
    IntStream.range(0, seen.length).forEach(i -> places[seen[i]] = i);
    return new LogisticRows(
        design(rows.table(), rows.means()),
        rows.columns().stream().mapToDouble(LogisticRows::deviation).toArray(),
        IntStream.of(rows.labels()).map(id -> places[id]).toArray(),
        rows.weights(),
        seen,
        rows.origin(),
        rows.table().density(),
        rows.outputs());
  }

  /** Zero where a column is constant up to rounding. */
  private static double deviation(ColumnSummary column) {
    double deviation = Math.sqrt(column.variance());
    double size = Math.max(Math.abs(column.min()), Math.abs(column.max()));
    return deviation > 1e-6 * size && deviation > Float.MIN_NORMAL ? deviation : 0;
  }

  private static SparseDesign design(Table table, double... means) {
    NonZeros values = new NonZeros(table.columns());
    for (int row = 0; row < table.rows(); row++) {
      table.fill(row, values);
      values.endRow();
    }
    return new SparseDesign(
        IntStream.rangeClosed(0, table.rows()).map(values::start).toArray(),
        values.columns(),
        values.values(),
        means);
  }

  /** Some of the rows. */
  LogisticRows of(int... rows) {
    return new LogisticRows(
        design.of(rows),
        deviations,
        IntStream.of(rows).map(r -> labels[r]).toArray(),
        IntStream.of(rows).mapToDouble(r -> weights[r]).toArray(),
        seen,
        origin,
        density,
        outputs);
  }
}
