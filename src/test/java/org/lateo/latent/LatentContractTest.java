package org.lateo.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import acme.SharedVariancePosterior;
import acme.WidePrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;
import org.lateo.Sample;
import org.lateo.density.FlowKind;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.SumColumns;
import org.lateo.math.RandomStream;

/** What every {@link Posterior} and {@link Prior} promises; a new one is a line here. */
final class LatentContractTest {
  private static final int WIDTH = 4;
  private static final int LATENT = 3;
  private static final int ROWS = 5;
  private static final int SAMPLES = 20_000;

  record Pair(Posterior posterior, Prior prior) {}

  static Stream<Posterior> posteriors() {
    return Stream.of(
        new DiagonalGaussianPosterior(),
        new SharedVariancePosterior(),
        new CholeskyGaussianPosterior(),
        new PlanarFlowPosterior(3),
        new AutoregressiveFlowPosterior(2, 5),
        new SplineFlowPosterior(2, 5, 4),
        new PointPosterior());
  }

  /** Those whose mean and variance are known. */
  static Stream<Posterior> gaussians() {
    return Stream.of(
        new DiagonalGaussianPosterior(),
        new SharedVariancePosterior(),
        new CholeskyGaussianPosterior());
  }

  static Stream<Prior> priors() {
    return Stream.of(
        new StandardNormalPrior(),
        new WidePrior(),
        new MixturePrior(3),
        new VampPrior(3),
        new FlowPrior(FlowKind.REAL_NVP, 1, 4));
  }

  static Stream<Pair> pairs() {
    return posteriors()
        .flatMap(posterior -> priors().map(prior -> new Pair(posterior, prior)))
        .filter(LatentContractTest::goTogether);
  }

  private static boolean goTogether(Pair pair) {
    return pair.posterior() instanceof DiagonalGaussianPosterior
        || !(pair.prior() instanceof VampPrior);
  }

  /** A model whose encoder is the identity. */
  private record Reader(int columns, Posterior.Conditional posterior) implements Prior.Recognition {
    @Override
    public LatentDistribution given(Node rows) {
      return posterior.given(rows);
    }
  }

  @Test
  void noMemberIsForgotten() {
    assertEquals(MainClasses.concrete(Posterior.class), names(posteriors()));
    assertEquals(MainClasses.concrete(Prior.class), names(priors()));
  }

  private static Set<String> names(Stream<?> members) {
    return members
        .map(m -> m.getClass().getName())
        .filter(name -> name.startsWith("org.lateo."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A posterior and a prior with random parameters, on random rows. */
  private static final class Model {
    final Input hidden = new Input("hidden", WIDTH);
    final Noise noise = new Noise("noise", Rows.BATCH.times(SAMPLES), LATENT);
    final LatentDistribution q;
    final Prior.Learned p;
    private final ParameterLayout layout;

    Model(Posterior posterior, Prior prior) {
      Posterior.Conditional conditional =
          posterior.connect(WIDTH, LATENT, (into, offset, rows, columns, random) -> {});
      this.p = prior.connect(LATENT, new Reader(WIDTH, conditional));
      List<Parameter> parameters = new ArrayList<>(conditional.parameters());
      parameters.addAll(p.parameters());
      this.layout = new ParameterLayout(parameters);
      this.q = conditional.given(hidden);
    }

    Evaluation run(Node... outputs) {
      float[] draws = new float[ROWS * SAMPLES * LATENT];
      RandomStream.fillGaussian(17, draws, 0, draws.length);
      float[] values = new float[layout.size()];
      for (Parameter parameter : layout.parameters()) {
        RandomStream.fillGaussian(3, values, layout.offset(parameter), parameter.size());
      }
      float[] rows = new float[ROWS * WIDTH];
      RandomStream.fillGaussian(5, rows, 0, rows.length);
      Evaluation evaluation = new Evaluation(layout, values, ROWS, outputs);
      return evaluation.set(hidden, rows).set(noise, draws).run();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void closedDivergenceIsTheSampledOne(Pair pair) {
    Model model = new Model(pair.posterior(), pair.prior());
    if (model.p.divergence(model.q).isEmpty()) {
      return;
    }
    LatentDistribution.Sample drawn = model.q.sample(model.noise);
    Node closed = SumColumns.of(model.p.divergence(model.q).orElseThrow());
    Node logQ = SumColumns.of(drawn.logDensity());
    Node logP = SumColumns.of(model.p.logDensity(drawn.z()));
    Evaluation run = model.run(closed, logQ, logP);
    float[] q = run.values(logQ);
    float[] p = run.values(logP);
    for (int row = 0; row < ROWS; row++) {
      Sample sample = new Sample();
      for (int s = row * SAMPLES; s < (row + 1) * SAMPLES; s++) {
        sample.add((double) q[s] - p[s]);
      }
      sample.assertMean(run.values(closed)[row]);
    }
  }

  @ParameterizedTest
  @MethodSource("gaussians")
  void samplesHaveMeanAndVariance(Posterior posterior) {
    Model model = new Model(posterior, new StandardNormalPrior());
    Node z = model.q.sample(model.noise).z();
    Evaluation run = model.run(z, model.q.mean(), model.q.logVariance());
    float[] draws = run.values(z);
    for (int i = 0; i < ROWS * LATENT; i++) {
      double mean = run.values(model.q.mean())[i];
      Sample first = new Sample();
      Sample second = new Sample();
      for (int s = 0; s < SAMPLES; s++) {
        double x = draws[(i / LATENT * SAMPLES + s) * LATENT + i % LATENT];
        first.add(x);
        second.add((x - mean) * (x - mean));
      }
      first.assertMean(mean);
      second.assertMean(Math.exp(run.values(model.q.logVariance())[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void priorIntegratesToOne(Prior prior) {
    PriorAlone alone = new PriorAlone(prior, 1);
    int points = 4001;
    float[] grid = new float[points];
    for (int i = 0; i < points; i++) {
      grid[i] = -20f + 0.01f * i;
    }
    Input z = new Input("z", 1);
    Node density = SumColumns.of(alone.p.logDensity(z));
    Evaluation run = alone.evaluation(points, density).set(z, grid).run();
    double sum = 0;
    for (float logDensity : run.values(density)) {
      sum += 0.01 * Math.exp(logDensity);
    }
    // The trapezoid rule is exact here; floats of -20 to 20 are 1e-6 off the grid.
    assertEquals(1, sum, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("priors")
  void priorOfTwoDimensionsIntegratesToOne(Prior prior) {
    PriorAlone alone = new PriorAlone(prior, 2);
    int side = 401;
    float[] grid = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      grid[2 * i] = -10f + 0.05f * row;
      grid[2 * i + 1] = -10f + 0.05f * (i % side);
    }
    Input z = new Input("z", 2);
    Node density = SumColumns.of(alone.p.logDensity(z));
    Evaluation run = alone.evaluation(side * side, density).set(z, grid).run();
    double sum = 0;
    for (float logDensity : run.values(density)) {
      sum += 0.05 * 0.05 * Math.exp(logDensity);
    }
    assertEquals(1, sum, 1e-5);
  }

  /** Draws have the moments that the density has on a grid. */
  @ParameterizedTest
  @MethodSource("priors")
  void priorDrawsWhatItsDensitySays(Prior prior) {
    PriorAlone alone = new PriorAlone(prior, 1);
    int points = 4001;
    Noise noise = new Noise("noise", Rows.BATCH, 1 + alone.p.noiseColumns());
    float[] draws = new float[points * noise.columns()];
    float[] grid = new float[points];
    RandomStream.fillGaussian(3, draws, 0, draws.length);
    for (int i = 0; i < points; i++) {
      grid[i] = -20f + 0.01f * i;
    }
    Input x = new Input("x", 1);
    Node z = alone.p.sample(noise);
    Node density = SumColumns.of(alone.p.logDensity(x));
    Evaluation run = alone.evaluation(points, z, density).set(noise, draws).set(x, grid).run();
    for (int power = 1; power <= 3; power++) {
      double moment = 0;
      Sample sample = new Sample();
      for (int i = 0; i < points; i++) {
        moment += 0.01 * Math.exp(run.values(density)[i]) * Math.pow(grid[i], power);
        sample.add(Math.pow(run.values(z)[i], power));
      }
      sample.assertMean(moment);
    }
  }

  /** A prior with random parameters, its encoder a diagonal Gaussian of two columns. */
  private static final class PriorAlone {
    final Prior.Learned p;
    private final ParameterLayout layout;

    PriorAlone(Prior prior, int latent) {
      Posterior.Conditional posterior =
          new DiagonalGaussianPosterior().connect(2, latent, Initialiser.normal(0.5f));
      this.p = prior.connect(latent, new Reader(2, posterior));
      List<Parameter> parameters = new ArrayList<>(posterior.parameters());
      parameters.addAll(p.parameters());
      this.layout = new ParameterLayout(parameters);
    }

    /** Parameters are drawn from N(0, 1/4). */
    Evaluation evaluation(int rows, Node... outputs) {
      float[] values = new float[layout.size()];
      for (Parameter parameter : layout.parameters()) {
        int offset = layout.offset(parameter);
        RandomStream.fillGaussian(parameter.name().length(), values, offset, parameter.size());
        for (int i = offset; i < offset + parameter.size(); i++) {
          values[i] *= 0.5f;
        }
      }
      return new Evaluation(layout, values, rows, outputs);
    }
  }

  /**
   * Of the posterior's own draws, E_q[r(z) / q(z)] = 1 for a density r, so q is one too; r has half
   * the variance, which bounds the ratio.
   */
  @Test
  void posteriorIsNormalised() {
    Model model = new Model(new DiagonalGaussianPosterior(), new StandardNormalPrior());
    LatentDistribution.Sample drawn = model.q.sample(model.noise);
    Node z = drawn.z();
    Node logQ = SumColumns.of(drawn.logDensity());
    Evaluation run = model.run(logQ, z, model.q.mean(), model.q.logVariance());
    float[] draws = run.values(z);
    float[] q = run.values(logQ);
    float[] mean = run.values(model.q.mean());
    float[] logVariance = run.values(model.q.logVariance());
    for (int row = 0; row < ROWS; row++) {
      Sample ratio = new Sample();
      for (int s = row * SAMPLES; s < (row + 1) * SAMPLES; s++) {
        double narrower = 0;
        for (int l = 0; l < LATENT; l++) {
          double variance = 0.5 * Math.exp(logVariance[row * LATENT + l]);
          double d = draws[s * LATENT + l] - mean[row * LATENT + l];
          narrower -= 0.5 * (Math.log(2 * Math.PI * variance) + d * d / variance);
        }
        ratio.add(Math.exp(narrower - q[s]));
      }
      ratio.assertMean(1);
    }
  }

  /** Encoders that say absurd things still give finite numbers. */
  @ParameterizedTest
  @MethodSource("pairs")
  void extremesStayFinite(Pair pair) {
    for (float size : new float[] {1e4f, -1e4f}) {
      Posterior.Conditional conditional =
          pair.posterior()
              .connect(1, 2, (into, offset, rows, columns, random) -> into[offset] = size);
      Prior.Learned p = pair.prior().connect(2, new Reader(1, conditional));
      List<Parameter> parameters = new ArrayList<>(conditional.parameters());
      parameters.addAll(p.parameters());
      ParameterLayout layout = new ParameterLayout(parameters);
      Input hidden = new Input("hidden", 1);
      Noise noise = new Noise("noise", Rows.BATCH, 2);
      LatentDistribution q = conditional.given(hidden);
      LatentDistribution.Sample drawn = q.sample(noise);
      List<Node> outputs = new ArrayList<>(List.of(p.logDensity(drawn.z())));
      if (!pair.posterior().isPoint()) { // Of a point nothing is to be differentiated.
        outputs.add(drawn.logDensity());
      }
      p.divergence(q).ifPresent(outputs::add);
      for (Node output : outputs) {
        Evaluation run = new Evaluation(layout, layout.initialise(1), 1, output);
        run.set(hidden, 1f).set(noise, 8f, -8f).run();
        for (float value : run.values(output)) {
          assertTrue(Float.isFinite(value), output + " at " + size);
        }
        for (float g : run.gradient()) {
          assertTrue(Float.isFinite(g), "gradient of " + output + " at " + size);
        }
      }
    }
  }

  @Test
  void divergenceByHand() {
    Input mean = new Input("mean", 1);
    Input logVariance = new Input("logVariance", 1);
    Node kl = new GaussianDivergence(mean, logVariance);
    ParameterLayout none = new ParameterLayout(List.of());
    Evaluation run = new Evaluation(none, new float[0], 4, kl);
    run.set(mean, 0f, 2f, 0f, 1e-3f).set(logVariance, 0f, 0f, 1f, 1e-3f).run();
    float[] found = run.values(kl);
    assertEquals(0f, found[0]);
    assertEquals(2f, found[1]);
    assertEquals((Math.E - 2) / 2, found[2], 1e-7);
    // Where float terms would cancel: (m² + v² / 2 + v³ / 6) / 2.
    assertEquals(7.5008e-7, found[3], 1e-10);
  }

  @Test
  void refusesNoiseOfOtherRows() {
    DiagonalGaussian q =
        new DiagonalGaussian(
            new Noise("noise", new Rows(2, 0), 1), new Noise("noise", new Rows(2, 0), 1));
    assertRefused(
        () -> q.sample(new Noise("noise", new Rows(3, 0), 1)), "multiples", "perExample=3");
    assertRefused(() -> q.sample(new Noise("noise", Rows.BATCH, 1)), "multiples", "perExample=1");
  }
}
