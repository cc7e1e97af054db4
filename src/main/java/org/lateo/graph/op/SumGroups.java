package org.lateo.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * The sums of columns by the group that each belongs to, added up in double: {@code [rows,
 * columns]} to {@code [rows, groups]}. A group of no column sums to zero.
 */
public final class SumGroups extends Node {
  private static final Map<String, Object> ALONG_COLUMNS = Map.of("axis", 1L);

  private final int[] group;

  private SumGroups(Node x, int[] group, int groups) {
    super(x.rows(), groups, x);
    this.group = group.clone();
    if (group.length != x.columns() || Arrays.stream(group).anyMatch(g -> g < 0 || g >= groups)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected for each column of %s one of %d groups, found %s",
              x, groups, Arrays.toString(group)));
    }
  }

  /**
   * Sums columns; x itself where each is a group of its own, in order.
   *
   * @param group of each column of x, from 0
   */
  public static Node of(Node x, int[] group, int groups) {
    return SelectColumns.isAll(group, groups) ? x : new SumGroups(x, group, groups);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    double[] sums = new double[columns()];
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(sums, 0);
      for (int c = 0; c < group.length; c++) {
        sums[group[c]] += x[r * group.length + c];
      }
      for (int g = 0; g < sums.length; g++) {
        y[r * sums.length + g] = (float) sums[g];
      }
    }
  }

  @Override
  protected int workPerRow() {
    return group.length;
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * group.length + c] += dy[r * columns() + group[c]];
      }
    }
  }

  /**
   * Columns are gathered, not multiplied by zeros and ones: minus infinity in one would be NaN in
   * all others. Groups of several are filled up with a column of zeros to the size of the widest.
   */
  @Override
  protected String emit(Emitter e) {
    List<int[]> columnsOf = columnsOfGroups();
    List<int[]> several = columnsOf.stream().filter(of -> of.length > 1).toList();
    String x = e.op("Pad", e.of(input(0)), e.integers(0, 0, 0, 1), e.constant(new float[] {0f}));
    if (!several.isEmpty()) {
      x = e.op("Concat", ALONG_COLUMNS, x, sums(e, x, several));
    }
    long[] from = new long[columns()];
    int next = group.length + 1;
    for (int g = 0; g < from.length; g++) {
      int[] of = columnsOf.get(g);
      from[g] = of.length > 1 ? next++ : of.length == 1 ? of[0] : group.length;
    }
    return e.op("Gather", ALONG_COLUMNS, x, e.integers(from));
  }

  private String sums(Emitter e, String padded, List<int[]> several) {
    int widest = several.stream().mapToInt(of -> of.length).max().orElseThrow();
    long[] columns = new long[several.size() * widest];
    Arrays.fill(columns, group.length);
    for (int g = 0; g < several.size(); g++) {
      for (int i = 0; i < several.get(g).length; i++) {
        columns[g * widest + i] = several.get(g)[i];
      }
    }
    String gathered = e.op("Gather", ALONG_COLUMNS, padded, e.integers(columns));
    String split = e.op("Reshape", gathered, e.integers(-1, several.size(), widest));
    return e.op("ReduceSum", Map.of("keepdims", 0L), split, e.integers(2));
  }

  private List<int[]> columnsOfGroups() {
    List<List<Integer>> columnsOf = new ArrayList<>();
    for (int g = 0; g < columns(); g++) {
      columnsOf.add(new ArrayList<>());
    }
    for (int c = 0; c < group.length; c++) {
      columnsOf.get(group[c]).add(c);
    }
    return columnsOf.stream().map(of -> of.stream().mapToInt(Integer::intValue).toArray()).toList();
  }
}
