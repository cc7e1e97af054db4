package org.lateo.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.impl.ArrayExample;

/**
 * A model that takes rows in any form: as an example, as a list, a {@link org.tribuo.Dataset} or a
 * {@link org.tribuo.DataSource} of examples of any output type, or as arrays of numbers in the
 * order of the model's features.
 */
public interface TakesRows {
  /** The model's features, whose ids are the columns of arrays. */
  ImmutableFeatureMap getFeatureIDMap();

  /**
   * Examples of rows of numbers.
   *
   * @param rows {@code [rows, features]}, in the order of the features' ids, which is that of their
   *     names; NaN for a missing value, where the model takes such
   * @throws IllegalArgumentException if a row has another length, or NaN where no value may be
   *     missing
   */
  default List<Example<?>> examples(double[][] rows) {
    List<Example<?>> examples = new ArrayList<>(rows.length);
    for (int row = 0; row < rows.length; row++) {
      examples.add(example(rows[row], row));
    }
    return examples;
  }

  private Example<?> example(double[] values, int row) {
    ImmutableFeatureMap features = getFeatureIDMap();
    if (values.length != features.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected rows of %d numbers, one for each feature, found %d in row %d (from 0)",
              features.size(), values.length, row));
    }
    String[] names = new String[values.length];
    double[] known = new double[values.length];
    int count = 0;
    for (int c = 0; c < values.length; c++) {
      String name = features.get(c).getName();
      if (!Double.isNaN(values[c])) {
        names[count] = name;
        known[count++] = values[c];
      } else if (!(this instanceof TakesMissing takes && takes.mayMiss(name))) {
        throw new IllegalArgumentException(
            String.format(
                "Expected a number in row %d (from 0), feature %s, found NaN; features that may be"
                    + " missing are named in training",
                row, name));
      }
    }
    // All at once: an example looks for the place of each feature that is added by itself.
    return new ArrayExample<>(
        LatentCode.UNKNOWN, Arrays.copyOf(names, count), Arrays.copyOf(known, count));
  }

  /** The examples of a dataset, a data source or another collection, in its order. */
  static List<? extends Example<?>> list(Iterable<? extends Example<?>> examples) {
    List<Example<?>> list = new ArrayList<>();
    examples.forEach(list::add);
    return list;
  }
}
