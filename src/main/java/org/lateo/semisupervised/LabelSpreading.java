package org.lateo.semisupervised;

import java.util.Arrays;

/**
 * Labels spread over a graph of rows: each row receives a share of its neighbours' values and keeps
 * the remaining share of its own label:
 *
 * <pre>
 * F = alpha S F + (1 - alpha) Y,   so that   F = (1 - alpha) (I - alpha S)^-1 Y
 * S = D^-1/2 W D^-1/2,   D the row sums of W
 * </pre>
 *
 * <p>where Y has a one for the class of each labelled row. The left equation is iterated, as in the
 * paper; its error shrinks by the factor alpha in each iteration.
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
  private static final int MOST_ITERATIONS = 20_000;

  /** Iteration ends when no value changes by more than this share of the largest value. */
  private static final double TOLERANCE = 1e-7;

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
   * @return {@code [rows][classes]}; all zero where no path leads to a labelled row
   */
  double[][] spread(int[] labels, int classes, double alpha) {
    double[][] now = new double[labels.length][classes];
    double[][] next = new double[labels.length][classes];
    double change = 1;
    double largest = 0;
    for (int i = 0; i < MOST_ITERATIONS && change > TOLERANCE * largest; i++) {
      change = 0;
      for (int r = 0; r < labels.length; r++) {
        step(r, labels[r], alpha, now, next[r]);
        for (int c = 0; c < classes; c++) {
          change = Math.max(change, Math.abs(next[r][c] - now[r][c]));
          largest = Math.max(largest, next[r][c]);
        }
      }
      double[][] swap = now;
      now = next;
      next = swap;
    }
    return now;
  }

  private void step(int row, int label, double alpha, double[][] from, double[] into) {
    Arrays.fill(into, 0);
    for (int e = starts[row]; e < starts[row + 1]; e++) {
      double[] other = from[ends[e]];
      double weight = alpha * weights[e];
      for (int c = 0; c < into.length; c++) {
        into[c] += weight * other[c];
      }
    }
    if (label >= 0) {
      into[label] += 1 - alpha;
    }
  }
}
