package org.lateo.density;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.SelectColumns;
import org.lateo.math.RandomStream;

/** The columns in another order; volumes stay. */
public final class Permutation implements Bijection {
  private final int[] order;
  private final int[] back;

  /**
   * @param order for each column of what comes out, the column that it was; each once
   * @throws IllegalArgumentException if a column is missing or there twice
   */
  public Permutation(int... order) {
    this.order = order.clone();
    this.back = new int[order.length];
    boolean[] seen = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      if (order[i] < 0 || order[i] >= order.length || seen[order[i]]) {
        throw new IllegalArgumentException(
            String.format(
                "Expected each of %d columns once, found %d at %d", order.length, order[i], i));
      }
      seen[order[i]] = true;
      back[order[i]] = i;
    }
  }

  /** The columns backwards. */
  public static Permutation reversed(int columns) {
    return new Permutation(IntStream.range(0, columns).map(i -> columns - 1 - i).toArray());
  }

  /** A random order. */
  public static Permutation random(int columns, RandomStream random) {
    return new Permutation(random.permutation(columns));
  }

  /** The way back, as a permutation. */
  public Permutation inverted() {
    return new Permutation(back);
  }

  /** Moves the columns of any value of this many columns, {@code [rows, columns]}. */
  public Node apply(Node x) {
    return SelectColumns.of(x, order);
  }

  @Override
  public Moved forward(Node x) {
    return new Moved(apply(x), new Constant(x.rows(), 0f));
  }

  @Override
  public Optional<Moved> byColumn(Node x, Node before) {
    return Optional.of(new Moved(apply(x), apply(before)));
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    return Optional.of(inverted().forward(y));
  }
}
