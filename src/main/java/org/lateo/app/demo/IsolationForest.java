package org.lateo.app.demo;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a detector is compared with: trees that split rows at random until each stands alone. An
 * unusual row stands alone after few splits.
 *
 * <p>See:
 *
 * <pre>
 * Liu FT, Ting KM, Zhou Z-H.
 * "Isolation Forest"
 * ICDM 2008.
 * </pre>
 *
 * <p>With the paper's numbers of trees and of rows for each, which are scikit-learn's defaults too.
 */
final class IsolationForest {
  private static final int TREES = 100;
  private static final int ROWS_A_TREE = 256;
  private static final double EULER = 0.5772156649015329;

  private final List<Node> trees;

  /**
   * A split of rows by a column, or a leaf.
   *
   * @param low the rows below the split; null in a leaf
   * @param size how many rows a leaf has
   */
  private record Node(int column, double split, Node low, Node high, int size) {}

  private IsolationForest(List<Node> trees) {
    this.trees = trees;
  }

  /**
   * Grows trees.
   *
   * @param rows at least two, {@code [rows][columns]}
   */
  static IsolationForest of(double[][] rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new IsolationForest(Stream.generate(() -> tree(rows, random)).limit(TREES).toList());
  }

  private static Node tree(double[][] rows, SplittableRandom random) {
    int size = Math.min(ROWS_A_TREE, rows.length);
    double[][] some = rows.clone();
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i, some.length);
      double[] row = some[other];
      some[other] = some[i];
      some[i] = row;
    }
    int deepest = (int) Math.ceil(Math.log(size) / Math.log(2));
    return grown(Arrays.copyOf(some, size), deepest, random);
  }

  private static Node grown(double[][] rows, int depth, SplittableRandom random) {
    int[] columns = depth == 0 || rows.length < 2 ? new int[0] : varying(rows);
    if (columns.length == 0) {
      return new Node(0, 0, null, null, rows.length);
    }
    int column = columns[random.nextInt(columns.length)];
    double low = Arrays.stream(rows).mapToDouble(row -> row[column]).min().orElseThrow();
    double high = Arrays.stream(rows).mapToDouble(row -> row[column]).max().orElseThrow();
    double split = random.nextDouble(low, high);
    return new Node(
        column,
        split,
        grown(part(rows, column, split, true), depth - 1, random),
        grown(part(rows, column, split, false), depth - 1, random),
        rows.length);
  }

  private static int[] varying(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .filter(c -> Arrays.stream(rows).anyMatch(row -> row[c] != rows[0][c]))
        .toArray();
  }

  private static double[][] part(double[][] rows, int column, double split, boolean below) {
    return Arrays.stream(rows)
        .filter(row -> (row[column] <= split) == below)
        .toArray(double[][]::new);
  }

  /** How unusual a row is: less its mean depth, so that higher is more unusual. */
  double unusualness(double[] row) {
    return -trees.stream().mapToDouble(tree -> depth(tree, row)).average().orElseThrow();
  }

  private static double depth(Node tree, double[] row) {
    Node node = tree;
    int depth = 0;
    for (; node.low() != null; depth++) {
      node = row[node.column()] <= node.split() ? node.low() : node.high();
    }
    return depth + further(node.size());
  }

  /** The mean depth of a tree of so many rows, which a leaf would have grown to. */
  private static double further(int rows) {
    return switch (rows) {
      case 0, 1 -> 0;
      case 2 -> 1;
      default -> 2 * (Math.log(rows - 1.0) + EULER) - 2 * (rows - 1.0) / rows;
    };
  }
}
