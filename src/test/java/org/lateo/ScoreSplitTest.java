package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.output.LatentCode;
import org.tribuo.Example;

/** Splits sum to what the model says elsewhere, or to what is computed here by hand. */
final class ScoreSplitTest {
  private static final int SAMPLES = 300;

  static Stream<VAEModel> models() {
    return Stream.of(
            Tiny.trainer(),
            Tiny.trainer().likelihood(new Gaussian(Gaussian.Variance.FIXED, 0.3)),
            Tiny.trainer().prior(new MixturePrior(3)),
            Tiny.trainer().posterior(new CholeskyGaussianPosterior()))
        .map(trainer -> trainer.build().fit(Tiny.real(80)));
  }

  private static List<Example<?>> rows() {
    return Bits.examples(Tiny.real(40));
  }

  private static double scale(ScoreSplit split) {
    double all = 1;
    for (double entry : split.features()) {
      all += Math.abs(entry);
    }
    for (double entry : split.latents()) {
      all += Math.abs(entry);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("models")
  void boundsAreThoseOfScore(VAEModel model) {
    List<LatentCode> codes = model.score(rows());
    List<ScoreSplit> elbo = model.split(ScoreKind.ELBO, 1, rows());
    List<ScoreSplit> reconstruction = model.split(ScoreKind.RECONSTRUCTION, 1, rows());
    for (int i = 0; i < codes.size(); i++) {
      double rounding = 1e-6 * scale(elbo.get(i));
      assertEquals(codes.get(i).getELBO(), elbo.get(i).total(), rounding);
      assertEquals(-codes.get(i).getKL(), Arrays.stream(elbo.get(i).latents()).sum(), rounding);
      assertEquals(codes.get(i).getReconstruction(), reconstruction.get(i).total(), rounding);
      assertEquals(Tiny.COLUMNS, elbo.get(i).features().length);
      assertArrayEquals(elbo.get(i).features(), reconstruction.get(i).features());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void logLikelihoodsAreThoseOfTheModelInPassesToo(VAEModel model) {
    List<Example<?>> few = rows().subList(0, 5);
    for (int samples : new int[] {1, 7, SAMPLES}) {
      double[] nats = model.logLikelihood(few, samples);
      List<ScoreSplit> splits = model.split(ScoreKind.LOG_LIKELIHOOD, samples, few);
      for (int i = 0; i < nats.length; i++) {
        assertEquals(nats[i], splits.get(i).total(), 1e-9 * scale(splits.get(i)));
        assertEquals(1, splits.get(i).latents().length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void reconstructionErrorsAreSquaresInUnitsOfTheColumn(VAEModel model) {
    List<ScoreSplit> errors = model.split(ScoreKind.RECONSTRUCTION_ERROR, 1, rows());
    double[][] values = Tiny.realRows(40, Tiny.COLUMNS, 7);
    double[] scale = model.definition().scaling().scale();
    for (int i = 0; i < values.length; i++) {
      double[] mean = model.reconstruct(rows().get(i));
      for (int c = 0; c < mean.length; c++) {
        double error = ((float) values[i][c] - mean[c]) / scale[c];
        assertEquals(-error * error, errors.get(i).features()[c], 1e-4 * (1 + error * error));
      }
      assertEquals(0, errors.get(i).latents().length);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void latentDensityOfAStandardNormalPrior(VAEModel model) {
    List<ScoreSplit> density = model.split(ScoreKind.LATENT_DENSITY, 1, rows());
    List<LatentCode> codes = model.encode(rows());
    if (model.definition().architecture().prior() instanceof MixturePrior) {
      assertEquals(1, density.get(0).latents().length);
      return;
    }
    for (int i = 0; i < codes.size(); i++) {
      for (int l = 0; l < model.latent(); l++) {
        double z = codes.get(i).getMean()[l];
        double expected = -0.5 * (z * z + Math.log(2 * Math.PI));
        assertEquals(expected, density.get(i).latents()[l], 1e-5 * (1 + z * z));
      }
    }
  }
}
