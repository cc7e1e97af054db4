package org.lateo.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * The mean of values that have some of the columns each, {@code [rows, columns]}: where one lacks a
 * column it counts as zero there. Added up in double.
 */
public final class ScatterMean extends Node {
  private final List<int[]> places;

  private ScatterMean(List<int[]> places, int columns, Node... parts) {
    super(parts[0].rows(), columns, parts);
    this.places = places.stream().map(int[]::clone).toList();
    for (int k = 0; k < parts.length; k++) {
      int[] of = this.places.get(k);
      if (of.length != parts[k].columns()
          || !parts[k].rows().equals(rows())
          || Arrays.stream(of).anyMatch(c -> c < 0 || c >= columns)
          || Arrays.stream(of).distinct().count() < of.length) {
        throw new IllegalArgumentException(
            String.format(
                "Expected for each column of %s one of %d columns, found %s",
                parts[k], columns, Arrays.toString(of)));
      }
    }
  }

  /**
   * The mean of parts; a single one that has all columns in order stays itself.
   *
   * @param places for each part, the column that each of its columns becomes
   * @param columns how many there are in all
   */
  public static Node of(List<int[]> places, int columns, List<Node> parts) {
    boolean single = parts.size() == 1 && SelectColumns.isAll(places.get(0), columns);
    return single ? parts.get(0) : new ScatterMean(places, columns, parts.toArray(Node[]::new));
  }

  @Override
  protected void forward(Values w, Tile t) {
    double[] sums = new double[columns()];
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < places.size(); k++) {
        add(w.values(input(k)), r, places.get(k), sums);
      }
      float[] y = w.values(this);
      for (int c = 0; c < sums.length; c++) {
        y[r * sums.length + c] = (float) (sums[c] / places.size());
      }
    }
  }

  private static void add(float[] x, int row, int[] to, double[] sums) {
    for (int c = 0; c < to.length; c++) {
      sums[to[c]] += x[row * to.length + c];
    }
  }

  @Override
  protected int workPerRow() {
    return places.stream().mapToInt(of -> of.length).sum();
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(k));
    int[] from = places.get(k);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * from.length + c] += dy[r * columns() + from[c]] / places.size();
      }
    }
  }

  /** Columns are gathered, the missing ones from a column of zeros. */
  @Override
  protected String emit(Emitter e) {
    String sum = spread(e, 0);
    for (int k = 1; k < places.size(); k++) {
      sum = e.op("Add", sum, spread(e, k));
    }
    String share = e.constant(new float[] {1f / places.size()});
    return places.size() == 1 ? sum : e.op("Mul", sum, share);
  }

  private String spread(Emitter e, int k) {
    String part = e.of(input(k));
    int[] to = places.get(k);
    if (SelectColumns.isAll(to, columns())) {
      return part;
    }
    long[] from = new long[columns()];
    Arrays.fill(from, to.length);
    for (int c = 0; c < to.length; c++) {
      from[to[c]] = c;
    }
    String zero = e.constant(new float[] {0f});
    String padded = e.op("Pad", part, e.integers(0, 0, 0, 1), zero);
    return e.op("Gather", Map.of("axis", 1L), padded, e.integers(from));
  }
}
