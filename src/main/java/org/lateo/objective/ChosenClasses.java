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
 * The classes of a row that something is computed for: all, or the most probable ones and one drawn
 * from the others, {@link DrawColumns}.
 *
 * <p>With some, a mean over classes is an estimate that is right on average, in its value and in
 * its gradient. It is the exact mean where the classes left out have no weight.
 */
final class ChosenClasses {
  private final Node numbers;
  private final Optional<Node> importance;

  private ChosenClasses(Node numbers, Optional<Node> importance) {
    this.numbers = numbers;
    this.importance = importance;
  }

  /** Every class of every row. */
  static ChosenClasses all(int classes) {
    float[] numbers = new float[classes];
    for (int c = 0; c < classes; c++) {
      numbers[c] = c;
    }
    return new ChosenClasses(new Constant(Rows.BATCH, numbers), Optional.empty());
  }

  /**
   * The {@code count - 1} heaviest classes of each row, and one of the others.
   *
   * @param weights {@code [batch, classes]}, summing to one
   * @param count 2 or more: the heaviest class is what others are compared with
   */
  static ChosenClasses some(Node weights, int count) {
    Node drawn = new DrawColumns(weights, new Noise("class", Rows.BATCH, 1), count);
    int[] first = IntStream.range(0, count).toArray();
    int[] last = IntStream.range(count, 2 * count).toArray();
    return new ChosenClasses(
        SelectColumns.of(drawn, first), Optional.of(SelectColumns.of(drawn, last)));
  }

  /** How many there are for a row. */
  int count() {
    return numbers.columns();
  }

  /** Their numbers, {@code [batch, count]}. */
  Node numbers() {
    return numbers;
  }

  /** Theirs of what each class of a row has, {@code [batch, classes]} to {@code [batch, count]}. */
  Node of(Node eachClass) {
    return importance.isPresent() ? new PickColumns(eachClass, numbers) : eachClass;
  }

  /**
   * The mean over all classes, {@code [batch, 1]}, or its estimate.
   *
   * <p>Estimated, the values are compared with the heaviest class's. Since the shares of a draw sum
   * to one, this changes no value; and since the weights do, it changes their gradient not on
   * average, but in its spread: where classes are alike, no draw moves a weight.
   *
   * @param weights of all classes, {@code [batch, classes]}, summing to one
   * @param values of these classes, {@code [batch, count]}
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
