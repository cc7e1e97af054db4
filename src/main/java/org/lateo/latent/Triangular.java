package org.lateo.latent;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * A function of a lower triangular matrix T for each row, given by two inputs: twice the logarithm
 * of its diagonal, {@code [rows, latent]}, and what is below, {@code [rows, latent (latent - 1) /
 * 2]}, row after row:
 *
 * <pre>
 * 0
 * 1 2
 * 3 4 5
 * </pre>
 */
abstract class Triangular extends Node {
  /** The position of the logarithm of the squared diagonal among the inputs. */
  static final int LOG_SQUARE = 0;

  /** The position of what is below the diagonal among the inputs. */
  static final int BELOW = 1;

  /** The position of the vectors among the inputs, {@code [rows, latent]}, if there are any. */
  static final int X = 2;

  /** Refuses shapes that do not fit. */
  Triangular(Node logSquare, Node below, Node... others) {
    super(logSquare.rows(), logSquare.columns(), concat(logSquare, below, others));
    for (Node input : inputs()) {
      int expected = input == below ? below(columns()) : columns();
      if (!input.rows().equals(rows()) || input.columns() != expected) {
        throw new IllegalArgumentException(
            "Expected triangular matrices of " + columns() + " rows, found " + inputs());
      }
    }
  }

  private static Node[] concat(Node first, Node second, Node... others) {
    return Stream.concat(Stream.of(first, second), Stream.of(others)).toArray(Node[]::new);
  }

  /** How many numbers are below the diagonal. */
  static int below(int latent) {
    return latent * (latent - 1) / 2;
  }

  /**
   * Adds a row's gradient of input {@code k} to {@code into}, all of it.
   *
   * @param row of the batch
   * @param into as many zeros as the input has columns, and {@code latent} more to work with
   */
  abstract void addRowGradient(Values w, int k, int row, float[] into);

  @Override
  protected final void addGradient(Values w, int k, Tile t) {
    int width = input(k).columns();
    float[] row = w.scratch(width + columns());
    float[] d = w.gradient(input(k));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(row, 0, width, 0f);
      addRowGradient(w, k, r, row);
      for (int c = t.column(); c < t.columnEnd(); c++) {
        d[r * width + c] += row[c];
      }
    }
  }

  @Override
  protected final int workPerRow() {
    return columns() * columns();
  }

  /** The position of row {@code i}'s first number below the diagonal, of a row of the batch. */
  final int at(int row, int i) {
    return row * below(columns()) + below(i);
  }

  /** The diagonal's element {@code i}, of a row of the batch. */
  final float diagonal(Values w, int row, int i) {
    return FloatMath.exp(0.5f * w.values(input(LOG_SQUARE))[row * columns() + i]);
  }

  /** Writes the matrices, {@code [rows, latent, latent]}, and returns their name. */
  final String emitMatrix(Emitter e) {
    int n = columns();
    String half = e.op("Mul", e.of(input(LOG_SQUARE)), e.constant(new float[] {0.5f}));
    Map<String, Object> side = Map.of("axis", 1L);
    String numbers = e.op("Concat", side, e.op("Exp", half), e.of(input(BELOW)));
    long[] from = new long[n * n];
    float[] mask = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        from[i * n + j] = i == j ? i : n + below(i) + j;
        mask[i * n + j] = 1f;
      }
    }
    String square = e.op("Gather", side, numbers, e.integers(from));
    String masked = e.op("Mul", square, e.constant(mask, 1, (long) n * n));
    return e.op("Reshape", masked, e.integers(-1, n, n));
  }
}
