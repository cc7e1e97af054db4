package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.graph.RowSource;

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

  @Test
  void noSamplesAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> sampler.logLikelihood(SOURCE, ROWS, 0))
            .getMessage();
    assertTrue(message.equals("importance samples: expected at least 1, found 0"), message);
    assertEquals(0, sampler.kept());
  }
}
