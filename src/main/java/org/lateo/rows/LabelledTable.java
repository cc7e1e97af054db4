package org.lateo.rows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Table;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * The labelled rows of a dataset as a table.
 *
 * @param table raw values less the origin, with the rows' weights
 * @param columns what the values are like, {@code [columns]}
 * @param labels the class of each row, by its id in {@code outputs}, {@code [rows]}
 * @param origin what was subtracted from the values, {@code [columns]}
 * @param outputs the classes; some may have no row
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LabelledTable(
    Table table,
    List<ColumnSummary> columns,
    int[] labels,
    Origin origin,
    ImmutableOutputInfo<Label> outputs) {
  /**
   * Reads the labelled rows.
   *
   * @throws IllegalArgumentException if there are none, or a value is not finite
   */
  public static LabelledTable of(Dataset<Label> dataset) {
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
    return new LabelledTable(
        table,
        summaries(table, features),
        labelled.examples().stream()
            .map(Example::getOutput)
            .mapToInt(labelled.outputs()::getID)
            .toArray(),
        origin,
        labelled.outputs());
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

  /** The mean of each column, {@code [columns]}. */
  public double[] means() {
    return columns.stream().mapToDouble(ColumnSummary::mean).toArray();
  }

  /**
   * The weight of each row, with a mean of 1, {@code [rows]}.
   *
   * @throws IllegalArgumentException if all are 0
   */
  public double[] weights() {
    return ofMeanOne(IntStream.range(0, labels.length).mapToDouble(table::weight).toArray());
  }

  /**
   * Weights of labelled rows, divided by their mean, {@code [rows]}.
   *
   * @param weights {@code [rows]}
   * @throws IllegalArgumentException if all are 0
   */
  public static double[] ofMeanOne(double... weights) {
    double mean = Arrays.stream(weights).average().orElse(1);
    if (mean <= 0) {
      throw new IllegalArgumentException(
          "Expected labelled rows whose weights have a positive sum, found 0");
    }
    return Arrays.stream(weights).map(weight -> weight / mean).toArray();
  }
}
