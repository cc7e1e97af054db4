package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.lateo.graph.Stage;
import org.lateo.graph.Workers;
import org.lateo.math.BestBlas;
import org.lateo.math.BlasArray;
import org.lateo.train.TrainingStoppedException;

/**
 * The exact nearest neighbours of each row, by Euclidean distance; of equally distant rows the
 * first ones.
 *
 * <p>All pairs are compared by |a|² - 2ab + |b|² from matrix products of blocks of rows. Since
 * rounding may change the order of close candidates, the last choice is made by distances in
 * double.
 */
final class Neighbours {
  private static final int BLOCK = 256;
  private static final int WIDE_BLOCK = 2048;

  /** Blocks between two looks at whether to stop. */
  private static final int BLOCKS = 32;

  /** The largest squared length of a row, of which a few fit into a float. */
  private static final double LARGEST = 1e36;

  /** Candidates beyond the k needed, whose order rounding may have changed. */
  private static final int SPARE = 8;

  private final float[] rows;
  private final int columns;
  private final int count;
  private final int k;
  private final float[] squares;
  private final BlasArray copies;
  private final Queue<Block> idle = new ConcurrentLinkedQueue<>();
  private final int[] index;
  private final double[] distance;

  private Neighbours(float[] rows, int columns, int k) {
    this.rows = rows;
    this.columns = columns;
    this.count = rows.length / columns;
    this.k = k;
    this.squares = new float[count];
    this.copies = BestBlas.get().allocate(rows.length);
    copies.put(0, rows, 0, rows.length);
    for (int r = 0; r < count; r++) {
      double sum = 0;
      for (int c = r * columns; c < (r + 1) * columns; c++) {
        sum += (double) rows[c] * rows[c];
      }
      requireSquare(r, sum);
      squares[r] = (float) sum;
    }
    this.index = new int[count * k];
    this.distance = new double[count * k];
  }

  private static void requireSquare(int row, double square) {
    if (!(square <= LARGEST)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected rows whose squared length is at most %.0e, so that floats can hold distances,"
                  + " found %.1e in row %d (from 0); scale the features",
              LARGEST,
              square,
              row));
    }
  }

  /**
   * Finds the neighbours of each row.
   *
   * @param rows {@code [count, columns]}
   * @param k from 1 to count - 1
   * @param threads how many threads work; the result does not depend on it
   * @throws IllegalArgumentException if a row's length is above 1e18, naming the row
   * @throws TrainingStoppedException if the thread is interrupted
   */
  static Neighbours of(float[] rows, int columns, int k, int threads) {
    Neighbours neighbours = new Neighbours(rows, columns, k);
    try (Workers workers = new Workers(threads)) {
      for (int from = 0; from < neighbours.count; from += BLOCKS * BLOCK) {
        TrainingStoppedException.ifInterrupted("the search for neighbours", "no label is spread");
        workers.run(List.of(neighbours.stage(from)));
      }
    }
    return neighbours;
  }

  private Stage stage(int first) {
    List<Runnable> blocks = new ArrayList<>();
    for (int from = first; from < Math.min(count, first + BLOCKS * BLOCK); from += BLOCK) {
      int start = from;
      blocks.add(() -> search(start));
    }
    return new Stage(blocks);
  }

  /** The number of rows. */
  int count() {
    return count;
  }

  /** The number of neighbours of each. */
  int k() {
    return k;
  }

  /** Row {@code row}'s neighbour number {@code n}, the nearest being 0. */
  int of(int row, int n) {
    return index[row * k + n];
  }

  /** The distance between row {@code row} and its neighbour number {@code n}. */
  double distance(int row, int n) {
    return distance[row * k + n];
  }

  /** The arrays that a thread needs for its block of rows. */
  private static final class Block {
    final BlasArray products = BestBlas.get().allocate(BLOCK * WIDE_BLOCK);
    final float[] copy = new float[WIDE_BLOCK];
  }

  private void search(int from) {
    Block known = idle.poll();
    Block block = known == null ? new Block() : known;
    int height = Math.min(BLOCK, count - from);
    Nearest[] nearest = new Nearest[height];
    Arrays.setAll(nearest, i -> new Nearest(Math.min(count - 1, k + SPARE)));
    for (int start = 0; start < count; start += WIDE_BLOCK) {
      search(from, height, start, block, nearest);
    }
    for (int i = 0; i < height; i++) {
      keep(from + i, nearest[i]);
    }
    idle.add(block);
  }

  private void search(int from, int height, int start, Block block, Nearest[] nearest) {
    int width = Math.min(WIDE_BLOCK, count - start);
    BestBlas.get()
        .multiply(
            false,
            false,
            true,
            height,
            width,
            columns,
            copies,
            from * columns,
            columns,
            copies,
            start * columns,
            columns,
            block.products,
            0,
            width);
    for (int i = 0; i < height; i++) {
      block.products.get(i * width, block.copy, 0, width);
      for (int j = 0; j < width; j++) {
        if (start + j != from + i) {
          nearest[i].offer(squares[start + j] - 2 * block.copy[j], start + j);
        }
      }
    }
  }

  private void keep(int row, Nearest candidates) {
    int[] others = Arrays.copyOf(candidates.rows, candidates.size);
    Arrays.sort(
        others); // So that the stable sort below puts the first of equally distant rows first.
    double[] exact =
        Arrays.stream(others).mapToDouble(other -> squaredDistance(row, other)).toArray();
    Integer[] order = IntStream.range(0, others.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> exact[i]));
    for (int n = 0; n < k; n++) {
      index[row * k + n] = others[order[n]];
      distance[row * k + n] = Math.sqrt(exact[order[n]]);
    }
  }

  private double squaredDistance(int a, int b) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      double d = (double) rows[a * columns + c] - rows[b * columns + c];
      sum += d * d;
    }
    return sum;
  }

  /** The smallest of the values offered, ascending, with their rows. */
  private static final class Nearest {
    private final float[] values;
    private final int[] rows;
    private int size;

    Nearest(int capacity) {
      values = new float[capacity];
      rows = new int[capacity];
    }

    void offer(float value, int row) {
      if (size == values.length && !(value < values[size - 1])) {
        return;
      }
      int found = Arrays.binarySearch(values, 0, size, value);
      int at = found < 0 ? -1 - found : found;
      while (at < size && values[at] == value) {
        at++;
      }
      int moved = Math.min(size, values.length - 1) - at;
      System.arraycopy(values, at, values, at + 1, moved);
      System.arraycopy(rows, at, rows, at + 1, moved);
      values[at] = value;
      rows[at] = row;
      size = Math.min(size + 1, values.length);
    }
  }
}
