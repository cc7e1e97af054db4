package org.lateo.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

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
import org.lateo.graph.Densify;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.math.RandomStream;

/** What every {@link Likelihood} promises; a new one is a line in {@link #members}. */
final class LikelihoodContractTest {
  private static final int WIDTH = 4;
  private static final int COLUMNS = 3;

  /** A scaled value, and what its density or probability is multiplied with in sums. */
  record Point(double value, double measure) {}

  /**
   * A likelihood, and how to sum over what it observes.
   *
   * @param scaling of the columns
   * @param continuous whether it has a density, whose measure is in scaled units
   * @param support every value, or a grid that is as good; none where the columns of a row depend
   *     on one another, which {@link #rowsSumToOneAndHaveTheirMean} sums over
   * @param extreme a scaled value at the edge of what can be observed
   */
  record Member(
      Likelihood likelihood,
      Scaling scaling,
      boolean continuous,
      List<Point> support,
      double extreme) {
    @Override
    public String toString() {
      return likelihood.partName() + " " + likelihood.settings();
    }
  }

  static Stream<Member> members() {
    return Stream.of(
        new Member(
            new Bernoulli(),
            Scaling.none(COLUMNS),
            false,
            List.of(new Point(0, 1), new Point(1, 1)),
            1),
        new Member(new Multinomial(), Scaling.none(COLUMNS), false, List.of(), 1e6),
        gaussian(Gaussian.Variance.SHARED),
        gaussian(Gaussian.Variance.FEATURE),
        gaussian(Gaussian.Variance.ROW));
  }

  private static Member gaussian(Gaussian.Variance variance) {
    Scaling scaling = new Scaling(new double[] {1000, -3, 0}, new double[] {7, 0.01, 1});
    return new Member(new Gaussian(variance), scaling, true, line(40, 0.01), 1e6);
  }

  /** From minus to plus {@code end}. */
  private static List<Point> line(double end, double step) {
    List<Point> line = new ArrayList<>();
    for (int i = 0; i <= Math.round(2 * end / step); i++) {
      line.add(new Point(i * step - end, step));
    }
    return line;
  }

  @Test
  void noMemberIsForgotten() {
    Set<String> tested =
        members()
            .map(m -> m.likelihood().getClass().getName())
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
    return new ColumnSummary("x", min, 0, max, 0, mean, variance);
  }

  static Stream<Member> columnByColumn() {
    return members().filter(member -> !member.support().isEmpty());
  }

  /** A head with random parameters. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Model(Likelihood.Conditional head, ParameterLayout layout, float[] values) {
    static Model of(Likelihood likelihood, Scaling scaling) {
      Initialiser weights = (into, offset, rows, columns, random) -> {};
      Likelihood.Conditional head = likelihood.connect(WIDTH, scaling, weights);
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
    ColumnSummary low = new ColumnSummary("spam", -1, 7, 1, 2, 0, 1);
    ColumnSummary half = new ColumnSummary("eggs", 0, 0, 3, 2, 1, 1, 2.5, 4);
    Multinomial multinomial = new Multinomial();
    assertRefused(() -> multinomial.learnScaling(List.of(low)), "counts", "-1", "spam", "row 7");
    assertRefused(() -> multinomial.learnScaling(List.of(half)), "counts", "2.5", "eggs", "row 4");
  }

  /** Summed over raw values, at three rows of the decoder's output, each column is one. */
  @ParameterizedTest
  @MethodSource("columnByColumn")
  void sumsToOneAndHasItsMean(Member member) {
    Scaling scaling = member.scaling();
    Model model = Model.of(member.likelihood(), scaling);
    Input raw = new Input("raw", COLUMNS);
    Input hidden = new Input("hidden", WIDTH);
    Observation observation = model.head().given(hidden);
    Node logDensity = observation.logDensity(model.head().scale(raw));
    Node mean = observation.mean();
    List<Point> support = member.support();
    for (int row = 0; row < 3; row++) {
      float[] x = new float[support.size() * COLUMNS];
      for (int i = 0; i < x.length; i++) {
        int c = i % COLUMNS;
        x[i] = (float) (scaling.shift()[c] + scaling.scale()[c] * support.get(i / COLUMNS).value());
      }
      float[] h = new float[WIDTH];
      RandomStream.fillGaussian(row, h, 0, WIDTH);
      Evaluation run =
          new Evaluation(model.layout(), model.values(), support.size(), logDensity, mean);
      run.set(raw, x).set(hidden, h).run();
      assertSums(member, x, run.values(logDensity), run.values(mean));
    }
  }

  private static void assertSums(Member member, float[] x, float[] logDensity, float[] means) {
    for (int c = 0; c < COLUMNS; c++) {
      double total = 0;
      double mean = 0;
      double scale = member.scaling().scale()[c];
      for (int i = 0; i < member.support().size(); i++) {
        double measure = member.support().get(i).measure() * (member.continuous() ? scale : 1);
        double mass = measure * Math.exp(logDensity[i * COLUMNS + c]);
        total += mass;
        mean += mass * x[i * COLUMNS + c];
      }
      // Log-densities of size 10 err by 1e-6, raw values of 1000 are floats 6e-5 apart.
      assertEquals(1, total, 3e-5, member + " column " + c);
      assertEquals(
          mean, means[c], 3e-5 * (Math.abs(member.scaling().shift()[c]) + scale), member + "");
    }
  }

  /** Decoders that say absurd things, and absurd observations, give finite numbers. */
  @ParameterizedTest
  @MethodSource("members")
  void extremesStayFinite(Member member) {
    Scaling scaling = member.scaling();
    for (float size : new float[] {1e4f, -1e4f}) {
      for (double extreme : new double[] {member.extreme(), 0, -member.extreme()}) {
        Initialiser weights =
            (into, offset, rows, columns, random) -> fill(into, offset, columns, size);
        Likelihood.Conditional head = member.likelihood().connect(1, scaling, weights);
        ParameterLayout layout = new ParameterLayout(head.parameters());
        float[] values = layout.initialise(1);
        layout.parameters().stream()
            .filter(p -> p.name().endsWith("logVariance"))
            .forEach(p -> fill(values, layout.offset(p), p.columns(), size));
        Input raw = new Input("raw", COLUMNS);
        Input hidden = new Input("hidden", 1);
        Node logDensity = head.given(hidden).logDensity(head.scale(raw));
        float x = (float) (scaling.shift()[0] + scaling.scale()[0] * extreme);
        Evaluation run = new Evaluation(layout, values, 1, logDensity);
        run.set(raw, x, x, x).set(hidden, 1f).run();
        String what = member + " of " + x + " at " + size + ": ";
        for (float value : run.values(logDensity)) {
          assertTrue(Float.isFinite(value), what + value);
        }
        for (float g : run.gradient()) {
          assertTrue(Float.isFinite(g), what + "gradient " + g);
        }
      }
    }
  }

  private static void fill(float[] into, int offset, int count, float value) {
    Arrays.fill(into, offset, offset + count, value);
  }

  @ParameterizedTest
  @MethodSource("members")
  void learnsItsScaling(Member member) {
    Scaling scaling =
        member.likelihood().learnScaling(List.of(summary(1, 1, 1), summary(0, 0), summary(0, 1)));
    assertEquals(3, scaling.columns());
    assertEquals(1, scaling.scale()[0], "constant");
    assertEquals(1, scaling.scale()[1], "constant");
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

  @Test
  void bernoulliSaysWhichValueItRefuses() {
    ColumnSummary low = new ColumnSummary("age", -0.5, 7, 1, 2, 0, 1);
    ColumnSummary high = new ColumnSummary("size", 0, 7, 1.5, 2, 0, 1);
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
