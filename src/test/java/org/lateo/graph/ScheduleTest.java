package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Gelu;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.Tanh;
import org.lateo.latent.GaussianDivergence;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;

/** Whole expressions: what depends on what, however it is shared. */
final class ScheduleTest {
  private static final Initialiser SMALL =
      (into, offset, rows, columns, random) -> {
        for (int i = 0; i < rows * columns; i++) {
          into[offset + i] = (float) ((2 * random.uniform(i) - 1) / Math.sqrt(rows));
        }
      };

  /** An expression of random operations over random earlier ones; many share, some end unused. */
  private static final class RandomExpression {
    private final RandomStream random;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long draws;

    RandomExpression(long seed) {
      random = RandomStream.of(seed, "expression");
      nodes.add(new Input("x", 5));
      nodes.add(new Noise("noise", Rows.BATCH.times(3), 4));
    }

    Node root(int operations) {
      Node sum = affine(nodes.get(0), 4);
      for (int i = 0; i < operations; i++) {
        nodes.add(operation(below(8), nodes.get(below(nodes.size()))));
      }
      for (Node node : nodes.subList(nodes.size() - 5, nodes.size())) {
        Node once = node.rows().equals(Rows.BATCH) ? node : MeanRows.of(node, 3);
        sum = Sum.add(sum, new Tanh(affine(once, 4)));
      }
      return sum;
    }

    private Node operation(int kind, Node x) {
      return switch (kind) {
        case 0 -> new Tanh(x);
        case 1 -> new Sigmoid(x);
        case 2 -> Sum.subtract(x, new Softplus(x));
        case 3 -> new Gelu(new SoftBound(x, 3f));
        case 4 -> affine(x, 1 + below(6));
        case 5 -> Sum.add(x, new Tanh(affine(affine(x, 7), x.columns())));
        case 6 -> x.rows().equals(Rows.BATCH) ? RepeatRows.of(x, 3) : MeanRows.of(x, 3);
        default -> new Tanh(new GaussianLogDensity(x, new Tanh(x), new Sigmoid(x)));
      };
    }

    private Node affine(Node x, int out) {
      String name = "p" + parameters.size();
      Parameter weight = new Parameter(name + ".weight", x.columns(), out, SMALL);
      Parameter bias = new Parameter(name + ".bias", 1, out, SMALL);
      parameters.add(weight);
      parameters.add(bias);
      return new Affine(x, weight, bias);
    }

    private int below(int bound) {
      return random.below(bound, draws++);
    }
  }

  @Test
  void randomExpressionsAreTheirTwins() {
    List<TwinCheck> checks = new ArrayList<>();
    try (Workers alone = new Workers(1)) {
      for (int seed = 0; seed < 60; seed++) {
        RandomExpression expression = new RandomExpression(seed);
        Node root = expression.root(12);
        ParameterLayout layout = new ParameterLayout(expression.parameters);
        TwinCheck check = new TwinCheck(root, layout, layout.initialise(seed), 1 + seed % 9, 10);
        check.assertForward(alone, 1e-6);
        check.assertGradient(alone);
        checks.add(check);
      }
    }
    try (Workers team = new Workers(3);
        Workers alone = new Workers(1)) {
      for (TwinCheck check : checks) {
        assertArrayEquals(check.bits(alone), check.bits(team), check.toString());
      }
    }
  }

  @Test
  void sharedSubexpressionsAreComputedOnce() {
    Parameter p = new Parameter("p", 4, 3, SMALL);
    Node x = new Variable(p, Rows.BATCH);
    Node shared = new Tanh(x);
    Node left = new Sigmoid(shared);
    Node right = Sum.subtract(shared, left);
    Node root = Sum.add(new GaussianDivergence(left, right), Sum.add(shared, x));
    assertEquals(8, new Program(root).nodes().size());
    ParameterLayout layout = new ParameterLayout(List.of(p));
    TwinCheck check = new TwinCheck(root, layout, layout.initialise(1), 4, 4);
    try (Workers alone = new Workers(1)) {
      check.assertForward(alone, 1e-6);
      check.assertGradient(alone);
    }
  }

  /** Layers applied twice share their parameters, whose gradients add up. */
  @Test
  void parametersMayHaveSeveralUses() {
    Parameter weight = new Parameter("weight", 3, 3, SMALL);
    Parameter bias = new Parameter("bias", 1, 3, SMALL);
    Node once = new Tanh(new Affine(new Input("x", 3), weight, bias));
    Node twice = new Tanh(new Affine(once, weight, bias));
    Node root = Sum.add(twice, new Broadcast(bias, Rows.BATCH, 3));
    ParameterLayout layout = new ParameterLayout(List.of(weight, bias));
    TwinCheck check = new TwinCheck(root, layout, layout.initialise(1), 5, 5);
    try (Workers alone = new Workers(1)) {
      check.assertForward(alone, 1e-6);
      check.assertGradient(alone);
    }
  }

  /** Outputs beside the first are computed but not differentiated. */
  @Test
  void gradientsAreThoseOfTheFirstOutput() {
    Parameter p = new Parameter("p", 2, 3, SMALL);
    Parameter other = new Parameter("other", 2, 3, SMALL);
    Node first = new Tanh(new Variable(p, Rows.BATCH));
    Node second = new Sigmoid(Sum.add(first, new Variable(other, Rows.BATCH)));
    ParameterLayout layout = new ParameterLayout(List.of(p, other));
    Parameters parameters = new Parameters(layout, layout.initialise(1), BestBlas.get());
    Workspace w = new Workspace(new Program(first, second), parameters, 2, true);
    w.setExamples(2);
    Workers.runAlone(w.forward());
    Arrays.fill(w.gradient(first), 1f);
    Workers.runAlone(w.backward());
    for (int i = 0; i < 6; i++) {
      float y = w.values(first)[i];
      float shifted = y + parameters.values()[layout.offset(other) + i];
      assertEquals(1 / (1 + Math.exp(-shifted)), w.values(second)[i], 4e-7);
      assertEquals(1 - y * y, w.gradient()[layout.offset(p) + i], 1e-6);
      assertEquals(0f, w.gradient()[layout.offset(other) + i]);
    }
  }

  @Test
  void batchSizesMayChangeFromStepToStep() {
    RandomExpression expression = new RandomExpression(3);
    Node root = expression.root(12);
    ParameterLayout layout = new ParameterLayout(expression.parameters);
    float[] values = layout.initialise(3);
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    Program program = new Program(root);
    Workspace w = new Workspace(program, parameters, 9, true);
    program.nodes().stream()
        .filter(n -> n.inputs().isEmpty() && !(n instanceof Parameter))
        .forEach(n -> w.setSource(n, (r, into, at) -> Arrays.fill(into, at, at + n.columns(), r)));
    List<float[]> seen = new ArrayList<>();
    for (int examples : new int[] {9, 2, 9, 1, 2, 9}) {
      w.setExamples(examples);
      Workers.runAlone(w.forward());
      Arrays.fill(w.gradient(root), 1f);
      Workers.runAlone(w.backward());
      seen.add(w.gradient().clone());
    }
    assertArrayEquals(seen.get(0), seen.get(2));
    assertArrayEquals(seen.get(0), seen.get(5));
    assertArrayEquals(seen.get(1), seen.get(4));
  }

  @Test
  void refusesBatchesBeyondCapacity() {
    Parameter p = new Parameter("p", 2, 3, SMALL);
    ParameterLayout layout = new ParameterLayout(List.of(p));
    Node root = Sum.add(new Variable(p, Rows.BATCH), new Input("unfilled", 3));
    Workspace w = workspace(root, layout);
    assertRefused(() -> w.setExamples(0), "1 to 2 examples", "found 0");
    assertRefused(() -> w.setExamples(3), "1 to 2 examples", "found 3");
    w.setExamples(2);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Workers.runAlone(w.forward()));
    assertSays(thrown, "No source", "Input");
  }

  private static Workspace workspace(Node root, ParameterLayout layout) {
    Parameters parameters = new Parameters(layout, layout.initialise(1), BestBlas.get());
    return new Workspace(new Program(root), parameters, 2, true);
  }
}
