package org.lateo.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * Puts the columns of several values into places of one, {@code [rows, columns]}: the opposite of
 * {@link SelectColumns}.
 */
public final class MergeColumns extends Node {
  private final List<int[]> places;

  private MergeColumns(List<int[]> places, Node... parts) {
    super(parts[0].rows(), count(places), parts);
    this.places = places.stream().map(int[]::clone).toList();
    int[] all = places.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    require(SelectColumns.isAll(all, columns()));
    require(places.size() == parts.length);
    for (int k = 0; k < parts.length; k++) {
      require(parts[k].columns() == places.get(k).length && parts[k].rows().equals(rows()));
    }
  }

  private static int count(List<int[]> places) {
    return places.stream().mapToInt(p -> p.length).sum();
  }

  private void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a place of its own for each column of %s, found %s",
              inputs(), places.stream().map(Arrays::toString).toList()));
    }
  }

  /**
   * Merges parts; a single one that is in order stays itself.
   *
   * @param places for each part, the column that each of its columns becomes
   */
  public static Node of(List<int[]> places, List<Node> parts) {
    boolean single = parts.size() == 1 && SelectColumns.isAll(places.get(0), count(places));
    return single ? parts.get(0) : new MergeColumns(places, parts.toArray(Node[]::new));
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] y = w.values(this);
    for (int k = 0; k < places.size(); k++) {
      float[] x = w.values(input(k));
      int[] to = places.get(k);
      for (int r = t.row(); r < t.rowEnd(); r++) {
        for (int c = 0; c < to.length; c++) {
          y[r * columns() + to[c]] = x[r * to.length + c];
        }
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(k));
    int[] from = places.get(k);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * from.length + c] += dy[r * columns() + from[c]];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    Node like = inputs().stream().filter(Node::variesByRow).findFirst().orElse(input(0));
    String[] parts =
        inputs().stream().map(part -> Broadcast.emit(e, part, like)).toArray(String[]::new);
    int[] order = new int[columns()];
    int next = 0;
    for (int[] part : places) {
      for (int place : part) {
        order[place] = next++;
      }
    }
    return SelectColumns.emit(e, e.op("Concat", Map.of("axis", 1L), parts), order);
  }
}
