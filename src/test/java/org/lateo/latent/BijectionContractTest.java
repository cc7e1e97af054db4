package org.lateo.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import acme.AffineCoupling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Sample;
import org.lateo.density.ActNorm;
import org.lateo.density.AffineTransformer;
import org.lateo.density.Autoregressive;
import org.lateo.density.Bijection;
import org.lateo.density.Chain;
import org.lateo.density.ConditionalAutoregressive;
import org.lateo.density.Coupling;
import org.lateo.density.LULinear;
import org.lateo.density.Permutation;
import org.lateo.density.SplineTransformer;
import org.lateo.density.Transformer;
import org.lateo.graph.DoubleTwin;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Program;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;

/**
 * Every {@link Bijection}: its volume change is that of the map it is, and the way back leads back.
 */
final class BijectionContractTest {
  private static final int LATENT = 4;
  private static final int WIDTH = 3;
  private static final double H = 1e-6;

  /** What doubles tell of the way back. */
  enum Back {
    /** There is none: the posterior's flows. */
    NONE,
    /** The row itself. */
    TO_THE_ROW,
    /** A row that is moved to the same place: the map may be so flat that it is not told apart. */
    TO_THE_PLACE
  }

  /** Parameters of size 0.3, 1 and 5: near the identity, usual, and saturated. */
  record Case(Function<Node, Bijection> map, float size, Back back) {}

  static Stream<Case> cases() {
    return Stream.of(
            cases(Back.NONE, posteriorFlows(), 0.3f, 1f, 5f),
            cases(Back.TO_THE_ROW, smooth(), 0.3f, 1f, 5f),
            cases(Back.TO_THE_PLACE, steep(), 0.3f, 1f, 2f))
        .flatMap(Function.identity());
  }

  private static Stream<Case> cases(
      Back back, List<Function<Node, Bijection>> maps, Float... sizes) {
    return maps.stream().flatMap(map -> Stream.of(sizes).map(size -> new Case(map, size, back)));
  }

  private static List<Function<Node, Bijection>> posteriorFlows() {
    return List.of(
        PlanarFlow.of(0, WIDTH, LATENT, Initialiser.normal(1f))::given,
        AutoregressiveFlow.of(0, WIDTH, LATENT, 9, Initialiser.normal(1f))::given,
        AutoregressiveFlow.of(1, WIDTH, LATENT, 2, Initialiser.normal(1f))::given);
  }

  private static List<Function<Node, Bijection>> smooth() {
    return List.of(
        hidden -> new AffineCoupling("a", LATENT, 5, false),
        hidden -> new AffineCoupling("b", LATENT, 5, true),
        hidden -> new ActNorm("c", LATENT),
        hidden -> new Permutation(2, 0, 1, 3),
        hidden -> autoregressive("e", new AffineTransformer(), 7, 6),
        hidden -> coupling("f", new AffineTransformer(), 5));
  }

  /**
   * With larger parameters these are so steep and so flat that doubles do not tell the way back.
   */
  private static List<Function<Node, Bijection>> steep() {
    return List.of(
        hidden -> new LULinear("d", LATENT),
        hidden -> autoregressive("g", new SplineTransformer(8, 5), 2),
        hidden -> autoregressive("h", new SplineTransformer(3, 1)),
        hidden -> conditional().given(hidden),
        hidden -> coupling("i", new SplineTransformer(8, 5), 5, 4),
        hidden -> chain());
  }

  private static Autoregressive autoregressive(
      String name, Transformer transformer, Integer... hidden) {
    return new Autoregressive(
        name, LATENT, List.of(hidden), Activation.TANH, transformer, Initialiser.normal(1f));
  }

  private static ConditionalAutoregressive conditional() {
    return new ConditionalAutoregressive(
        "m",
        LATENT,
        WIDTH,
        List.of(7, 6),
        Activation.TANH,
        new SplineTransformer(4, 5),
        Initialiser.normal(1f));
  }

  private static Coupling coupling(String name, Transformer transformer, Integer... hidden) {
    int[] moved = {0, 3};
    return new Coupling(
        name, LATENT, moved, List.of(hidden), Activation.TANH, transformer, Initialiser.normal(1f));
  }

  private static Chain chain() {
    return new Chain(
        List.of(
            coupling("j", new SplineTransformer(4, 3), 5),
            Permutation.reversed(LATENT),
            autoregressive("k", new SplineTransformer(4, 3), 5),
            new ActNorm("l", LATENT)));
  }

  /** A flow for one row in double, with random parameters, at a random z. */
  private static final class Twin {
    private final Input z = new Input("z", LATENT);
    private final Input hidden = new Input("hidden", WIDTH);
    private final Bijection.Moved moved;
    private final DoubleTwin twin;

    Twin(Case c, long seed) {
      this.moved = c.map().apply(hidden).forward(z);
      Program program = new Program(moved.value(), moved.logDeterminant());
      this.twin = new DoubleTwin(program, 1);
      RandomStream random = RandomStream.of(seed, "twin");
      for (Node node : program.nodes()) {
        if (node.inputs().isEmpty()) {
          RandomStream own = random.at(program.nodes().indexOf(node));
          double size = node instanceof Parameter ? c.size() : 1;
          for (int i = 0; i < twin.values(node).length; i++) {
            twin.values(node)[i] = size * own.gaussian(i);
          }
        }
      }
      twin.run();
    }

    double logDeterminant() {
      return Arrays.stream(twin.values(moved.logDeterminant())).sum();
    }

    /** Element (i, j) is the derivative of the moved z_i by z_j. */
    RealMatrix jacobian() {
      RealMatrix jacobian = new Array2DRowRealMatrix(LATENT, LATENT);
      for (int j = 0; j < LATENT; j++) {
        double[] above = movedBy(j, H);
        double[] below = movedBy(j, -H);
        for (int i = 0; i < LATENT; i++) {
          jacobian.setEntry(i, j, (above[i] - below[i]) / (2 * H));
        }
      }
      return jacobian;
    }

    private double[] movedBy(int j, double h) {
      double before = twin.values(z)[j];
      twin.values(z)[j] += h;
      twin.run();
      double[] result = twin.values(moved.value()).clone();
      twin.values(z)[j] = before;
      twin.run();
      return result;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logDeterminantIsThatOfTheJacobian(Case c) {
    for (int seed = 0; seed < 50; seed++) {
      Twin twin = new Twin(c, seed);
      double determinant = new LUDecomposition(twin.jacobian()).getDeterminant();
      double expected = Math.exp(twin.logDeterminant());
      // Differences are good to 1e-9 of the entries, which are of the parameters' size squared.
      double rounding = 1e-7 * (1 + Math.pow(c.size(), 2)) + 1e-6 * expected;
      assertTrue(determinant > -rounding, "orientation kept, found " + determinant);
      assertEquals(expected, determinant, rounding);
    }
  }

  /** Rows do not see each other: two at once are what each is alone, to the last bit. */
  @ParameterizedTest
  @MethodSource("cases")
  void rowsAreOfTheirOwn(Case c) {
    Input z = new Input("z", LATENT);
    Bijection.Moved moved = c.map().apply(new Input("hidden", WIDTH)).forward(z);
    Program program = new Program(moved.value(), moved.logDeterminant());
    double[][] together = rows(program, c, moved, 0, 1);
    for (int row = 0; row < 2; row++) {
      double[][] alone = rows(program, c, moved, row);
      for (int k = 0; k < alone.length; k++) {
        int width = alone[k].length;
        double[] own = Arrays.copyOfRange(together[k], row * width, (row + 1) * width);
        assertArrayEquals(alone[k], own);
      }
    }
  }

  /** The moved rows and their log-determinants, of parameters that are the same for all. */
  private static double[][] rows(Program program, Case c, Bijection.Moved moved, int... rows) {
    DoubleTwin twin = new DoubleTwin(program, rows.length);
    for (Node node : program.nodes()) {
      RandomStream own = RandomStream.of(1, "rows").at(program.nodes().indexOf(node));
      double[] values = twin.values(node);
      int width = values.length / rows.length;
      for (int i = 0; node instanceof Parameter && i < values.length; i++) {
        values[i] = c.size() * own.gaussian(i);
      }
      for (int i = 0; node instanceof Input && i < values.length; i++) {
        values[i] = own.gaussian((long) rows[i / width] * width + i % width);
      }
    }
    twin.run();
    return new double[][] {
      twin.values(moved.value()).clone(), twin.values(moved.logDeterminant()).clone()
    };
  }

  /** By columns the volume change has the same sum; of maps that mix columns there is none. */
  @ParameterizedTest
  @MethodSource("cases")
  void volumesByColumnAddUp(Case c) {
    Input z = new Input("z", LATENT);
    Input hidden = new Input("hidden", WIDTH);
    Bijection map = c.map().apply(hidden);
    Bijection.Moved moved = map.forward(z);
    Node before = new Constant(z.rows(), 1, 2, 3, 4);
    Optional<Bijection.Moved> byColumn = map.byColumn(z, before);
    boolean follows = map instanceof Coupling || map instanceof Permutation || map instanceof Chain;
    boolean split = moved.logDeterminant().columns() == LATENT;
    assertEquals(follows || split, byColumn.isPresent(), "" + map);
    if (byColumn.isPresent()) {
      Node columns = byColumn.get().logDeterminant();
      assertEquals(LATENT, columns.columns());
      Program program = new Program(byColumn.get().value(), columns, moved.logDeterminant());
      double[][] values = values(program, c, columns, moved.logDeterminant());
      assertEquals(10 + sum(values[1]), sum(values[0]), 1e-9 * (1 + Math.abs(sum(values[1]))));
    }
  }

  private static double sum(double... values) {
    return Arrays.stream(values).sum();
  }

  private static double[][] values(Program program, Case c, Node... asked) {
    DoubleTwin twin = new DoubleTwin(program, 1);
    for (Node node : program.nodes()) {
      boolean drawn = node instanceof Parameter || node instanceof Input;
      RandomStream own = RandomStream.of(1, "columns").at(program.nodes().indexOf(node));
      for (int i = 0; drawn && i < twin.values(node).length; i++) {
        twin.values(node)[i] = (node instanceof Parameter ? c.size() : 1) * own.gaussian(i);
      }
    }
    twin.run();
    return Arrays.stream(asked).map(twin::values).toArray(double[][]::new);
  }

  /**
   * Only the posterior's flows do not know their way back. Where a map is so flat that doubles do
   * not tell a row from its neighbours, the way leads back to one that is moved to the same place.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void theWayBackLeadsBack(Case c) {
    Input z = new Input("z", LATENT);
    Bijection map = c.map().apply(new Input("hidden", WIDTH));
    Bijection.Moved moved = map.forward(z);
    Optional<Bijection.Moved> back = map.inverse(moved.value());
    assertEquals(c.back() == Back.NONE, back.isEmpty());
    if (back.isEmpty()) {
      return;
    }
    Bijection.Moved again = map.forward(back.get().value());
    Node forth = c.back() == Back.TO_THE_PLACE ? again.logDeterminant() : moved.logDeterminant();
    Node sum = Sum.add(SumColumns.of(forth), SumColumns.of(back.get().logDeterminant()));
    Program program = new Program(back.get().value(), again.value(), sum);
    DoubleTwin twin = new DoubleTwin(program, 1);
    RandomStream random = RandomStream.of(1, "back");
    for (Node node : program.nodes()) {
      if (node.inputs().isEmpty()) {
        for (int i = 0; i < twin.values(node).length; i++) {
          double size = node instanceof Parameter ? c.size() : 1;
          twin.values(node)[i] = size * random.at(program.nodes().indexOf(node)).gaussian(i);
        }
      }
    }
    twin.run();
    double ofRow = distance(twin.values(z), twin.values(back.get().value()));
    double ofPlace = distance(twin.values(moved.value()), twin.values(again.value()));
    assertEquals(0, c.back() == Back.TO_THE_PLACE ? Math.min(ofRow, ofPlace) : ofRow, 1e-9);
    assertEquals(0, twin.values(sum)[0], 1e-9);
  }

  private static double distance(double[] a, double... b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
  }

  /** The first flow takes dimensions as they come, the second in reverse. */
  @Test
  void autoregressiveMapsAreTriangular() {
    for (int k = 0; k < 2; k++) {
      FlowDistribution.Flow flow =
          AutoregressiveFlow.of(k, WIDTH, LATENT, 9, Initialiser.normal(1f));
      RealMatrix jacobian = new Twin(new Case(flow::given, 1f, Back.NONE), 1).jacobian();
      int dependent = 0;
      for (int i = 0; i < LATENT; i++) {
        for (int j = 0; j < LATENT; j++) {
          boolean before = k == 0 ? j < i : j > i;
          if (i != j && !before) {
            assertEquals(0, jacobian.getEntry(i, j));
          }
          dependent += before && jacobian.getEntry(i, j) != 0 ? 1 : 0;
        }
      }
      assertEquals(LATENT * (LATENT - 1) / 2, dependent, "every earlier dimension counts");
    }
  }

  /** Each dimension depends on all before it, on none after it, and on the context. */
  @Test
  void conditionalMapsAreTriangularAndReadTheContext() {
    Case conditional = new Case(hidden -> conditional().given(hidden), 0.5f, Back.TO_THE_ROW);
    Twin twin = new Twin(conditional, 1);
    RealMatrix jacobian = twin.jacobian();
    for (int i = 0; i < LATENT; i++) {
      for (int j = 0; j < LATENT; j++) {
        assertEquals(j <= i, jacobian.getEntry(i, j) != 0, i + ", " + j);
      }
    }
    double[] before = twin.twin.values(twin.moved.value()).clone();
    twin.twin.values(twin.hidden)[0] += 1;
    twin.twin.run();
    for (int i = 0; i < LATENT; i++) {
      assertNotEquals(before[i], twin.twin.values(twin.moved.value())[i]);
    }
    assertRefused(
        () ->
            new ConditionalAutoregressive(
                "n",
                LATENT,
                WIDTH,
                List.of(),
                Activation.TANH,
                new AffineTransformer(),
                Initialiser.normal(1f)),
        "hidden layer",
        "found none");
  }

  static Stream<Posterior> posteriors() {
    return Stream.of(
        new PlanarFlowPosterior(3),
        new AutoregressiveFlowPosterior(2, 8),
        new SplineFlowPosterior(2, 8, 4));
  }

  /**
   * E_q[r(z) / q(z)] = 1 for a density r that q covers, over the flow's own draws: q is normalised,
   * and the density goes with the draws. r is a narrow Gaussian round the moved mean.
   */
  @ParameterizedTest
  @MethodSource("posteriors")
  void drawsAndDensityGoTogether(Posterior posterior) {
    int samples = 100_000;
    Input hidden = new Input("hidden", WIDTH);
    Noise noise = new Noise("noise", Rows.BATCH.times(samples), 2);
    Posterior.Conditional conditional = posterior.connect(WIDTH, 2, Initialiser.normal(0.7f));
    LatentDistribution q = conditional.given(hidden);
    LatentDistribution.Sample drawn = q.sample(noise);
    Node mean = q.mean();
    ParameterLayout layout = new ParameterLayout(List.copyOf(conditional.parameters()));
    float[] draws = new float[samples * 2];
    RandomStream.fillGaussian(5, draws, 0, draws.length);
    Evaluation run = new Evaluation(layout, moved(layout), 1, drawn.z(), drawn.logDensity(), mean);
    run.set(hidden, 0.5f, -1f, 1.5f).set(noise, draws).run();
    float[] z = run.values(drawn.z());
    float[] logQ = run.values(drawn.logDensity());
    float[] centre = run.values(mean);
    Sample ratio = new Sample();
    double variance = 0.02;
    for (int s = 0; s < samples; s++) {
      double a = z[2 * s] - centre[0];
      double b = z[2 * s + 1] - centre[1];
      double r = -(a * a + b * b) / (2 * variance) - Math.log(2 * Math.PI * variance);
      ratio.add(Math.exp(r - logQ[s]));
    }
    ratio.assertMean(1);
    assertTrue(ratio.standardError() < 0.05, "too coarse: " + ratio.standardError());
  }

  /** Flows begin as the identity, of which there would be little to show. */
  private static float[] moved(ParameterLayout layout) {
    float[] values = layout.initialise(4);
    RandomStream noise = RandomStream.of(6, "moved");
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.3 * noise.gaussian(i));
    }
    return values;
  }
}
