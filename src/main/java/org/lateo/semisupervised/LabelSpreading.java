package org.lateo.semisupervised;

import java.util.Arrays;
import org.lateo.train.TrainingStoppedException;

/**
 * Labels spread over a graph of rows: each row receives a share of its neighbours' values and keeps
 * the remaining share of its own label:
 *
 * <pre>
 * F = alpha S F + (1 - alpha) Y,   so that   F = (1 - alpha) (I - alpha S)^-1 Y
 * S = D^-1/2 W D^-1/2,   D the row sums of W
 * </pre>
 *
 * <p>where Y has a one for the class of each labelled row, or the row's weight. The paper iterates
 * the left equation, whose error shrinks by the factor alpha each time, 0.99 by default; conjugate
 * gradients, one class after another, need a tenth of the iterations.
 *
 * <p>See:
 *
 * <pre>
 * Zhou D, Bousquet O, Lal TN, Weston J, Schoelkopf B.
 * "Learning with Local and Global Consistency", section 2
 * NeurIPS 2004.
 * </pre>
 *
 * <p>The graph's edges join each row with its k nearest neighbours, and have weights e^(-d² / s
 * s'), where d is the distance of the two rows, and s and s' are the distances of each to its k-th
 * neighbour, so that labels spread alike in dense and sparse regions.
 *
 * <p>See:
 *
 * <pre>
 * Zelnik-Manor L, Perona P.
 * "Self-Tuning Spectral Clustering", section 2
 * NeurIPS 2005.
 * </pre>
 *
 * @param starts the first edge of each row, and the number of edges, {@code [rows + 1]}
 * @param ends the row at the end of each edge, {@code [edges]}
 * @param weights the weight of each edge, {@code [edges]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LabelSpreading(int[] starts, int[] ends, double[] weights) {
  private static final int MOST_ITERATIONS = 2_000;

  /** The norm of the residual, as a share of that of the labels, at which iteration ends. */
  private static final double TOLERANCE = 1e-12;

  /** The graph of rows and their neighbours. */
  static LabelSpreading over(Neighbours neighbours) {
    int count = neighbours.count();
    long[] pairs = pairs(neighbours);
    int[] starts = new int[count + 1];
    for (long pair : pairs) {
      starts[(int) (pair / count) + 1]++;
    }
    for (int r = 0; r < count; r++) {
      starts[r + 1] += starts[r];
    }
    int[] ends = Arrays.stream(pairs).mapToInt(pair -> (int) (pair % count)).toArray();
    double[] weights = new double[ends.length];
    LabelSpreading graph = new LabelSpreading(starts, ends, weights);
    graph.weigh(neighbours);
    graph.normalise();
    return graph;
  }

  /** Each edge in both directions, as row * count + row, ascending. */
  private static long[] pairs(Neighbours neighbours) {
    int count = neighbours.count();
    long[] pairs = new long[2 * count * neighbours.k()];
    int next = 0;
    for (int r = 0; r < count; r++) {
      for (int n = 0; n < neighbours.k(); n++) {
        long other = neighbours.of(r, n);
        pairs[next++] = (long) r * count + other;
        pairs[next++] = other * count + r;
      }
    }
    return Arrays.stream(pairs).sorted().distinct().toArray();
  }

  private void weigh(Neighbours neighbours) {
    for (int r = 0; r < neighbours.count(); r++) {
      for (int n = 0; n < neighbours.k(); n++) {
        int other = neighbours.of(r, n);
        double d = neighbours.distance(r, n);
        double scale = reach(neighbours, r) * reach(neighbours, other);
        double weight = d == 0 ? 1 : StrictMath.exp(-d * d / scale);
        weights[edge(r, other)] = weight;
        weights[edge(other, r)] = weight;
      }
    }
  }

  /** The distance of the last neighbour; above zero even if all neighbours equal the row. */
  private static double reach(Neighbours neighbours, int row) {
    return Math.max(neighbours.distance(row, neighbours.k() - 1), Float.MIN_NORMAL);
  }

  private int edge(int from, int to) {
    return Arrays.binarySearch(ends, starts[from], starts[from + 1], to);
  }

  private void normalise() {
    double[] roots = new double[starts.length - 1];
    for (int r = 0; r < roots.length; r++) {
      double sum = 0;
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        sum += weights[e];
      }
      roots[r] = Math.sqrt(Math.max(sum, Double.MIN_NORMAL));
    }
    for (int r = 0; r < roots.length; r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        weights[e] /= roots[r] * roots[ends[e]];
      }
    }
  }

  /** S, {@code [rows, rows]}, for tests. */
  double[][] matrix() {
    double[][] matrix = new double[starts.length - 1][starts.length - 1];
    for (int r = 0; r < matrix.length; r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        matrix[r][ends[e]] = weights[e];
      }
    }
    return matrix;
  }

  /**
   * How much of each class reaches each row.
   *
   * @param labels the class of each row, or -1, {@code [rows]}
   * @param labelWeights how much of its label a labelled row gives, 1 for usual ones, {@code
   *     [rows]}
   * @return {@code [rows][classes]}; all zero where no path leads to a labelled row
   * @throws TrainingStoppedException if the thread is interrupted
   */
  double[][] spread(int[] labels, double[] labelWeights, int classes, double alpha) {
    double[][] reached = new double[labels.length][classes];
    for (int c = 0; c < classes; c++) {
      double[] ofClass = new double[labels.length];
      for (int r = 0; r < labels.length; r++) {
        ofClass[r] = labels[r] == c ? (1 - alpha) * labelWeights[r] : 0;
      }
      solve(ofClass, alpha);
      for (int r = 0; r < labels.length; r++) {
        reached[r][c] = Math.max(0, ofClass[r]); // Rounding may leave -1e-20.
      }
    }
    return reached;
  }

  /** Replaces y by (I - alpha S)^-1 y, by conjugate gradients. */
  private void solve(double[] y, double alpha) {
    double[] residual = y.clone();
    double[] direction = y.clone();
    double[] moved = new double[y.length];
    Arrays.fill(y, 0);
    double squares = dot(residual, residual);
    double enough = squares * TOLERANCE * TOLERANCE;
    for (int i = 0; i < MOST_ITERATIONS && squares > enough; i++) {
      TrainingStoppedException.ifInterrupted("the spreading of labels", "no label is spread");
      minusNeighbours(direction, alpha, moved);
      double step = squares / dot(direction, moved);
      add(step, direction, y);
      add(-step, moved, residual);
      double before = squares;
      squares = dot(residual, residual);
      for (int r = 0; r < y.length; r++) {
        direction[r] = residual[r] + squares / before * direction[r];
      }
    }
  }

  /** Sets {@code into} to (I - alpha S) x. */
  private void minusNeighbours(double[] x, double alpha, double[] into) {
    for (int r = 0; r < x.length; r++) {
      double sum = 0;
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        sum += weights[e] * x[ends[e]];
      }
      into[r] = x[r] - alpha * sum;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int r = 0; r < a.length; r++) {
      sum += a[r] * b[r];
    }
    return sum;
  }

  private static void add(double factor, double[] x, double[] into) {
    for (int r = 0; r < x.length; r++) {
      into[r] += factor * x[r];
    }
  }
}
