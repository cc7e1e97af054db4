package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.model.VAEArchitecture;
import org.lateo.objective.IWAE;
import org.lateo.objective.Models;
import org.lateo.output.LatentCode;
import org.tribuo.Model;
import org.tribuo.MutableDataset;

/** Every posterior with every prior: trained, stored, scored and sampled. */
final class LatentFamiliesTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.unit(100);

  static Stream<VAEArchitecture> families() {
    return Models.families();
  }

  private static VAEModel train(VAEArchitecture a) {
    return Tiny.trainer()
        .gated(a.gated())
        .posterior(a.posterior())
        .tied(a.tied())
        .prior(a.prior())
        .objective(new IWAE(2, IWAE.Gradient.PLAIN))
        .epochs(3)
        .build()
        .fit(DATASET);
  }

  @ParameterizedTest
  @MethodSource("families")
  void survivesStorage(VAEArchitecture architecture) {
    VAEModel model = train(architecture);
    VAEModel read = (VAEModel) Model.deserialize(model.serialize());
    Bits.assertSameModel(model, read, DATASET);
    VAEArchitecture found = read.definition().architecture();
    assertEquals(text(architecture.posterior()), text(found.posterior()));
    assertEquals(architecture.gated(), found.gated());
    assertEquals(architecture.tied(), found.tied());
    assertEquals(architecture.prior().getClass(), found.prior().getClass());
    assertEquals(text(architecture.prior()), text(found.prior()));
  }

  private static PartText text(Part part) {
    return PartKind.describe(part);
  }

  /** Codes have a divergence where it has a closed form; scores have one always. */
  @ParameterizedTest
  @MethodSource("families")
  void scoresAndSamples(VAEArchitecture architecture) {
    VAEModel model = train(architecture);
    var row = DATASET.getExample(0);
    assertEquals(hasClosedForm(architecture), !Double.isNaN(model.encode(row).getKL()));
    LatentCode scored = model.score(row);
    double size = 1 + Math.abs(scored.getReconstruction()) + Math.abs(scored.getKL());
    assertEquals(scored.getReconstruction() - scored.getKL(), scored.getELBO(), 1e-6 * size);
    if (!model.hasPrior()) {
      assertEquals(scored.getReconstruction(), scored.getELBO());
      assertTrue(scored.isPoint());
      return;
    }
    for (double[] sample : model.sample(20, 3)) {
      for (double value : sample) {
        assertTrue(value >= 0 && value <= 1);
      }
    }
    double[] estimates = model.logLikelihood(DATASET.getData(), 50);
    assertTrue(Double.isFinite(estimates[0]));
  }

  private static boolean hasClosedForm(VAEArchitecture a) {
    Posterior posterior = a.posterior();
    return a.prior() instanceof StandardNormalPrior
        && (posterior instanceof DiagonalGaussianPosterior
            || posterior.isPoint()
            || posterior instanceof CholeskyGaussianPosterior);
  }
}
