package org.lateo;

import java.util.ArrayList;
import java.util.List;
import org.lateo.data.DenseTableBuilder;
import org.lateo.data.Table;
import org.lateo.data.TableBuilder;
import org.lateo.likelihood.MissingColumns;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/** Turns Tribuo's examples of any output type into training rows. */
public final class ExampleTable {
  private ExampleTable() {}

  /**
   * Reads every example's features, in the column order of {@code features}.
   *
   * @param missing which columns' absent values are missing; if there are any, rows are dense
   * @throws IllegalArgumentException if there are no examples or no features, or if a value is not
   *     finite, naming feature and row, or if a weight is negative or not finite
   */
  public static Table of(
      Iterable<? extends Example<?>> examples,
      ImmutableFeatureMap features,
      MissingColumns missing) {
    return missing.isNone() ? of(examples, features) : withGaps(examples, features, missing);
  }

  private static Table withGaps(
      Iterable<? extends Example<?>> examples,
      ImmutableFeatureMap features,
      MissingColumns missing) {
    ExampleReader reader = new ExampleReader(features, missing);
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

  /** As above, absent values being zero. */
  public static Table of(Iterable<? extends Example<?>> examples, ImmutableFeatureMap features) {
    TableBuilder table = new TableBuilder(Math.max(1, features.size()));
    int row = 0;
    for (Example<?> example : examples) {
      add(example, row++, features, table);
    }
    requireRows(row, features);
    return table.build();
  }

  private static void add(
      Example<?> example, int row, ImmutableFeatureMap features, TableBuilder table) {
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      float value = column < 0 ? 0 : ExampleReader.finite(feature, row);
      if (value != 0) {
        table.add(column, value);
      }
    }
    table.endRow(weight(example, row));
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
    List<String> names = new ArrayList<>();
    for (int column = 0; column < features.size(); column++) {
      names.add(features.get(column).getName());
    }
    return names;
  }
}
