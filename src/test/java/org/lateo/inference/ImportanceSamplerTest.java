package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.RowSource;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Observation;
import org.lateo.model.VAE;

final class ImportanceSamplerTest {
  private static final int ROWS = 5;
  private static final VAEModel MODEL = Tiny.trainer().build().fit(Tiny.real(100));
  private static final RowSource SOURCE = RowSource.of(MODEL.checkRows());

  private final ImportanceSampler sampler =
      new ImportanceSampler(MODEL.ofRawRows(), MODEL.parameters(), 3);

  @Test
  void keepsFewProgramsHoweverManyNumbersOfSamplesAreAskedFor() {
    double[] first = sampler.logLikelihood(SOURCE, ROWS, 3).nats();
    for (int samples = 4; samples < 30; samples++) {
      sampler.logLikelihood(SOURCE, ROWS, samples);
    }
    assertEquals(4, sampler.kept());
    assertArrayEquals(first, sampler.logLikelihood(SOURCE, ROWS, 3).nats());
  }

  /** Passes of 256 samples: one program serves any number above that. */
  @Test
  void manySamplesAreTakenByOneProgram() {
    for (int samples : new int[] {256, 257, 400, 512}) {
      assertEquals(samples, sampler.logLikelihood(SOURCE, ROWS, samples).samples());
    }
    assertEquals(1, sampler.kept());
  }

  @Test
  void oneProgramServesEstimatesMeansAndSplits() {
    double[] nats = sampler.logLikelihood(SOURCE, ROWS, 20).nats();
    sampler.means(SOURCE, ROWS, 20);
    for (int i = 0; i < ROWS; i++) {
      double total = sampler.split(SOURCE, ROWS, 20).get(i).total();
      assertEquals(nats[i], total, 1e-4 * (1 + Math.abs(nats[i])));
    }
    assertEquals(1, sampler.kept());
  }

  /**
   * NaN where the decoder's output is large, so that some draws have a weight and a mean of NaN.
   */
  private static VAE overflowing(VAE vae) {
    Likelihood.Conditional family = vae.likelihood();
    Likelihood.Conditional other =
        new Likelihood.Conditional() {
          @Override
          public List<Parameter> parameters() {
            return family.parameters();
          }

          @Override
          public Node scale(Node raw) {
            return family.scale(raw);
          }

          @Override
          public Observation given(Node hidden) {
            Node large = ScaleColumns.of(SumColumns.of(hidden), Float.MAX_VALUE, 0);
            Node none = RepeatColumns.of(Sum.subtract(large, large), Tiny.COLUMNS);
            Observation given = family.given(hidden);
            return Observation.of(
                scaled -> Sum.add(given.logDensity(scaled), none),
                () -> Sum.add(given.mean(), none));
          }
        };
    return new VAE(
        vae.features(),
        vae.rows(),
        vae.latent(),
        vae.encoder(),
        vae.posterior(),
        vae.prior(),
        vae.decoder(),
        other,
        vae.missing(),
        vae.support(),
        vae.origin(),
        vae.weightDivergence());
  }

  @Test
  void drawsWithoutANumberHaveNoWeight() {
    VAE vae = overflowing(MODEL.ofRawRows());
    ImportanceWeights weights = ImportanceWeights.of(vae, 100);
    Set<Boolean> found = new HashSet<>();
    new Runner(MODEL.parameters(), Map.of("weight", weights.logWeight()), 1)
        .run(
            List.of("weight"),
            SOURCE,
            1,
            NoiseSource.gaussian(LatentDistribution.NOISE, 3, 0),
            batch -> {
              for (float weight : batch.values("weight")) {
                found.add(Float.isNaN(weight));
              }
            });
    assertEquals(Set.of(true, false), found);
    ImportanceSampler of = new ImportanceSampler(vae, MODEL.parameters(), 3);
    assertTrue(Double.isFinite(of.logLikelihood(SOURCE, 1, 100).nats()[0]));
    for (double mean : of.means(SOURCE, 1, 100)[0]) {
      assertTrue(Double.isFinite(mean));
    }
  }

  @Test
  void noSamplesAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> sampler.logLikelihood(SOURCE, ROWS, 0))
            .getMessage();
    assertTrue(message.equals("importance samples: expected at least 1, found 0"), message);
    assertEquals(0, sampler.kept());
  }
}
