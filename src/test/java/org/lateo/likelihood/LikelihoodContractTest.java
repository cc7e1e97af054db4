package org.lateo.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import acme.Laplace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.MainClasses;
import org.lateo.config.PartKind;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.op.Densify;
import org.lateo.math.RandomStream;
import org.lateo.nn.DenseLayers;

/** What every {@link Likelihood} promises; a new one is a line in {@link #members}. */
final class LikelihoodContractTest {
  private static final int WIDTH = 4;
  private static final int COLUMNS = 3;

  /** A raw value of a column, and what its density or probability is multiplied with in sums. */
  record Point(double value, double measure) {}

  /** Every value of a column, or a grid that is as good, in raw values. */
  private interface Points {
    List<Point> of(int column);
  }

  /**
   * A likelihood, and how to sum over what it observes.
   *
   * @param training columns that it can learn from
   * @param scaling what is learned is replaced by this
   * @param support null where the columns of a row depend on one another, for which there are tests
   *     of their own
   * @param extremes raw values at the edge of what can be observed, and beyond
   */
  record Member(
      Likelihood likelihood,
      List<ColumnSummary> training,
      Scaling scaling,
      Points support,
      List<Float> extremes) {
    @Override
    public String toString() {
      return PartKind.format(likelihood);
    }
  }

  private static final Scaling SCALED =
      new Scaling(new double[] {1000, -3, 0}, new double[] {7, 0.01, 1});

  static Stream<Member> members() {
    return Stream.of(
        counts(new Bernoulli(), 1, 0f, 1f, -1f),
        counts(new Multinomial(), 0, 0f, 1e6f, -1e6f),
        counts(new Categorical(), 0, 0f, 1f, -1f, 1e6f),
        counts(new Poisson(), 400, 0f, 1e6f, 3e38f, -5f, 0.4f),
        counts(new NegativeBinomial(), 20_000, 0f, 1e6f, 3e38f, -5f, 0.4f),
        line(new Laplace()),
        line(new Gaussian(Gaussian.Variance.SHARED)),
        line(new Gaussian(Gaussian.Variance.FEATURE)),
        line(new Gaussian(Gaussian.Variance.ROW)),
        line(new Gaussian(Gaussian.Variance.FIXED, 0.5)),
        line(new StudentT(), 1e20f, 1e25f, 3e35f, -3e35f),
        line(new StudentT(2.5), 1e20f, 1e25f, 3e35f, -3e35f),
        positive(new LogNormal(Gaussian.Variance.SHARED)),
        positive(new LogNormal(Gaussian.Variance.FEATURE)),
        positive(new LogNormal(Gaussian.Variance.ROW)),
        positive(new LogNormal(Gaussian.Variance.FIXED)),
        levels(256, DiscretisedLogistic.Scale.FEATURE, 1),
        levels(256, DiscretisedLogistic.Scale.ROW, 255),
        levels(7, DiscretisedLogistic.Scale.ROW, 6),
        mixed());
  }

  private static Member counts(Likelihood likelihood, int largest, Float... extremes) {
    List<Point> support = new ArrayList<>();
    for (int k = 0; k <= largest; k++) {
      support.add(new Point(k, 1));
    }
    return new Member(
        likelihood,
        List.of(summary(1, 1, 0, 0, 0), summary(0, 0, 1, 0, 0), summary(0, 0, 0, 0, 1)),
        Scaling.none(COLUMNS),
        largest == 0 ? null : c -> support,
        List.of(extremes));
  }

  /**
   * All real numbers: x = shift + scale sinh(t), for tails that are heavy.
   *
   * @param farther extremes that only heavy tails have a density of
   */
  private static Member line(Likelihood likelihood, Float... farther) {
    return new Member(
        likelihood,
        List.of(summary(1, 1, 1), summary(0, 0), summary(0, 1)),
        SCALED,
        c -> {
          List<Point> line = new ArrayList<>();
          for (int i = -28_000; i <= 28_000; i++) {
            double t = i * 1e-3;
            double scale = SCALED.scale()[c];
            line.add(
                new Point(SCALED.shift()[c] + scale * Math.sinh(t), 1e-3 * scale * Math.cosh(t)));
          }
          return line;
        },
        Stream.concat(Stream.of(1e7f, 0f, -1e7f), Stream.of(farther)).toList());
  }

  /** x = e^s. */
  private static Member positive(Likelihood likelihood) {
    Scaling scaling = new Scaling(new double[] {5, -3, 0}, new double[] {0.7, 0.01, 1});
    return new Member(
        likelihood,
        List.of(summary(1, 1, 1), summary(0.5, 7), summary(2, 1)),
        scaling,
        c -> {
          List<Point> line = new ArrayList<>();
          for (int i = -30_000; i <= 30_000; i++) {
            double step = 2e-3 * scaling.scale()[c];
            double x = Math.exp(scaling.shift()[c] + i * step);
            line.add(new Point(x, x * step));
          }
          return line;
        },
        List.of(1e30f, 1e-30f, 0f, -1f));
  }

  private static Member levels(int count, DiscretisedLogistic.Scale scale, double largest) {
    List<Point> support = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      support.add(new Point(k * largest / (count - 1), 1));
    }
    double[] half = {largest / 2, largest / 2, largest / 2};
    return new Member(
        new DiscretisedLogistic(count, scale),
        List.of(summary(0, 0, largest), summary(0, largest), summary(largest, largest, 0)),
        new Scaling(half, half),
        c -> support,
        List.of(0f, (float) largest, 1e6f, -1e6f));
  }

  /** One column of each kind: 0 or 1, a count, and a number. */
  private static Member mixed() {
    Member count = counts(new Poisson(), 400);
    Member number = line(new Gaussian());
    List<ColumnSummary> training =
        List.of(
            Summaries.of("flag", 0, 0, 1, 1, 0.5, 0.25),
            Summaries.of("count", 0, 0, 9, 1, 2, 3),
            Summaries.of("number", -3, 0, 4, 1, 0.5, 2, 0.5, 0));
    return new Member(
        new MixedLikelihood("count=poisson").chosenFor(training),
        training,
        new Scaling(new double[] {0, 0, -0.5}, new double[] {1, 1, 3}),
        c ->
            c == 0
                ? List.of(new Point(0, 1), new Point(1, 1))
                : c == 1 ? count.support().of(1) : rescaled(number.support().of(2), -0.5, 3),
        List.of(0f, 1f, 1e6f));
  }

  private static List<Point> rescaled(List<Point> points, double shift, double scale) {
    return points.stream()
        .map(p -> new Point(shift + scale * p.value(), scale * p.measure()))
        .toList();
  }

  @Test
  void noMemberIsForgotten() {
    Set<String> tested =
        members()
            .map(m -> m.likelihood().getClass().getName())
            .filter(name -> name.startsWith("org.lateo."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(MainClasses.concrete(Likelihood.class), tested);
  }

  @Test
  void namesAndSettingsTellThemApart() {
    Set<String> seen = new HashSet<>();
    members().forEach(m -> assertTrue(seen.add(m.toString()), m.toString()));
  }

  private static ColumnSummary summary(double... values) {
    double mean = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      mean += value / values.length;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    return Summaries.of("x", min, 0, max, 0, mean, variance);
  }

  static Stream<Member> columnByColumn() {
    return members().filter(member -> member.support() != null);
  }

  /** A head with random parameters. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Model(Likelihood.Conditional head, ParameterLayout layout, float[] values) {
    static Model of(Likelihood likelihood, Scaling scaling) {
      Initialiser weights = (into, offset, rows, columns, random) -> {};
      Likelihood.Conditional head = likelihood.connect(WIDTH, scaling, DenseLayers.of(weights));
      ParameterLayout layout = new ParameterLayout(head.parameters());
      float[] values = new float[layout.size()];
      for (Parameter p : layout.parameters()) {
        for (int i = 0; i < p.size(); i++) {
          values[layout.offset(p) + i] = (float) (0.4 * RandomStream.of(1, p.name()).gaussian(i));
        }
      }
      return new Model(head, layout, values);
    }
  }

  /** Every row of {@code n} counts in three columns. */
  private static float[] rowsOfCounts(int n) {
    List<Float> rows = new ArrayList<>();
    for (int a = 0; a <= n; a++) {
      for (int b = 0; a + b <= n; b++) {
        rows.addAll(List.of((float) a, (float) b, (float) (n - a - b)));
      }
    }
    float[] array = new float[rows.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = rows.get(i);
    }
    return array;
  }

  /** Over all rows of so many counts; the mean is that of one. Dense and sparse alike. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 12})
  void rowsSumToOneAndHaveTheirMean(int n) {
    float[] x = rowsOfCounts(n);
    int rows = x.length / COLUMNS;
    Model model = Model.of(new Multinomial(), Scaling.none(COLUMNS));
    for (boolean sparse : new boolean[] {false, true}) {
      Input raw = new Input("raw", COLUMNS, sparse);
      Input hidden = new Input("hidden", WIDTH);
      Observation observation = model.head().given(hidden);
      Node logDensity = observation.logDensity(model.head().scale(raw));
      Node mean = observation.mean();
      Evaluation run =
          new Evaluation(model.layout(), model.values(), rows, logDensity, Densify.of(raw), mean);
      run.set(raw, x).set(hidden, 0.3f, -1f, 2f, 0.7f).run();
      double[] sums = new double[1 + COLUMNS];
      for (int r = 0; r < rows; r++) {
        double log = 0;
        for (int c = 0; c < COLUMNS; c++) {
          log += run.values(logDensity)[r * COLUMNS + c];
        }
        sums[0] += Math.exp(log);
        for (int c = 0; c < COLUMNS; c++) {
          sums[1 + c] += Math.exp(log) * x[r * COLUMNS + c];
        }
      }
      assertEquals(1, sums[0], 1e-5);
      for (int c = 0; c < COLUMNS; c++) {
        assertEquals(n * run.values(mean)[c], sums[1 + c], 1e-5 * n);
      }
    }
  }

  /** What does not occur has no nats, and a feature alone has no others to share with. */
  @Test
  void multinomialSplitsItsFactorials() {
    Input x = new Input("x", 2);
    Input logits = new Input("logits", 2);
    Node density = new MultinomialLogDensity(x, logits);
    Evaluation run = new Evaluation(new ParameterLayout(List.of()), new float[0], 3, density);
    run.set(x, 3f, 0f, 0f, 0f, 2f, 1f).set(logits, 0f, 0f, 0f, 0f, 0f, 0f).run();
    float[] found = run.values(density);
    assertEquals(3 * Math.log(0.5), found[0], 1e-6);
    assertEquals(2 * Math.log(0.5) - Math.log(2) + 2.0 / 3 * Math.log(6), found[4], 1e-6);
    assertEquals(Math.log(0.5) + 1.0 / 3 * Math.log(6), found[5], 1e-6);
    for (int i : new int[] {1, 2, 3}) {
      assertEquals(0f, found[i]);
    }
  }

  @Test
  void multinomialSaysWhichValueItRefuses() {
    ColumnSummary low = Summaries.of("spam", -1, 7, 1, 2, 0, 1);
    ColumnSummary half = Summaries.of("eggs", 0, 0, 3, 2, 1, 1, 2.5, 4);
    Multinomial multinomial = new Multinomial();
    assertRefused(() -> multinomial.learnScaling(List.of(low)), "counts", "-1", "spam", "row 7");
    assertRefused(() -> multinomial.learnScaling(List.of(half)), "counts", "2.5", "eggs", "row 4");
  }

  /** Every category and none of them; the columns' nats add up to the row's. */
  @Test
  void categoriesSumToOneAndHaveTheirMean() {
    float[] x = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
    Model model = Model.of(new Categorical(), Scaling.none(COLUMNS));
    Input raw = new Input("raw", COLUMNS);
    Input hidden = new Input("hidden", WIDTH);
    Observation observation = model.head().given(hidden);
    Node logDensity = observation.logDensity(model.head().scale(raw));
    Node mean = observation.mean();
    Evaluation run = new Evaluation(model.layout(), model.values(), 4, logDensity, mean);
    run.set(raw, x).set(hidden, 0.3f, -1f, 2f, 0.7f).run();
    double total = 0;
    for (int r = 0; r < 4; r++) {
      double log = 0;
      for (int c = 0; c < COLUMNS; c++) {
        float nats = run.values(logDensity)[r * COLUMNS + c];
        assertTrue(r < COLUMNS ? (nats != 0) == (r == c) : nats == run.values(logDensity)[9]);
        log += nats;
      }
      total += Math.exp(log);
      if (r < COLUMNS) {
        assertEquals(run.values(mean)[r], Math.exp(log), 1e-6);
      }
    }
    assertEquals(1, total, 1e-6);
  }

  /** Summed over raw values, at three rows of the decoder's output, each column is one. */
  @ParameterizedTest
  @MethodSource("columnByColumn")
  void sumsToOneAndHasItsMean(Member member) {
    Model model = Model.of(member.likelihood(), member.scaling());
    Input raw = new Input("raw", COLUMNS);
    Input hidden = new Input("hidden", WIDTH);
    Observation observation = model.head().given(hidden);
    Node logDensity = observation.logDensity(model.head().scale(raw));
    Node mean = observation.mean();
    for (int c = 0; c < COLUMNS; c++) {
      List<Point> support = member.support().of(c);
      float[] x = new float[support.size() * COLUMNS];
      for (int i = 0; i < support.size(); i++) {
        x[i * COLUMNS + c] = (float) support.get(i).value();
      }
      for (int row = 0; row < 3; row++) {
        float[] h = new float[WIDTH];
        RandomStream.fillGaussian(row, h, 0, WIDTH);
        Evaluation run =
            new Evaluation(model.layout(), model.values(), support.size(), logDensity, mean);
        run.set(raw, x).set(hidden, h).run();
        assertSums(member, c, support, run.values(logDensity), run.values(mean));
      }
    }
  }

  private static void assertSums(
      Member member, int c, List<Point> support, float[] logDensity, float[] means) {
    double total = 0;
    double mean = 0;
    double size = Math.abs(member.scaling().shift()[c]) + member.scaling().scale()[c];
    for (int i = 0; i < support.size(); i++) {
      double mass = support.get(i).measure() * Math.exp(logDensity[i * COLUMNS + c]);
      total += mass;
      mean += mass * support.get(i).value();
    }
    // Log-densities of size 10 err by 1e-6, raw values of 1000 are floats 6e-5 apart.
    assertEquals(1, total, 3e-5, member + " column " + c);
    assertEquals(mean, means[c], 3e-5 * Math.max(size, Math.abs(mean)), member + " column " + c);
  }

  /** Decoders that say absurd things, and absurd observations, give finite numbers. */
  @ParameterizedTest
  @MethodSource("members")
  void extremesStayFinite(Member member) {
    for (float size : new float[] {1e4f, -1e4f}) {
      for (float x : member.extremes()) {
        Initialiser weights =
            (into, offset, rows, columns, random) -> fill(into, offset, rows * columns, size);
        Likelihood.Conditional head =
            member.likelihood().connect(1, member.scaling(), DenseLayers.of(weights));
        ParameterLayout layout = new ParameterLayout(head.parameters());
        float[] values = layout.initialise(1);
        layout.parameters().stream()
            .filter(p -> !p.name().endsWith("weight") && !p.name().endsWith("bias"))
            .forEach(p -> fill(values, layout.offset(p), p.columns(), size));
        assertFinite(member + " of " + x + " at " + size + ": ", head, layout, values, x);
      }
    }
  }

  private static void assertFinite(
      String what, Likelihood.Conditional head, ParameterLayout layout, float[] values, float x) {
    Input raw = new Input("raw", COLUMNS);
    Input hidden = new Input("hidden", 1);
    Node scaled = head.scale(raw);
    Observation observation = head.given(hidden);
    Node logDensity = observation.logDensity(scaled);
    Node mean = observation.mean();
    Node read = head.encoderInput(scaled);
    Evaluation run = new Evaluation(layout, values, 1, logDensity, mean, read);
    run.set(raw, x, x, x).set(hidden, 1f).run();
    for (Node node : List.of(logDensity, mean, read)) {
      for (float value : run.values(node)) {
        assertTrue(Float.isFinite(value), what + node + " " + value);
      }
    }
    for (float g : run.gradient()) {
      assertTrue(Float.isFinite(g), what + "gradient " + g);
    }
  }

  private static void fill(float[] into, int offset, int count, float value) {
    Arrays.fill(into, offset, offset + count, value);
  }

  @ParameterizedTest
  @MethodSource("members")
  void learnsItsScaling(Member member) {
    Scaling scaling = member.likelihood().learnScaling(member.training());
    assertEquals(3, scaling.columns());
    assertEquals(member.scaling().isNone(), scaling.isNone());
  }

  @Test
  void certainLogitsAreExact() {
    Input x = new Input("x", 1);
    Input logit = new Input("logit", 1);
    Node density = new BernoulliLogDensity(x, logit);
    Evaluation run = new Evaluation(new ParameterLayout(List.of()), new float[0], 4, density);
    run.set(x, 1f, 0f, 1f, 0f).set(logit, 1e4f, 1e4f, -1e4f, -1e4f).run();
    float[] found = run.values(density);
    assertEquals(0f, found[0]);
    assertEquals(-1e4f, found[1]);
    assertEquals(-1e4f, found[2]);
    assertEquals(0f, found[3]);
  }

  @Test
  void gaussianStandardises() {
    Scaling scaling = new Gaussian().learnScaling(List.of(summary(1, 3, 1, 3), summary(-5, -5)));
    assertEquals(new Scaling(new double[] {2, -5}, new double[] {1, 1}), scaling);
    Scaling rounding = new Gaussian().learnScaling(List.of(summary(1e6, 1e6 + 0.01)));
    assertEquals(1, rounding.scale()[0], "constant up to rounding");
  }

  /** A decoder that ignores z starts where the columns' means are. */
  @ParameterizedTest
  @MethodSource("members")
  void withoutWeightsTheMeanIsThatOfTheColumns(Member member) {
    List<ColumnSummary> columns = member.training();
    Likelihood.Conditional head =
        member
            .likelihood()
            .connect(
                WIDTH,
                member.likelihood().learnScaling(columns),
                DenseLayers.of(Initialiser.constant(0f)));
    ParameterLayout layout = new ParameterLayout(head.parameters());
    float[] values = layout.initialise(1);
    head.firstValues(columns)
        .forEach((p, first) -> System.arraycopy(first, 0, values, layout.offset(p), p.size()));
    Input hidden = new Input("hidden", WIDTH);
    Node mean = head.given(hidden).mean();
    float[] found =
        new Evaluation(layout, values, 1, mean).set(hidden, 1, 2, 3, 4).run().values(mean);
    double total =
        member.likelihood() instanceof Multinomial
            ? columns.stream().mapToDouble(ColumnSummary::mean).sum()
            : 1;
    for (int c = 0; c < COLUMNS; c++) {
      double expected = columns.get(c).mean() / total;
      assertEquals(expected, found[c], 1e-5 * (1 + Math.abs(expected)), member + " column " + c);
    }
  }

  /** Where all training rows are at the edge of the support, others must stay possible. */
  @Test
  void meansAtTheEdgeStartNearIt() {
    List<ColumnSummary> columns = List.of(summary(0, 0), summary(1, 0, 1));
    for (Likelihood likelihood :
        List.of(
            new Bernoulli(),
            new Multinomial(),
            new Categorical(),
            new Poisson(),
            new NegativeBinomial(),
            new DiscretisedLogistic())) {
      Scaling scaling = likelihood.learnScaling(columns);
      Likelihood.Conditional head =
          likelihood.connect(WIDTH, scaling, DenseLayers.of(Initialiser.constant(0f)));
      ParameterLayout layout = new ParameterLayout(head.parameters());
      float[] values = layout.initialise(1);
      head.firstValues(columns)
          .forEach((p, first) -> System.arraycopy(first, 0, values, layout.offset(p), p.size()));
      Input hidden = new Input("hidden", WIDTH);
      Node mean = head.given(hidden).mean();
      float[] found =
          new Evaluation(layout, values, 1, mean).set(hidden, 1, 2, 3, 4).run().values(mean);
      assertTrue(found[0] > 5e-5 && found[0] < 2e-3, likelihood + ": " + found[0]);
    }
  }

  /** Values that no row of a support can have, with columns before and after that are possible. */
  private static List<float[]> impossibleRows(Member member) {
    List<Float> values = List.of(-1000f, -5f, -0.5f, 0.5f, 2f, 5.5f, 1000f, 1e6f, 2.5e6f);
    Support support = member.likelihood().support(member.scaling());
    List<float[]> rows = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      for (float value : values) {
        if (!support.columns().get(c).contains(value)) {
          float[] row = new float[COLUMNS];
          support.moveInside(row);
          row[c] = value;
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** A value that a family cannot have is told from those that it can, whatever the others are. */
  @ParameterizedTest
  @MethodSource("members")
  void marksWhatIsImpossible(Member member) {
    Support support = member.likelihood().support(member.scaling());
    Input raw = new Input("raw", COLUMNS);
    assertEquals(support.isAny(), support.outside(raw).isEmpty());
    for (float[] row : impossibleRows(member)) {
      Node outside = support.outside(raw).orElseThrow();
      Evaluation run = new Evaluation(new ParameterLayout(List.of()), new float[0], 1, outside);
      float[] found = run.set(raw, row).run().values(outside);
      String what = member + " " + Arrays.toString(row) + " " + Arrays.toString(found);
      float marked = 0;
      for (int c = 0; c < COLUMNS; c++) {
        marked += found[c];
        assertTrue(found[c] == 0 || !support.columns().get(c).contains(row[c]), what);
      }
      assertEquals(1, marked, what);
      assertTrue(support.impossible(row, c -> "column " + c).orElseThrow().contains("column "));
    }
  }

  /** What sums to one, or is an edge of it, is possible; and so is what rounding leaves of it. */
  @ParameterizedTest
  @MethodSource("members")
  void takesItsWholeSupport(Member member) {
    Support support = member.likelihood().support(member.scaling());
    for (int c = 0; c < COLUMNS && member.support() != null; c++) {
      for (Point point : member.support().of(c)) {
        float x = (float) point.value();
        boolean subnormal = Math.abs(x) < Float.MIN_NORMAL && x != 0;
        assertTrue(subnormal || support.columns().get(c).contains(x), () -> member + " " + x);
      }
    }
    float[] near = {1.0000001f, -1e-9f, 1e-9f};
    boolean positive = member.likelihood() instanceof LogNormal;
    assertEquals(
        !positive, support.impossible(near, c -> "x").isEmpty(), member + " of 1.0000001, -1e-9");
  }

  /** Each family says what it takes: any number, or less than that. */
  @ParameterizedTest
  @MethodSource("members")
  void onlySomeTakeAnyNumber(Member member) {
    assertEquals(
        member.likelihood().takesAnyNumber(),
        member.likelihood().support(member.scaling()).isAny());
  }

  @Test
  void oneVariableHasOneCategory() {
    Support support = new Categorical().support(Scaling.none(COLUMNS));
    Input raw = new Input("raw", COLUMNS);
    Node outside = support.outside(raw).orElseThrow();
    Evaluation run = new Evaluation(new ParameterLayout(List.of()), new float[0], 3, outside);
    run.set(raw, 1f, 0f, 1f, 0f, 1f, 0f, 0f, 0f, 0f).run();
    assertEquals(
        "[1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]", Arrays.toString(run.values(outside)));
    assertEquals(
        "at most one of x0 and x2, found both",
        support.impossible(new float[] {1, 0, 1}, c -> "x" + c).orElseThrow());
  }

  /** Those that do not take every number; a mixture refuses what its parts do. */
  static Stream<Member> bounded() {
    return members()
        .filter(m -> !m.likelihood().takesAnyNumber())
        .filter(m -> !(m.likelihood() instanceof MixedLikelihood));
  }

  /** What lies outside of the support is refused: below, above or between. */
  @ParameterizedTest
  @MethodSource("bounded")
  void refusesWhatIsOutsideOfItsSupport(Member member) {
    Likelihood likelihood = member.likelihood();
    ColumnSummary good = member.training().get(1);
    ColumnSummary low = Summaries.of("age", -0.5, 7, 1, 2, 0.1, 1);
    assertRefused(
        () -> likelihood.learnScaling(List.of(good, low)), "expects", "-0.5", "age", "row 7");
    ColumnSummary high = Summaries.of("size", 0.25, 7, 2.5e6, 2, 3, 1, 0.25, 7);
    if (!(likelihood instanceof LogNormal)) {
      assertRefused(
          () -> likelihood.learnScaling(List.of(good, high)), "expects", "size", "found", "row");
    }
  }

  @Test
  void bernoulliSaysWhichValueItRefuses() {
    ColumnSummary low = Summaries.of("age", -0.5, 7, 1, 2, 0, 1);
    ColumnSummary high = Summaries.of("size", 0, 7, 1.5, 2, 0, 1);
    Bernoulli bernoulli = new Bernoulli();
    assertRefused(() -> bernoulli.learnScaling(List.of(low)), "[0, 1]", "-0.5", "age", "row 7");
    assertRefused(() -> bernoulli.learnScaling(List.of(high)), "[0, 1]", "1.5", "size", "row 2");
  }

  @Test
  void scalingRefusesWhatItCannotDivideBy() {
    double[] zero = {0};
    assertRefused(() -> new Scaling(zero, zero), "positive scale", "found 0.0 and 0.0", "column 0");
    assertRefused(() -> new Scaling(zero, new double[] {Double.NaN}), "NaN", "column 0");
    assertRefused(
        () -> new Scaling(new double[] {Double.POSITIVE_INFINITY}, new double[] {1}), "Infinity");
    assertRefused(() -> new Scaling(zero, new double[] {1, 2}), "found 2 and 1");
  }

  @Test
  void scalingIsItsContent() {
    double[] shift = {1};
    Scaling scaling = new Scaling(shift, new double[] {2});
    shift[0] = 9;
    assertEquals(new Scaling(new double[] {1}, new double[] {2}), scaling);
    assertEquals(new Scaling(new double[] {1}, new double[] {2}).hashCode(), scaling.hashCode());
    assertTrue(Scaling.none(3).isNone() && !scaling.isNone());
  }
}
