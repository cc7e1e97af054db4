package org.lateo.rows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.data.DenseTableBuilder;
import org.lateo.data.Table;
import org.lateo.data.TableBuilder;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/** Turns Tribuo's examples of any output type into training rows. */
public final class ExampleTable {
  private ExampleTable() {}

  /**
   * Reads every example's features minus an origin, in the column order of {@code features}.
   *
   * @param missing the columns whose absent values are missing; if there are any, rows are dense
   * @throws IllegalArgumentException if there are no examples or no features, or if a value is not
   *     finite, naming feature and row, or if a weight is negative or not finite
   */
  public static Table of(
      Iterable<? extends Example<?>> examples,
      ImmutableFeatureMap features,
      MissingColumns missing,
      Origin origin) {
    return missing.isNone()
        ? of(examples, features, origin)
        : withGaps(examples, features, missing, origin);
  }

  private static Table withGaps(
      Iterable<? extends Example<?>> examples,
      ImmutableFeatureMap features,
      MissingColumns missing,
      Origin origin) {
    ExampleReader reader = new ExampleReader(features, missing, origin);
    DenseTableBuilder table = new DenseTableBuilder(features.size());
    float[] values = new float[features.size()];
    int row = 0;
    for (Example<?> example : examples) {
      reader.fill(example, row, values, 0);
      table.add(values, weight(example, row++));
    }
    requireRows(row, features);
    return table.build();
  }

  private static void requireRows(int rows, ImmutableFeatureMap features) {
    if (rows == 0 || features.size() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a dataset with examples and features, found %d examples and %d features",
              rows, features.size()));
    }
  }

  /** As above, without missing columns and without origin. */
  public static Table of(Iterable<? extends Example<?>> examples, ImmutableFeatureMap features) {
    return of(examples, features, Origin.none(features.size()));
  }

  /** As above, without missing columns. */
  public static Table of(
      Iterable<? extends Example<?>> examples, ImmutableFeatureMap features, Origin origin) {
    TableBuilder table = new TableBuilder(Math.max(1, features.size()));
    int[] shifted = origin.columns();
    int row = 0;
    for (Example<?> example : examples) {
      double[] sums = new double[shifted.length];
      addUnshifted(example, row, features, shifted, sums, table);
      for (int i = 0; i < shifted.length; i++) {
        table.add(shifted[i], origin.off(sums[i], shifted[i]));
      }
      table.endRow(weight(example, row++));
    }
    requireRows(row, features);
    return table.build();
  }

  /**
   * Adds the non-zeros of the columns without an origin.
   *
   * @param shifted the columns with an origin, ascending
   * @param sums where the values of these columns are added up, {@code [shifted]}
   */
  private static void addUnshifted(
      Example<?> example,
      int row,
      ImmutableFeatureMap features,
      int[] shifted,
      double[] sums,
      TableBuilder table) {
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      float value = column < 0 ? 0 : FiniteRows.value(feature, row);
      int place = Arrays.binarySearch(shifted, column);
      if (place >= 0) {
        sums[place] += feature.getValue();
      } else if (value != 0) {
        table.add(column, value);
      }
    }
  }

  /**
   * The origin of columns that need one, see {@link OriginSearch#origin}. The examples are read
   * only if a column needs an origin.
   *
   * @param needed see {@link Origin#needed}
   */
  public static Origin origin(
      Iterable<? extends Example<?>> examples, ImmutableFeatureMap features, boolean... needed) {
    if (IntStream.range(0, needed.length).noneMatch(c -> needed[c])) {
      return Origin.none(needed.length);
    }
    OriginSearch search = new OriginSearch(needed);
    examples.forEach(example -> search.add(example, features));
    return search.origin();
  }

  private static float weight(Example<?> example, int row) {
    float weight = example.getWeight();
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Expected a finite weight of 0 or more, found " + weight + " in row " + row);
    }
    return weight;
  }

  /** The names of a feature map in column order. */
  public static List<String> names(ImmutableFeatureMap features) {
    return IntStream.range(0, features.size()).mapToObj(c -> features.get(c).getName()).toList();
  }
}
