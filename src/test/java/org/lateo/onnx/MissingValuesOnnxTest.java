package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.math.Blas;
import org.lateo.nn.Activation;
import org.lateo.objective.Gaps;
import org.lateo.objective.Models;
import org.lateo.objective.VAE;

/** NaN in ONNX is what a missing value is in Java. */
final class MissingValuesOnnxTest {
  private static final int COLUMNS = 6;

  @TempDir Path folder;

  private static VAE vae(Likelihood likelihood) {
    return VAE.of(
        Models.architecture(List.of(9, 5), Activation.TANH, SmallModel.LATENT, likelihood),
        Models.scaling(likelihood, COLUMNS),
        false,
        Gaps.missing(likelihood, COLUMNS));
  }

  private static Parameters parameters(VAE vae) {
    return new Parameters(vae.layout(), Models.firstValues(vae, 7), Blas.best());
  }

  private static OnnxMetadata metadata() {
    List<String> names = IntStream.range(0, COLUMNS).mapToObj(c -> "f" + c).toList();
    return new OnnxMetadata("0.1", names, names.subList(0, 5), null);
  }

  /** The first row has nothing but gaps where there may be any. */
  private static float[][] rows(VAE vae) {
    float[] all = Gaps.rows(vae, 120);
    float[][] rows = new float[120][];
    Arrays.setAll(rows, r -> Arrays.copyOfRange(all, r * COLUMNS, (r + 1) * COLUMNS));
    return rows;
  }

  static Stream<Arguments> everyModel() {
    List<Arguments> models = new ArrayList<>();
    for (Likelihood likelihood : Models.likelihoods(COLUMNS).toList()) {
      if (!(likelihood instanceof Multinomial)) {
        for (OnnxHead head : SmallModel.heads()) {
          String name = likelihood.partName() + likelihood.settings();
          models.add(Arguments.of(Named.of(name, likelihood), head));
        }
      }
    }
    return models.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everyModel")
  void runtimeComputesWhatJavaDoes(Likelihood likelihood, OnnxHead head) {
    VAE vae = vae(likelihood);
    double difference =
        OnnxExport.writeChecked(
            vae, parameters(vae), head, metadata(), rows(vae), folder.resolve("gaps.onnx"));
    assertTrue(difference < OnnxCheck.TOLERANCE);
  }

  @Test
  void metadataNamesWhatMayBeMissing() {
    VAE vae = vae(new Bernoulli());
    Path file = folder.resolve("gaps.onnx");
    OnnxExport.writeChecked(vae, parameters(vae), OnnxHead.ENCODER, metadata(), rows(vae), file);
    try (OnnxSession session = OnnxSession.open(file, SessionSettings.DEFAULT)) {
      String names = session.metadata().get(OnnxMetadata.MISSING_FIELD);
      assertEquals("[\"f0\",\"f1\",\"f2\",\"f3\",\"f4\"]", names);
      float[] mean = session.run(new float[][] {rows(vae)[0]}).get("mean")[0];
      assertTrue(Float.isFinite(mean[0]));
      float[] other = {1, 1, 1, 1, 1, Float.NaN};
      assertTrue(Float.isNaN(session.run(new float[][] {other}).get("mean")[0][0]));
    }
  }
}
