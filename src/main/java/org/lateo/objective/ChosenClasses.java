package org.lateo.objective;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.DrawColumns;
import org.lateo.graph.op.PickColumns;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.StopGradient;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;

/**
 * The classes for which a bound is computed in each row: all classes, or the most probable ones and
 * one drawn from the others ({@link DrawColumns}).
 *
 * <p>If only some classes are chosen, the mean over classes is estimated without bias, in its value
 * and in its gradient; the estimate is exact if the classes left out have weight zero.
 *
 * @param numbers the numbers of the chosen classes, {@code [batch, count]}
 * @param importance what each chosen class counts in an estimate, {@code [batch, count]}; empty if
 *     every class is chosen
 */
record ChosenClasses(Node numbers, Optional<Node> importance) {
  /** Every class of every row. */
  static ChosenClasses all(int classes) {
    float[] numbers = new float[classes];
    for (int c = 0; c < classes; c++) {
      numbers[c] = c;
    }
    return new ChosenClasses(new Constant(Rows.BATCH, numbers), Optional.empty());
  }

  /**
   * The {@code count - 1} heaviest classes of each row, and one drawn from the others.
   *
   * @param weights {@code [batch, classes]}, each row summing to one
   * @param count 2 or more: other classes are compared with the heaviest one
   */
  static ChosenClasses some(Node weights, int count) {
    Node drawn = new DrawColumns(weights, new Noise("class", Rows.BATCH, 1), count);
    int[] first = IntStream.range(0, count).toArray();
    int[] last = IntStream.range(count, 2 * count).toArray();
    return new ChosenClasses(
        SelectColumns.of(drawn, first), Optional.of(SelectColumns.of(drawn, last)));
  }

  /** The number of chosen classes of a row. */
  int count() {
    return numbers.columns();
  }

  /** The chosen classes' columns of {@code [batch, classes]}, {@code [batch, count]}. */
  Node of(Node eachClass) {
    return importance.isPresent() ? new PickColumns(eachClass, numbers) : eachClass;
  }

  /**
   * The mean over all classes, {@code [batch, 1]}, or its estimate.
   *
   * <p>An estimate sums differences from the heaviest class's value. The estimate's value stays the
   * same, since the shares of a draw sum to one; the mean of the weights' gradient stays the same
   * too, since the weights sum to one, but its variance is smaller: where all classes have the same
   * value, no draw moves a weight.
   *
   * @param weights of all classes, {@code [batch, classes]}, each row summing to one
   * @param values of the chosen classes, {@code [batch, count]}
   */
  Node mean(Node weights, Node values) {
    if (importance.isEmpty()) {
      return SumColumns.of(new Product(weights, values));
    }
    Node shares = new Product(importance.get(), of(weights));
    Node heaviest = new StopGradient(SelectColumns.of(values, 0));
    Node above = Sum.subtract(values, RepeatColumns.of(heaviest, count()));
    return Sum.add(heaviest, SumColumns.of(new Product(shares, above)));
  }
}
