package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;

/**
 * One program on the same numbers in the engine and in its {@link DoubleTwin}. What is
 * differentiated is the sum of the root's elements, each with a random weight.
 */
public final class TwinCheck {
  /** Differences of doubles: rounding 1e-16 / h and curvature h² are both below 1e-9. */
  private static final double H = 1e-6;

  /**
   * Sigmoid and tanh are specified in absolute error, 4e-7, and so are derivatives that are made
   * from them: where they saturate, a relative error would ask for more.
   */
  private static final double FLOOR = 1e-6;

  /** The name of an input with NaN in three cells of ten. */
  static final String WITH_GAPS = "gaps";

  /** Up to so many parameters, each is moved by itself; else some, and all in random directions. */
  private static final int FEW = 120;

  private static final int COORDINATES = 5;
  private static final int DIRECTIONS = 2;

  private final Program program;
  private final Node root;
  private final ParameterLayout layout;
  private final Parameters parameters;
  private final Workspace w;
  private final DoubleTwin twin;
  private final int examples;
  private final float[] weights;
  private final double weightsNorm;
  private final IdentityHashMap<Node, float[]> sources = new IdentityHashMap<>();

  /**
   * @param root what is differentiated
   * @param values the flat buffer
   * @param capacity at least {@code examples}
   */
  public TwinCheck(Node root, ParameterLayout layout, float[] values, int examples, int capacity) {
    this.program = new Program(root);
    this.root = root;
    this.layout = layout;
    this.parameters = new Parameters(layout, values, BestBlas.get());
    this.w = new Workspace(program, parameters, capacity, true);
    this.twin = new DoubleTwin(program, examples);
    this.examples = examples;
    w.setExamples(examples);
    RandomStream random = RandomStream.of(2, "root's weights");
    this.weights = new float[w.rows(root) * root.columns()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.gaussian(i);
    }
    this.weightsNorm = Math.sqrt(sumOfSquares(weights));
    program.nodes().forEach(this::fillLeaf);
  }

  private static double sumOfSquares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private void fillLeaf(Node node) {
    if (node instanceof Parameter p) {
      for (int i = 0; i < p.size(); i++) {
        twin.values(p)[i] = parameters.values()[layout.offset(p) + i];
      }
    } else if (node.inputs().isEmpty()
        && !(node instanceof Constant || node instanceof FixedGaussian)) {
      RandomStream random = RandomStream.of(program.nodes().indexOf(node), "leaf");
      float[] drawn = new float[w.rows(node) * node.columns()];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (float) (node instanceof Noise ? random.gaussian(i) : random.uniform(i));
        if (node.isSparse() && random.uniform(i + (long) drawn.length) < 0.7) {
          drawn[i] = 0;
        }
        if (node instanceof Input in && in.name().equals(WITH_GAPS)) {
          drawn[i] = random.uniform(i + (long) drawn.length) < 0.3 ? Float.NaN : drawn[i];
        }
      }
      setLeaf(node, drawn);
    }
  }

  /** Sets an input or noise, {@code [rows, columns]}; otherwise it is drawn. */
  public void setLeaf(Node leaf, float[] rows) {
    sources.put(leaf, rows);
    int columns = leaf.columns();
    w.setSource(leaf, (r, into, at) -> System.arraycopy(rows, r * columns, into, at, columns));
    for (int i = 0; i < rows.length; i++) {
      twin.values(leaf)[i] = rows[i];
    }
  }

  /** Runs the engine both ways and returns the flat gradient. */
  public float[] run(Workers workers) {
    return run(workers::run);
  }

  private float[] run(Consumer<List<Stage>> runner) {
    for (Parameter p : layout.parameters()) {
      // What an earlier run or nobody has written must not be added to.
      int offset = layout.offset(p);
      Arrays.fill(w.gradient(), offset, offset + p.size(), program.uses(p) == null ? 0 : Float.NaN);
    }
    runner.accept(w.forward());
    System.arraycopy(weights, 0, w.gradient(root), 0, weights.length);
    runner.accept(w.backward());
    return w.gradient().clone();
  }

  /** The values of a node after a run, {@code [rows, columns]}. */
  public float[] values(Node node) {
    if (!node.isSparse()) {
      return Arrays.copyOf(w.values(node), w.rows(node) * node.columns());
    }
    float[] dense = new float[w.rows(node) * node.columns()];
    w.nonZeros(node).scatter(0, w.rows(node), dense);
    return dense;
  }

  /**
   * Each node's values, from the engine's own values of its inputs, within {@code tolerance} times
   * one plus the largest.
   */
  public void assertForward(Workers workers, double tolerance) {
    run(workers);
    for (Node node : program.nodes()) {
      if (!(node instanceof Parameter)) {
        twin.compute(node);
        assertForward(node, twin.values(node), tolerance);
      }
    }
  }

  /** Compares one node, and leaves the engine's values in the twin for the nodes that follow. */
  private void assertForward(Node node, double[] expected, double tolerance) {
    DoubleStream sizes = Arrays.stream(expected).filter(Double::isFinite).map(Math::abs);
    double bound = tolerance * (1 + sizes.max().orElse(0));
    float[] found = values(node);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= bound)) {
        assertEquals(expected[i], found[i], bound, describe(node) + " at " + i);
      }
      expected[i] = found[i];
    }
  }

  /** The gradient within 1e-4 of its norm. */
  public void assertGradient(Workers workers) {
    float[] gradient = run(workers);
    List<Parameter> used =
        layout.parameters().stream().filter(p -> twin.values(p) != null).toList();
    int size = used.stream().mapToInt(Parameter::size).sum();
    double[] found = new double[size];
    double[][] at = new double[size][];
    int[] index = new int[size];
    int next = 0;
    for (Parameter p : used) {
      for (int i = 0; i < p.size(); i++, next++) {
        found[next] = gradient[layout.offset(p) + i];
        at[next] = twin.values(p);
        index[next] = i;
      }
    }
    if (size <= FEW) {
      compareEach(found, at, index, 1);
    } else {
      compareEach(found, at, index, size / COORDINATES);
      compareDirections(found, at, index);
    }
    assertGapsStayZero(gradient);
  }

  /** Moves every {@code step}-th number, and the last. */
  private void compareEach(double[] found, double[][] at, int[] index, int step) {
    double error = 0;
    double norm = 0;
    for (int i = found.length - 1; i >= 0; i -= step) {
      double[] direction = new double[found.length];
      direction[i] = 1;
      double expected = derivative(direction, at, index);
      error += (found[i] - expected) * (found[i] - expected);
      norm += expected * expected;
    }
    assertClose(Math.sqrt(error), Math.sqrt(norm));
  }

  private void compareDirections(double[] found, double[][] at, int[] index) {
    double norm = Math.sqrt(Arrays.stream(found).map(g -> g * g).sum());
    for (int d = 0; d < DIRECTIONS; d++) {
      RandomStream random = RandomStream.of(d, "direction");
      double[] direction = new double[found.length];
      double along = 0;
      for (int i = 0; i < found.length; i++) {
        direction[i] = random.gaussian(i);
        along += direction[i] * found[i];
      }
      assertClose(Math.abs(along - derivative(direction, at, index)), norm);
    }
  }

  private void assertClose(double error, double norm) {
    assertTrue(
        error <= 1e-4 * norm + FLOOR * weightsNorm,
        () -> "Gradient off by " + error + " of " + norm + " in " + describe(root));
  }

  private double derivative(double[] direction, double[][] at, int[] index) {
    double above = moved(H, direction, at, index);
    double below = moved(-H, direction, at, index);
    return (above - below) / (2 * H);
  }

  private double moved(double h, double[] direction, double[][] at, int[] index) {
    double[] before = new double[direction.length];
    for (int i = 0; i < direction.length; i++) {
      before[i] = at[i][index[i]];
      at[i][index[i]] += h * direction[i];
    }
    twin.run();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * twin.values(root)[i];
    }
    for (int i = 0; i < direction.length; i++) {
      at[i][index[i]] = before[i];
    }
    return sum;
  }

  private void assertGapsStayZero(float[] gradient) {
    float[] gaps = gradient.clone();
    for (Parameter p : layout.parameters()) {
      Arrays.fill(gaps, layout.offset(p), layout.offset(p) + p.size(), 0f);
    }
    assertArrayEquals(new float[gaps.length], gaps);
  }

  /** The bits of the root's values and of all gradients. */
  public int[] bits(Workers workers) {
    return bits(workers::run);
  }

  private int[] bits(Consumer<List<Stage>> runner) {
    float[] gradient = run(runner);
    float[] value = values(root);
    int[] bits = new int[gradient.length + value.length];
    for (int i = 0; i < bits.length; i++) {
      float x = i < value.length ? value[i] : gradient[i - value.length];
      bits[i] = Float.floatToRawIntBits(x);
    }
    return bits;
  }

  /**
   * The gradients stay the same bits if each parameter is lost as soon as its own is there, from
   * the first to the last or the other way round: training moves parameters at that time.
   */
  public void assertParametersMayMove() {
    int[] expected = bits(Workers::runAlone);
    float[] values = parameters.values().clone();
    List<Consumer<List<Stage>>> runners = List.of(Workers::runAlone, TwinCheck::runReversed);
    for (Consumer<List<Stage>> runner : runners) {
      w.setSink(this::lose);
      assertArrayEquals(expected, bits(runner), toString());
      w.setSink((from, to) -> {});
      System.arraycopy(values, 0, parameters.values(), 0, values.length);
      parameters.upload(0, values.length);
    }
  }

  private void lose(int from, int to) {
    Arrays.fill(parameters.values(), from, to, Float.NaN);
    parameters.upload(from, to);
  }

  private static void runReversed(List<Stage> stages) {
    for (Stage stage : stages) {
      for (int i = stage.tasks().size() - 1; i >= 0; i--) {
        stage.tasks().get(i).run();
      }
    }
  }

  @Override
  public String toString() {
    return describe(root);
  }

  private String describe(Node node) {
    return node + " for " + examples + " examples, inputs " + node.inputs();
  }
}
