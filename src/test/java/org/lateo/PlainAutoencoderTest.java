package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PointPosterior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.StudentT;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.objective.Reconstruction;
import org.lateo.objective.Sparsity;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.Reproduction;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.test.Helpers;

/** A plain autoencoder as a user has it: everything that a VAE does, or a refusal that helps. */
final class PlainAutoencoderTest {
  private static final MutableDataset<LatentCode> REAL = Tiny.real(300);
  private static final Example<LatentCode> ROW = REAL.getExample(3);
  private static final VAEModel MODEL = trainer(new Reconstruction()).build().fit(REAL);

  @TempDir private Path folder;

  private static VAETrainerBuilder trainer(Reconstruction objective) {
    return Tiny.trainer().autoencoder(objective);
  }

  static Stream<VAETrainerBuilder> kinds() {
    Reconstruction plain = new Reconstruction();
    return Stream.of(
        trainer(plain),
        trainer(plain.withNoise(0.5).withMasking(0.2)),
        trainer(plain.withContraction(0.1)),
        trainer(plain.withSparsity(1, Sparsity.KL)),
        trainer(plain.withSparsity(1, Sparsity.L1)).tied(true));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isStoredReproducedAndExported(VAETrainerBuilder trainer) {
    VAEModel model = trainer.build().fit(REAL);
    Helpers.testModelProtoSerialization(model, LatentCode.class, REAL);
    Bits.assertSameModel(model, (VAEModel) Model.deserialize(model.serialize()), REAL);
    VAETrainer again =
        (VAETrainer) Reproduction.trainer(model.getProvenance().getTrainerProvenance());
    Bits.assertSameModel(model, again.fit(REAL), REAL);
    for (String head : model.heads()) {
      double difference = model.exportONNX(head, folder.resolve(head + ".onnx"));
      assertTrue(difference <= 1e-4, head + " " + difference);
    }
  }

  @Test
  void anExportedEncoderGivesPoints() {
    MODEL.exportONNX("encoder", folder.resolve("encoder.onnx"));
    try (ONNXVAE encoder = ONNXVAE.open(folder.resolve("encoder.onnx"))) {
      LatentCode code = encoder.encode(List.of(ROW)).get(0);
      assertTrue(code.isPoint());
      assertArrayEquals(MODEL.encode(ROW).getMean(), code.getMean(), 1e-4);
    }
  }

  /** Noise of each row follows from seed, epoch and row; layers are wide enough to be shared. */
  @Test
  void theSameAtAnyNumberOfThreads() {
    MutableDataset<LatentCode> wide = Tiny.dataset(Tiny.unitRows(230, 90, 7));
    Reconstruction noisy =
        new Reconstruction().withNoise(0.3).withMasking(0.2).withSparsity(1, Sparsity.KL);
    float[][] found = new float[3][];
    int[] threads = {1, 2, 8};
    for (int i = 0; i < found.length; i++) {
      VAETrainer trainer =
          trainer(noisy)
              .hidden(200, 130)
              .batchSize(200)
              .epochs(2)
              .tied(true)
              .threads(threads[i])
              .build();
      found[i] = trainer.fit(wide).definition().parameters();
    }
    assertArrayEquals(found[0], found[1]);
    assertArrayEquals(found[0], found[2]);
  }

  @Test
  void aCodeIsAPoint() {
    LatentCode code = MODEL.encode(ROW);
    assertTrue(code.isPoint());
    assertEquals(Double.NEGATIVE_INFINITY, code.getLogVariance()[0]);
    assertEquals(0, code.getKL());
    assertFalse(code.isScored());
    LatentCode scored = MODEL.score(ROW);
    assertEquals(scored.getReconstruction(), scored.getELBO());
    assertEquals(0, scored.getKL());
    assertFalse(Tiny.trainer().build().fit(REAL).encode(ROW).isPoint());
  }

  /** What H2O's users know as the reconstruction error of each feature. */
  @Test
  void errorsAndNatsSplitByFeature() {
    double[] restored = MODEL.reconstruct(ROW);
    double[] scale = MODEL.definition().scaling().scale();
    ScoreSplit errors = MODEL.split(ScoreKind.RECONSTRUCTION_ERROR, 1, List.of(ROW)).get(0);
    for (int c = 0; c < restored.length; c++) {
      double value = Tiny.realRows(300, Tiny.COLUMNS, 7)[3][c];
      double error = (value - restored[c]) / scale[c];
      assertEquals(-error * error, errors.features()[c], 1e-4 * (1 + error * error));
    }
    ScoreSplit nats = MODEL.split(ScoreKind.ELBO, 1, List.of(ROW)).get(0);
    double sum = Arrays.stream(nats.features()).sum();
    assertEquals(MODEL.score(ROW).getELBO(), sum, 1e-4);
    assertEquals(0, Arrays.stream(nats.latents()).sum());
  }

  @Test
  void refusesWhatNeedsAPrior() {
    assertFalse(MODEL.hasPrior());
    assertFalse(MODEL.hasDensity());
    assertRefused(() -> MODEL.sample(1, 1), "prior", "plain autoencoder", "VAE");
    assertRefused(
        () -> MODEL.logLikelihood(REAL.getData(), 10), "prior", "plain autoencoder", "score");
    assertRefused(
        () -> MODEL.split(ScoreKind.LOG_LIKELIHOOD, 9, REAL.getData()), "plain autoencoder");
    assertRefused(
        () -> MODEL.split(ScoreKind.LATENT_DENSITY, 1, REAL.getData()),
        "LATENT_DENSITY",
        "RECONSTRUCTION");
    assertEquals(0, MODEL.meanLatentNats(REAL.getData()).length);
    assertTrue(MODEL.collapseWarning().isEmpty());
  }

  @Test
  void isEvaluatedByItsReconstruction() {
    LatentCodeEvaluation evaluation = new LatentCodeEvaluator(20, rows -> {}).evaluate(MODEL, REAL);
    assertEquals(evaluation.getReconstruction(), evaluation.getELBO());
    assertEquals(0, evaluation.getKL());
    assertTrue(evaluation.getLogLikelihood().isEmpty());
    assertTrue(evaluation.getCollapseWarning().isEmpty());
    assertEquals(0, evaluation.getKLPerLatent().length);
  }

  private static void refused(Executable executable, String... parts) {
    assertSays(assertThrows(PropertyException.class, executable), parts);
  }

  @Test
  void refusesSettingsOfAVAE() {
    refused(trainer(new Reconstruction()).prior(new MixturePrior())::build, "prior", "point");
    refused(
        Tiny.trainer().objective(new Reconstruction())::build, "reconstruction", "posterior point");
    refused(Tiny.trainer().tied(true)::build, "tied", "posterior is point");
    refused(
        trainer(new Reconstruction()).tied(true).decoderHidden(3)::build,
        "tied",
        "[16]",
        "found [3]");
    refused(
        trainer(new Reconstruction().withContraction(1)).hidden(4)::build,
        "one layer",
        "denoising");
    VAETrainer studentT =
        trainer(new Reconstruction()).likelihood(new StudentT()).tied(true).build();
    assertRefused(() -> studentT.fit(REAL), "gaussian or bernoulli", "student-t");
    VAETrainer point = Tiny.trainer().posterior(new PointPosterior()).build();
    refused(SemiSupervisedVAETrainer.builder(point)::build, "autoencoder");
    refused(
        LatentFeatureTrainer.builder(point, KernelLogisticTrainer.builder().build())
                .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
            ::build,
        "codes",
        "MEAN or a hidden layer of a plain autoencoder");
    refused(
        VAEAnomalyTrainer.builder().autoencoder(point).score(ScoreKind.LOG_LIKELIHOOD)::build,
        "score",
        "RECONSTRUCTION");
  }

  @Test
  void isTrainedFurther() {
    VAETrainer further = VAETrainer.builderLike(MODEL).epochs(5).threads(1).build();
    VAEModel more = further.incrementalTrain(REAL, MODEL);
    assertTrue(bound(more) > bound(MODEL), bound(more) + " after " + bound(MODEL));
  }

  private static double bound(VAEModel model) {
    return model.score(REAL).stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
  }

  @Test
  void detects() {
    MutableDataset<Event> rows =
        Tiny.dataset(
            Tiny.realRows(200, Tiny.COLUMNS, 7),
            new AnomalyFactory(),
            i -> new Event(Event.EventType.EXPECTED, 0));
    VAEAnomalyModel detector =
        VAEAnomalyTrainer.builder()
            .autoencoder(trainer(new Reconstruction().withMasking(0.1)).build())
            .members(2)
            .build()
            .train(rows);
    double[] usual = Tiny.realRows(1, Tiny.COLUMNS, 9)[0];
    double[] odd = usual.clone();
    odd[2] += 100;
    assertTrue(detector.score(List.of(example(odd)))[0] < detector.threshold());
    AnomalyExplanation why = detector.explain(List.of(example(odd))).get(0);
    assertEquals(Tiny.names(Tiny.COLUMNS)[2], why.features().get(0).name());
    double difference = detector.exportONNX(folder.resolve("detector.onnx"));
    assertTrue(difference <= 1e-4, "" + difference);
  }

  private static Example<Event> example(double... values) {
    return Tiny.example(new AnomalyFactory().getUnknownOutput(), values);
  }

  @Test
  void codesServeAClassifier() {
    MutableDataset<Label> rows =
        Tiny.dataset(
            Tiny.unitRows(120, Tiny.COLUMNS, 7),
            Labels.FACTORY,
            i -> i % 3 == 0 ? Labels.LOW : Labels.HIGH);
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(
                trainer(new Reconstruction()).build(), KernelLogisticTrainer.builder().build())
            .train(rows);
    assertEquals(rows.size(), model.predict(rows).size());
  }

  /** What is missing is restored from the rest; known values stay. */
  @Test
  void imputesAndExportsTiedWeightsWithGaps() {
    double[][] rows = Tiny.realRows(300, Tiny.COLUMNS, 7);
    double[][] gaps = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      gaps[r] = rows[r].clone();
      gaps[r][r % 3] = r % 2 == 0 ? Double.NaN : rows[r][r % 3];
    }
    VAEModel model =
        Tiny.trainer()
            .autoencoder(new Reconstruction().withMasking(0.2))
            .likelihood(new Gaussian())
            .missing("x[0-2]")
            .epochs(60)
            .tied(true)
            .build()
            .fit(gaps);
    List<ImputedRow> imputed = model.impute(model.examples(gaps));
    double[] scale = model.definition().scaling().scale();
    double error = 0;
    double ofMeans = 0;
    for (int r = 0; r < rows.length; r += 2) {
      int c = r % 3;
      assertEquals(rows[r][3], imputed.get(r).values()[3], 1e-4);
      error += Math.pow((imputed.get(r).values()[c] - rows[r][c]) / scale[c], 2);
      ofMeans += Math.pow((model.definition().scaling().shift()[c] - rows[r][c]) / scale[c], 2);
    }
    assertTrue(error < ofMeans, error + " and " + ofMeans);
    for (String head : model.heads()) {
      double difference = model.exportONNX(head, folder.resolve(head + ".onnx"));
      assertTrue(difference <= 1e-4, head + " " + difference);
    }
  }
}
