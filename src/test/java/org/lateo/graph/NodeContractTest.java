package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Tanh;

/** What every {@link Node} promises, against its double twin; a new one is a line in NodeCase. */
final class NodeContractTest {
  /**
   * Of a node's largest value: the functions of FloatMath err by up to 6e-7, sums of 130 products
   * of ordinary size by less.
   */
  private static final double FORWARD = 1e-6;

  private static final int[] ROWS = {1, 2, 7, 100};
  private static final int[] COLUMNS = {1, 3, 17, 130};

  private static final Workers ALONE = new Workers(1);

  static Stream<NodeCase> cases() {
    return NodeCase.all();
  }

  @Test
  void noNodeIsForgotten() {
    Set<String> tested = cases().map(NodeCase::node).collect(Collectors.toCollection(TreeSet::new));
    // Every case reads parameters.
    tested.add("Parameter");
    assertEquals(simpleNames(), tested);
    Set<String> twins = new TreeSet<>(DoubleTwin.knownClasses());
    twins.remove("Variable");
    assertEquals(simpleNames(), twins);
  }

  private static Set<String> simpleNames() {
    return MainClasses.concrete(Node.class).stream()
        .map(name -> name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradientAreTheTwins(NodeCase c) {
    for (int rows : ROWS) {
      for (int columns : COLUMNS) {
        check(c, rows, columns, UnaryOperator.identity(), in -> c.build().apply(in));
      }
    }
  }

  /** More rows than a product takes at once, and columns that fall into four uneven slices. */
  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradientAreTheTwinsInManyTiles(NodeCase c) {
    check(c, 600, 2, UnaryOperator.identity(), in -> c.build().apply(in));
    check(c, 13, 702, UnaryOperator.identity(), in -> c.build().apply(in));
  }

  @Test
  void sameBitsAtAnyNumberOfThreads() {
    List<TwinCheck> checks = new ArrayList<>();
    for (NodeCase c : cases().toList()) {
      checks.add(twinCheck(c, 100, 100, 130, UnaryOperator.identity(), c.build()::apply));
      checks.add(twinCheck(c, 13, 13, 702, Tanh::new, in -> new Tanh(c.build().apply(in))));
      checks.add(twinCheck(c, 600, 600, 3, Tanh::new, in -> severalUses(c, in)));
    }
    List<int[]> expected = checks.stream().map(check -> check.bits(ALONE)).toList();
    for (int threads : new int[] {2, 3, 8}) {
      try (Workers team = new Workers(threads)) {
        for (int i = 0; i < checks.size(); i++) {
          assertArrayEquals(expected.get(i), checks.get(i).bits(team), checks.get(i).toString());
        }
      }
    }
  }

  /** Elementwise nodes before and after it share tiles with it, or must not. */
  @ParameterizedTest
  @MethodSource("cases")
  void followsAndIsFollowed(NodeCase c) {
    UnaryOperator<Node> before = x -> new SoftBound(new SoftBound(x, 20f), 15f);
    checkSome(c, before, in -> new Tanh(new Sigmoid(c.build().apply(in))));
  }

  /** Gradients of several uses add up, the first of which sets them. */
  @ParameterizedTest
  @MethodSource("cases")
  void inputsMayHaveSeveralUses(NodeCase c) {
    checkSome(c, UnaryOperator.identity(), in -> severalUses(c, in));
  }

  /** Where a matrix product reads the input too, its gradient is cut into slices of columns. */
  @ParameterizedTest
  @MethodSource("cases")
  void sharesItsInputWithAProduct(NodeCase c) {
    int width = c.inputs().apply(130).get(0).columns();
    Initialiser ones = Initialiser.constant(0.5f);
    Parameter weight = new Parameter("weight", width, 2, ones);
    Parameter bias = new Parameter("bias", 1, 2, ones);
    check(c, 20, 130, Tanh::new, in -> withProduct(c, in, weight, bias));
    check(c, 20, 130, UnaryOperator.identity(), in -> withProduct(c, in, weight, bias));
  }

  private static Node withProduct(NodeCase c, List<Node> in, Parameter weight, Parameter bias) {
    Node node = c.build().apply(in);
    Node x = in.get(0);
    return x instanceof Parameter || !x.rows().equals(node.rows())
        ? node
        : Sum.add(SumColumns.of(new Sigmoid(node)), SumColumns.of(new Affine(x, weight, bias)));
  }

  private static Node severalUses(NodeCase c, List<Node> in) {
    Node first = c.build().apply(in);
    Node second = c.build().apply(in);
    return Sum.subtract(Sum.add(new Sigmoid(first), second), new Tanh(first));
  }

  /** All inputs the same node, where they have one shape. */
  @ParameterizedTest
  @MethodSource("cases")
  void inputsMayBeTheSame(NodeCase c) {
    if (c.inputs().apply(3).stream().distinct().count() == 1) {
      checkSome(
          c,
          UnaryOperator.identity(),
          in -> c.build().apply(in.stream().map(x -> in.get(0)).toList()));
    }
  }

  /** A batch smaller than the workspace gives the bits of a workspace of its size. */
  @ParameterizedTest
  @MethodSource("cases")
  void smallerBatchesThanCapacity(NodeCase c) {
    for (int capacity : new int[] {8, 100}) {
      TwinCheck exact = twinCheck(c, 7, 7, 17, UnaryOperator.identity(), c.build()::apply);
      TwinCheck wide = twinCheck(c, 7, capacity, 17, UnaryOperator.identity(), c.build()::apply);
      assertArrayEquals(exact.run(ALONE), wide.run(ALONE));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parametersMayMoveAsSoonAsTheirGradientIsThere(NodeCase c) {
    twinCheck(c, 7, 7, 130, Tanh::new, in -> severalUses(c, in)).assertParametersMayMove();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysItsShape(NodeCase c) {
    Node node = c.build().apply(inputs(c, 2, 3, UnaryOperator.identity()));
    assertTrue(node.toString().contains("" + node.columns()), node.toString());
  }

  private interface Expression {
    Node of(List<Node> inputs);
  }

  private static void checkSome(NodeCase c, UnaryOperator<Node> before, Expression expression) {
    check(c, 1, 1, before, expression);
    check(c, 2, 17, before, expression);
    check(c, 70, 130, before, expression);
  }

  private static void check(
      NodeCase c, int rows, int columns, UnaryOperator<Node> before, Expression expression) {
    TwinCheck check = twinCheck(c, rows, rows, columns, before, expression);
    check.assertForward(ALONE, FORWARD);
    check.assertGradient(ALONE);
  }

  private static TwinCheck twinCheck(
      NodeCase c,
      int rows,
      int capacity,
      int columns,
      UnaryOperator<Node> before,
      Expression expression) {
    List<Node> inputs = inputs(c, rows, columns, before);
    List<Parameter> parameters = new ArrayList<>();
    for (Node node : new Program(expression.of(inputs)).nodes()) {
      if (node instanceof Parameter p) {
        parameters.add(p);
      }
    }
    ParameterLayout layout = new ParameterLayout(parameters);
    Node root = expression.of(inputs);
    return new TwinCheck(root, layout, layout.initialise(1), rows, capacity);
  }

  /** Parameters as they are, or as rows of the batch after {@code before}. */
  private static List<Node> inputs(
      NodeCase c, int examples, int columns, UnaryOperator<Node> before) {
    List<Node> inputs = new ArrayList<>();
    List<NodeCase.Operand> operands = c.inputs().apply(columns);
    for (Parameter p : c.parameters(examples, columns)) {
      boolean direct = operands.get(inputs.size()).fixedRows() > 0;
      Rows rows = Rows.BATCH.times(c.samples());
      inputs.add(direct ? p : before.apply(new Variable(p, rows)));
    }
    return inputs;
  }
}
