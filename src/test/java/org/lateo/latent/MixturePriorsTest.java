package org.lateo.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.Sample;
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

/** Priors that are mixtures, where they are something known. */
final class MixturePriorsTest {
  private static final int LATENT = 3;
  private static final int ROWS = 50;
  private static final int SAMPLES = 20_000;

  private final Input z = new Input("z", LATENT);

  private static float[] gaussian(int count, long key) {
    float[] draws = new float[count];
    RandomStream.fillGaussian(key, draws, 0, count);
    return draws;
  }

  /** Not asked by a mixture. */
  private record Nobody() implements Prior.Recognition {
    @Override
    public int columns() {
      throw new IllegalStateException();
    }

    @Override
    public LatentDistribution given(Node rows) {
      throw new IllegalStateException();
    }
  }

  @Test
  void oneStandardComponentIsTheStandardNormal() {
    Prior.Learned mixture = new MixturePrior(1).connect(LATENT, new Nobody());
    Prior.Learned standard = new StandardNormalPrior().connect(LATENT, new Nobody());
    ParameterLayout layout = new ParameterLayout(mixture.parameters());
    Node found = mixture.logDensity(z);
    Node expected = SumColumns.of(standard.logDensity(z));
    Evaluation run = new Evaluation(layout, new float[layout.size()], ROWS, found, expected);
    run.set(z, gaussian(ROWS * LATENT, 1)).run();
    for (int row = 0; row < ROWS; row++) {
      double nats = run.values(expected)[row];
      assertEquals(nats, run.values(found)[row], 1e-6 * (1 + Math.abs(nats)));
    }
  }

  /** KL of two diagonal Gaussians: Σ (v/s + (m - n)²/s - 1 - log v/s) / 2. */
  @Test
  void sampledDivergenceFromOneComponentIsTheClosedOne() {
    Prior.Learned p = new MixturePrior(1).connect(LATENT, new Nobody());
    Parameter[] of = p.parameters().toArray(new Parameter[0]);
    ParameterLayout layout = new ParameterLayout(p.parameters());
    float[] values = new float[layout.size()];
    float[] n = {0.5f, -1f, 2f};
    float[] s = {0.3f, -0.4f, 0f};
    System.arraycopy(n, 0, values, layout.offset(of[0]), LATENT);
    System.arraycopy(s, 0, values, layout.offset(of[1]), LATENT);
    DiagonalGaussian q =
        new DiagonalGaussian(new Input("mean", LATENT), new Input("logVariance", LATENT));
    Noise noise = new Noise("noise", Rows.BATCH.times(SAMPLES), LATENT);
    LatentDistribution.Sample drawn = q.sample(noise);
    Node logQ = SumColumns.of(drawn.logDensity());
    Node logP = p.logDensity(drawn.z());
    float[] m = {0f, -0.5f, 1f};
    float[] v = {-0.5f, 0.5f, -1f};
    Evaluation run = new Evaluation(layout, values, 1, logQ, logP);
    run.set(q.mean(), m).set(q.logVariance(), v).set(noise, gaussian(SAMPLES * LATENT, 2)).run();
    Sample sample = new Sample();
    for (int i = 0; i < SAMPLES; i++) {
      sample.add((double) run.values(logQ)[i] - run.values(logP)[i]);
    }
    double closed = 0;
    for (int l = 0; l < LATENT; l++) {
      // The mixture's log-variances are softly bounded.
      double logS = 15 * Math.tanh(s[l] / 15);
      double square = Math.pow((double) m[l] - n[l], 2) * Math.exp(-logS);
      closed += 0.5 * (Math.exp(v[l] - logS) + square - 1 - (v[l] - logS));
    }
    sample.assertMean(closed);
  }

  private record Reader(int columns, Posterior.Conditional posterior) implements Prior.Recognition {
    @Override
    public LatentDistribution given(Node rows) {
      return posterior.given(rows);
    }
  }

  @Test
  void onePseudoInputIsThePosteriorThere() {
    Posterior.Conditional posterior =
        new DiagonalGaussianPosterior().connect(4, LATENT, Initialiser.normal(0.5f));
    Prior.Learned vamp = new VampPrior(1).connect(LATENT, new Reader(4, posterior));
    List<Parameter> parameters = new ArrayList<>(posterior.parameters());
    parameters.addAll(vamp.parameters());
    ParameterLayout layout = new ParameterLayout(parameters);
    float[] values = gaussian(layout.size(), 7);
    int offset = layout.offset(vamp.pseudoInputs().orElseThrow());
    Input hidden = new Input("hidden", 4);
    ExplicitDistribution q = (ExplicitDistribution) posterior.given(hidden);
    Node expected = SumColumns.of(q.logDensity(z));
    Node found = vamp.logDensity(z);
    Evaluation run = new Evaluation(layout, values, ROWS, found, expected);
    run.set(hidden, Arrays.copyOfRange(values, offset, offset + 4));
    run.set(z, gaussian(ROWS * LATENT, 1)).run();
    for (int row = 0; row < ROWS; row++) {
      double nats = run.values(expected)[row];
      assertEquals(nats, run.values(found)[row], 1e-6 * (1 + Math.abs(nats)));
    }
  }

  /** The weights' scale does not matter, and huge ones choose one component. */
  @Test
  void weightsAreShares() {
    Prior.Learned p = new MixturePrior(2).connect(LATENT, new Nobody());
    ParameterLayout layout = new ParameterLayout(p.parameters());
    float[] values = layout.initialise(3);
    int logits = layout.offset(p.parameters().get(2));
    Node density = p.logDensity(z);
    float[][] found = new float[2][];
    for (int shift = 0; shift < 2; shift++) {
      values[logits] = 1 + 64 * shift;
      values[logits + 1] = 2 + 64 * shift;
      found[shift] =
          new Evaluation(layout, values, ROWS, density)
              .set(z, gaussian(ROWS * LATENT, 1))
              .run()
              .values(density);
    }
    assertArrayEquals(found[0], found[1], 2e-5f);
  }

  @Test
  void pseudoInputsNeedADiagonalPosterior() {
    Posterior.Conditional full =
        new CholeskyGaussianPosterior().connect(4, LATENT, Initialiser.normal(1f));
    assertRefused(
        () -> new VampPrior().connect(LATENT, new Reader(4, full)), "vamp", "diagonal Gaussian");
  }

  @Test
  void sizesAreAtLeastOne() {
    assertSays(
        assertThrows(PropertyException.class, () -> new MixturePrior(0)), "components", "found 0");
    assertSays(
        assertThrows(PropertyException.class, () -> new VampPrior(0)), "pseudoInputs", "found 0");
  }
}
