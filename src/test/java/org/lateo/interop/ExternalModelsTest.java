package org.lateo.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Exported files as Tribuo models predict and evaluate as the models they were exported from. */
final class ExternalModelsTest {
  private static final MutableDataset<Label> LABELS =
      dataset(new LabelFactory(), row -> new Label(row % 2 == 0 ? "even" : "odd"));
  private static final MutableDataset<Event> EVENTS =
      dataset(
          new AnomalyFactory(),
          row -> row < 50 ? AnomalyFactory.EXPECTED_EVENT : AnomalyFactory.ANOMALOUS_EVENT);
  private static final MutableDataset<LatentCode> CODES =
      dataset(new LatentCodeFactory(), row -> LatentCode.UNKNOWN);

  private static final VAEModel VAE = small().build().fit(LABELS);
  private static final LatentFeatureModel<Label> PIPELINE =
      new LatentFeatureTrainer<>(small().build(), new LogisticRegressionTrainer()).train(LABELS);
  private static final VAEAnomalyModel DETECTOR =
      VAEAnomalyTrainer.builder().autoencoder(small().build()).members(2).build().train(usual());

  @TempDir private static Path folder;

  private interface OutputOf<T> {
    T row(int row);
  }

  private static VAETrainerBuilder small() {
    return VAETrainer.builder().hidden(8).latent(2).epochs(20).threads(1).validation(0);
  }

  /** A hundred rows; in the second half, b does not follow from a, and the last lack features. */
  private static <T extends Output<T>> MutableDataset<T> dataset(
      OutputFactory<T> factory, OutputOf<T> output) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    for (int i = 0; i < 100; i++) {
      dataset.add(example(i, output.row(i)));
    }
    return dataset;
  }

  private static <T extends Output<T>> Example<T> example(int row, T output) {
    RandomStream random = RandomStream.of(row, "external");
    double a = random.gaussian(0) + row % 2;
    double b = (row < 50 ? 2 * a : -9) + 0.1 * random.gaussian(1);
    ArrayExample<T> example = new ArrayExample<>(output);
    example.add("a", a);
    if (row < 90) {
      example.add("b", b);
      example.add(row % 3 == 0 ? "kind@x" : "kind@y", 1);
    }
    example.add("w", random.gaussian(2));
    return example;
  }

  private static MutableDataset<Event> usual() {
    MutableDataset<Event> usual =
        new MutableDataset<>(EVENTS.getProvenance(), EVENTS.getOutputFactory());
    usual.addAll(EVENTS.getData().subList(0, 50));
    return usual;
  }

  @BeforeAll
  static void export() {
    for (String head : List.of("encoder", "score", "reconstruction")) {
      VAE.exportONNX(head, folder.resolve(head + ".onnx"));
    }
    PIPELINE.exportPipeline(folder.resolve("pipeline.onnx"));
    DETECTOR.exportONNX(folder.resolve("detector.onnx"));
  }

  /** As it is, and as it comes back from Tribuo's protobuf. */
  private static <T extends Output<T>> List<Model<T>> withCopy(
      ONNXExternalModel<T> model, Class<T> type) {
    return List.of(model, Model.deserialize(model.serialize()).castModel(type));
  }

  private static void assertSameLabels(Model<Label> java, Path file) {
    LabelEvaluation expected = new LabelFactory().getEvaluator().evaluate(java, LABELS);
    try (ONNXExternalModel<Label> model = ExternalModels.classifier(file)) {
      assertEquals(java.getOutputIDInfo().getDomain(), model.getOutputIDInfo().getDomain());
      for (Model<Label> each : withCopy(model, Label.class)) {
        assertTrue(each.generatesProbabilities());
        LabelEvaluation found = new LabelFactory().getEvaluator().evaluate(each, LABELS);
        assertEquals(expected.getConfusionMatrix().toString(), "" + found.getConfusionMatrix());
        for (int i = 0; i < LABELS.size(); i++) {
          Prediction<Label> javas = expected.getPredictions().get(i);
          assertTrue(javas.distributionEquals(found.getPredictions().get(i), 1e-4));
          Prediction<Label> alone = each.predict(LABELS.getExample(i));
          assertTrue(javas.distributionEquals(alone, 1e-4));
        }
      }
    }
  }

  @Test
  void aPipelineIsAClassifier() {
    assertSameLabels(PIPELINE, folder.resolve("pipeline.onnx"));
  }

  @Test
  void semiSupervisedModelsAreClassifiers() {
    SemiSupervisedVAEModel alone = new SemiSupervisedVAETrainer(small().build()).train(LABELS);
    alone.exportPipeline(folder.resolve("m2.onnx"));
    assertSameLabels(alone, folder.resolve("m2.onnx"));
    VAETrainer second = small().likelihood(new Gaussian(Gaussian.Variance.ROW)).build();
    LatentFeatureModel<Label> stacked =
        SemiSupervisedVAETrainer.builder(second).stackedOn(small().build()).build().train(LABELS);
    stacked.exportPipeline(folder.resolve("m1m2.onnx"));
    assertSameLabels(stacked, folder.resolve("m1m2.onnx"));
  }

  /** What labels were spread to is a model of its own kind, on codes as without. */
  @Test
  void aClassifierOfSpreadLabelsIsAClassifier() {
    LatentFeatureModel<Label> spread =
        new LatentFeatureTrainer<>(
                small().build(),
                LabelSpreadingTrainer.builder(new LogisticRegressionTrainer())
                    .neighbours(5)
                    .alpha(0.9)
                    .build())
            .train(LABELS);
    spread.exportPipeline(folder.resolve("spread.onnx"));
    assertSameLabels(spread, folder.resolve("spread.onnx"));
  }

  private static void assertSameEvents(VAEAnomalyModel java, Path file) {
    AnomalyEvaluation expected = new AnomalyFactory().getEvaluator().evaluate(java, EVENTS);
    assertTrue(expected.getTruePositives() > 0 && expected.getTrueNegatives() > 0);
    try (ONNXExternalModel<Event> model = ExternalModels.detector(file)) {
      for (Model<Event> each : withCopy(model, Event.class)) {
        AnomalyEvaluation found = new AnomalyFactory().getEvaluator().evaluate(each, EVENTS);
        assertEquals(expected.getTruePositives(), found.getTruePositives());
        assertEquals(expected.getFalsePositives(), found.getFalsePositives());
        for (int i = 0; i < EVENTS.size(); i++) {
          double score = java.predict(EVENTS.getExample(i)).getOutput().getScore();
          Event alone = each.predict(EVENTS.getExample(i)).getOutput();
          assertEquals(score, alone.getScore(), 1e-4 * (1 + Math.abs(score - java.threshold())));
          assertEquals(
              alone.getScore(),
              found.getPredictions().get(i).getOutput().getScore(),
              1e-4 * (1 + Math.abs(score)));
        }
      }
    }
  }

  @Test
  void aDetectorIsADetector() {
    assertSameEvents(DETECTOR, folder.resolve("detector.onnx"));
  }

  /** Tribuo's own export of a model has one output, the score. */
  @Test
  void aSavedDetectorIsADetector() throws IOException {
    Path file = folder.resolve("saved.onnx");
    DETECTOR.saveONNXModel("org.example", 1, file);
    assertSameEvents(DETECTOR, file);
  }

  /** A variable that an example lacks is missing, not zero, and so it is for Tribuo's model. */
  @Test
  void missingValuesStayMissing() {
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder()
            .autoencoder(small().missing("b", "kind").build())
            .members(2)
            .build()
            .train(usual());
    Path file = folder.resolve("missing.onnx");
    model.exportONNX(file);
    assertSameEvents(model, file);
  }

  @Test
  void anEncoderIsAnEncoder() {
    List<LatentCode> expected = VAE.encode(CODES.getData());
    try (ONNXExternalModel<LatentCode> model =
        ExternalModels.encoder(folder.resolve("encoder.onnx"))) {
      for (Model<LatentCode> each : withCopy(model, LatentCode.class)) {
        List<Prediction<LatentCode>> found = each.predict(CODES);
        for (int i = 0; i < CODES.size(); i++) {
          assertSame(expected.get(i), found.get(i).getOutput());
          assertSame(expected.get(i), each.predict(CODES.getExample(i)).getOutput());
        }
        assertEquals(
            new LatentCodeFactory().getEvaluator().evaluate(VAE, CODES).getActiveUnits(),
            new LatentCodeFactory().getEvaluator().evaluate(each, CODES).getActiveUnits());
      }
    }
  }

  private static void assertSame(LatentCode expected, LatentCode found) {
    assertArrayEquals(expected.getNames(), found.getNames());
    assertArrayEquals(expected.getMean(), found.getMean(), 1e-4);
    assertArrayEquals(expected.getLogVariance(), found.getLogVariance(), 1e-4);
    assertFalse(found.isScored());
  }

  /** The provenance of the training is in the file. */
  @Test
  void tellsWhereItComesFrom() {
    try (ONNXExternalModel<Event> model =
        ExternalModels.detector(folder.resolve("detector.onnx"))) {
      assertEquals(
          DETECTOR.getProvenance().getClassName(),
          model.getTribuoProvenance().orElseThrow().getClassName());
    }
  }

  @Test
  void refusesFilesOfAnotherHead() throws IOException {
    Path mean = folder.resolve("mean.onnx");
    VAE.saveONNXModel("org.example", 1, mean);
    assertRefused(() -> ExternalModels.encoder(mean), "log_variance]", "encoder with [mean]");
    Path score = folder.resolve("score.onnx");
    Path encoder = folder.resolve("encoder.onnx");
    assertRefused(() -> ExternalModels.detector(score), "head score", "[score]", "elbo");
    assertRefused(() -> ExternalModels.classifier(encoder), "head pipeline", "found encoder");
    assertRefused(
        () -> ExternalModels.encoder(folder.resolve("reconstruction.onnx")),
        "[mean, log_variance]",
        "found reconstruction");
  }
}
