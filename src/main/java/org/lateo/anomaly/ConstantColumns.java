package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lateo.graph.Node;
import org.lateo.graph.op.Below;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.rows.ExampleTable;
import org.tribuo.Dataset;
import org.tribuo.Feature;

/**
 * Columns in which all of a member's training rows are alike, so that they have no density. Another
 * value is one that no training row had, and adds what such a thing adds (see {@link
 * Member#unseen}), in full also beside exemplars, which have no unit for such a column and say
 * nothing of it. A value within a millionth of the rows' is theirs, since floats tell no more.
 *
 * @param values of the columns by name
 */
record ConstantColumns(SortedMap<String, Double> values) {
  private static final double TOLERANCE = 1e-6;

  /** Near zero: any number that a float holds in full is further away. */
  private static final double SMALLEST_UNIT = 1e-30;

  /** Refuses with {@link IllegalArgumentException} a value that is not finite. */
  ConstantColumns {
    values.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "Expected a finite value of the column " + name + ", found " + value);
          }
        });
  }

  /**
   * Those of a dataset.
   *
   * @param some the rows that are looked at, at least one
   */
  static ConstantColumns of(Dataset<?> rows, int... some) {
    List<String> names = ExampleTable.names(rows.getFeatureIDMap());
    double[] first = row(rows, some[0]);
    boolean[] varies = new boolean[first.length];
    for (int r : some) {
      double[] row = row(rows, r);
      for (int c = 0; c < row.length; c++) {
        varies[c] |= row[c] != first[c];
      }
    }
    SortedMap<String, Double> values = new TreeMap<>();
    for (int c = 0; c < first.length; c++) {
      if (!varies[c]) {
        values.put(names.get(c), first[c]);
      }
    }
    return new ConstantColumns(values);
  }

  private static double[] row(Dataset<?> rows, int number) {
    double[] row = new double[rows.getFeatureIDMap().size()];
    for (Feature feature : rows.getExample(number)) {
      int c = rows.getFeatureIDMap().getID(feature.getName());
      if (c >= 0) {
        row[c] += feature.getValue();
      }
    }
    return row;
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Their values in the order of their names, {@code [columns]}. */
  double[] inOrder() {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * What they add.
   *
   * @param rows raw values of the columns in the order of their names, {@code [batch, columns]}
   * @param unseen what each value adds that is another one
   */
  Node charges(Node rows, double unseen) {
    double[] units =
        Arrays.stream(inOrder())
            .map(v -> Math.max(SMALLEST_UNIT, TOLERANCE * Math.abs(v)))
            .toArray();
    Node apart = ScaleColumns.standardise(rows, inOrder(), units);
    Node same = new Below(new Product(apart, apart), 1);
    return ScaleColumns.of(same, -unseen, unseen);
  }
}
