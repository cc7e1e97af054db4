package org.lateo.logistic;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Table;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.LabelledRows;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

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
    LabelledRows<Label> labelled = labelled(dataset);
    ImmutableFeatureMap features = dataset.getFeatureIDMap();
    Table near = ExampleTable.of(labelled.examples(), features);
    Origin origin =
        ExampleTable.origin(
            labelled.examples(),
            features,
            Origin.needed(summaries(near, features), new Gaussian()));
    Table table =
        origin.isNone()
            ? near
            : ExampleTable.of(
                labelled.examples(), features, MissingColumns.none(features.size()), origin);
    return of(table, summaries(table, features), labelled, origin);
  }

  /** The dataset's rows themselves if each has a label, as an inner trainer is given them. */
  private static LabelledRows<Label> labelled(Dataset<Label> dataset) {
    ImmutableOutputInfo<Label> domain = dataset.getOutputIDInfo();
    boolean each =
        dataset.getData().stream().allMatch(example -> domain.getID(example.getOutput()) >= 0);
    return each && dataset.size() > 0 && !domain.getDomain().contains(LabelFactory.UNKNOWN_LABEL)
        ? new LabelledRows<>(dataset.getData(), domain)
        : LabelledRows.of(dataset);
  }

  private static List<ColumnSummary> summaries(Table table, ImmutableFeatureMap features) {
    int[] all = IntStream.range(0, table.rows()).toArray();
    return ColumnSummaries.of(table, ExampleTable.names(features), all);
  }

  private static LogisticRows of(
      Table table, List<ColumnSummary> columns, LabelledRows<Label> rows, Origin origin) {
    int[] ids =
        rows.examples().stream().map(Example::getOutput).mapToInt(rows.outputs()::getID).toArray();
    int[] seen = IntStream.of(ids).distinct().sorted().toArray();
    int[] places = new int[rows.outputs().size()];
    IntStream.range(0, seen.length).forEach(i -> places[seen[i]] = i);
    double mean = IntStream.range(0, ids.length).mapToDouble(table::weight).average().orElse(1);
    return new LogisticRows(
        design(table, columns.stream().mapToDouble(ColumnSummary::mean).toArray()),
        columns.stream().mapToDouble(LogisticRows::deviation).toArray(),
        IntStream.of(ids).map(id -> places[id]).toArray(),
        IntStream.range(0, ids.length).mapToDouble(r -> table.weight(r) / mean).toArray(),
        seen,
        origin,
        table.density(),
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
