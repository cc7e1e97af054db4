package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.tables.TableProvenance;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/**
 * What rows have that a member is trained on. No other row has a say in it: else a row that
 * calibrates would be known by its own values, as no fresh row is.
 *
 * <p>The rows of a {@linkplain org.lateo.tables.Table file with named columns} have every column,
 * though examples leave out zeros: a column that is 0 in each of them is a constant one.
 *
 * @param features that at least one of the rows has
 * @param closed whether the rows are those of a table: each has every feature, but for those that
 *     may be missing and for {@code field@value}, of which it has one of many. Then a feature that
 *     none has is another column, not an unseen value
 */
record Domain(ImmutableFeatureMap features, boolean closed) {
  /**
   * The domain of some rows.
   *
   * @param mayMiss whether a feature of that name may be missing
   * @throws IllegalArgumentException if features are hashed and some rows lack some
   */
  static Domain of(Dataset<?> examples, int[] rows, Predicate<String> mayMiss) {
    ImmutableFeatureMap all = examples.getFeatureIDMap();
    boolean[] expected = expected(all, mayMiss);
    boolean table = isTable(examples);
    boolean[] seen = table ? expected.clone() : new boolean[all.size()];
    int fewest = Integer.MAX_VALUE;
    for (int row : rows) {
      fewest = Math.min(fewest, see(examples.getExample(row), all, expected, seen));
    }
    int columns = 0;
    for (int c = 0; c < seen.length; c++) {
      columns += seen[c] && expected[c] ? 1 : 0;
    }
    return new Domain(of(all, seen), table || fewest == columns);
  }

  private static boolean isTable(Dataset<?> examples) {
    return TableProvenance.ofRows(examples).filter(TableProvenance::hasColumns).isPresent();
  }

  /** Which features each row of a table has. */
  private static boolean[] expected(ImmutableFeatureMap all, Predicate<String> mayMiss) {
    List<String> names = ExampleTable.names(all);
    boolean[] expected = new boolean[names.size()];
    for (int c = 0; c < expected.length; c++) {
      String name = names.get(c);
      expected[c] = ColumnSummary.groupOf(name).isEmpty() && !mayMiss.test(name);
    }
    return expected;
  }

  /** Notes an example's features, and counts those that each row of a table has. */
  private static int see(
      Example<?> example, ImmutableFeatureMap all, boolean[] expected, boolean[] seen) {
    int count = 0;
    for (Feature feature : example) {
      int c = all.getID(feature.getName());
      if (c >= 0) {
        seen[c] = true;
        count += expected[c] ? 1 : 0;
      }
    }
    return count;
  }

  private static ImmutableFeatureMap of(ImmutableFeatureMap all, boolean[] seen) {
    List<VariableInfo> some = new ArrayList<>();
    for (int c = 0; c < seen.length; c++) {
      if (seen[c]) {
        some.add(all.get(c));
      }
    }
    if (some.size() == seen.length) {
      return all;
    }
    if (HashedDomain.is(all)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected rows to train on that have all of the %d hashed features, found %d: a"
                  + " detector takes some rows for new ones and leaves out what only these have,"
                  + " which it cannot do by hashed names; train it on the names themselves",
              seen.length, some.size()));
    }
    return new ImmutableFeatureMap(some);
  }
}
