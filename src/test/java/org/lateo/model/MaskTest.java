package org.lateo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.Score;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;
import org.lateo.objective.Gaps;
import org.lateo.objective.Models;

/** What a bound has of rows with gaps, whatever the likelihood. */
final class MaskTest {
  private static final int COLUMNS = 5;
  private static final int ROWS = 6;
  private static final int LATENT = 2;
  private static final int SAMPLES = 3;

  static Stream<Likelihood> likelihoods() {
    return Models.likelihoods(COLUMNS).filter(l -> !(l instanceof Multinomial));
  }

  private static VAE model(Likelihood likelihood, MissingColumns missing) {
    return Models.small(Activation.TANH, likelihood)
        .connect(Models.scaling(likelihood, COLUMNS), false, missing);
  }

  private static VAE model(Likelihood likelihood) {
    return model(likelihood, Gaps.missing(likelihood, COLUMNS));
  }

  /** The values of parameters of the same names and shapes. */
  private static float[] taken(VAE from, VAE to) {
    float[] values = Models.firstValues(from, 5);
    float[] taken = new float[to.layout().size()];
    for (Parameter p : to.layout().parameters()) {
      Parameter same = named(from.layout(), p.name());
      if (same.size() == p.size()) {
        int offset = from.layout().offset(same);
        System.arraycopy(values, offset, taken, to.layout().offset(p), p.size());
      }
    }
    return taken;
  }

  private static Parameter named(ParameterLayout layout, String name) {
    return layout.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static float[] filled(float... rows) {
    float[] filled = rows.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Float.isNaN(filled[i]) ? 0.5f : filled[i];
    }
    return filled;
  }

  /**
   * Given z, columns are independent, so integrating some of them out leaves the sum of the others'
   * log-densities: those of a model without gaps, for the same z, to the last bit.
   */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void natsAreThoseOfTheKnownColumns(Likelihood likelihood) {
    VAE vae = model(likelihood);
    VAE plain = model(likelihood, MissingColumns.none(COLUMNS));
    float[] rows = Gaps.rows(vae, ROWS);
    float[] z = new float[ROWS * SAMPLES * LATENT];
    RandomStream.fillGaussian(3, z, 0, z.length);
    float[] found = nats(vae, Models.firstValues(vae, 5), rows, z);
    float[] expected = nats(plain, taken(vae, plain), filled(rows), z);
    for (int i = 0; i < found.length; i++) {
      int row = i / COLUMNS / SAMPLES;
      boolean gap = Float.isNaN(rows[row * COLUMNS + i % COLUMNS]);
      assertEquals(gap ? 0f : expected[i], found[i], "row " + row + ", column " + i % COLUMNS);
    }
  }

  private static float[] nats(VAE vae, float[] values, float[] rows, float[] z) {
    Noise code = new Noise("noise", Rows.BATCH.times(SAMPLES), LATENT);
    var nats = vae.logDensity(code, vae.observed(), SAMPLES);
    return new Evaluation(vae.layout(), values, ROWS, nats)
        .set(vae.features(), rows)
        .set(code, z)
        .run()
        .values(nats);
  }

  /** Bounds, scores and weights are sums of those nats, and finite. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void aScoreHasZeroNatsAtGaps(Likelihood likelihood) {
    VAE vae = model(likelihood);
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    float[] rows = Gaps.rows(vae, ROWS);
    Evaluation run = run(vae, score, rows);
    float[] nats = run.values(score.featureNats());
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
        assertTrue(Float.isFinite(nats[i]) && !(Float.isNaN(rows[i]) && nats[i] != 0));
        sum += nats[i];
      }
      double kl = run.values(score.kl())[row];
      assertEquals(sum - kl, run.values(score.elbo())[row], 2e-7 * (1 + Math.abs(sum) + kl));
    }
  }

  private static Evaluation run(VAE vae, Score score, float... rows) {
    return new Evaluation(
            vae.layout(),
            Models.firstValues(vae, 5),
            rows.length / COLUMNS,
            score.elbo(),
            score.kl(),
            score.featureNats(),
            score.mean())
        .set(vae.features(), rows)
        .set(score.noise(), FixedDraws.of(LATENT, 1))
        .run();
  }

  /** A row of which nothing is known has no reconstruction: its bound is minus the divergence. */
  @Test
  void aRowOfGapsHasTheDivergenceAlone() {
    VAE vae = model(new Bernoulli(), new MissingColumns(List.of(1, 2, 3, 4, 5)));
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    float nan = Float.NaN;
    Evaluation run = run(vae, score, nan, nan, nan, nan, nan);
    assertArrayEquals(new float[COLUMNS], run.values(score.featureNats()));
    assertTrue(run.values(score.kl())[0] > 0);
    assertEquals(-run.values(score.kl())[0], run.values(score.elbo())[0]);
  }

  /** The encoder tells a zero from a gap, which it reads as zero too. */
  @Test
  void theEncoderIsToldOfGaps() {
    VAE vae = model(new Bernoulli());
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    float[] gap = run(vae, score, Float.NaN, 1, 1, 1, 1).values(score.mean());
    float[] zero = run(vae, score, 0, 1, 1, 1, 1).values(score.mean());
    assertTrue(Math.abs(gap[0] - zero[0]) > 1e-3);
    Evaluation read =
        new Evaluation(
            vae.layout(), Models.firstValues(vae, 5), 1, vae.encoderInput(vae.observed()));
    read.set(vae.features(), Float.NaN, 0.25f, Float.NaN, 1, 0).run();
    assertArrayEquals(new float[] {0, 0.25f, 0, 1, 0, 0, 1, 0, 1}, read.values(read.root()));
  }

  /** NaN where no value may be missing is not taken for a gap. */
  @Test
  void otherColumnsKeepTheirNaN() {
    VAE vae = model(new Bernoulli());
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    assertTrue(Float.isNaN(run(vae, score, 1, 1, 1, 1, Float.NaN).values(score.elbo())[0]));
  }

  @Test
  void sparseRowsHaveNoGaps() {
    MissingColumns missing = new MissingColumns(List.of(1, 0));
    assertRefused(
        () ->
            Models.small(Activation.TANH, new Bernoulli()).connect(Scaling.none(2), true, missing),
        "dense rows");
  }
}
