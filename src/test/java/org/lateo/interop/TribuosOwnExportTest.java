package org.lateo.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.math.RandomStream;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.onnx.DenseTransformer;
import org.tribuo.interop.onnx.LabelTransformer;
import org.tribuo.interop.onnx.MultiLabelTransformer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.interop.onnx.OutputTransformer;
import org.tribuo.interop.onnx.RegressorTransformer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.multilabel.sgd.objectives.Hinge;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.slm.LARSTrainer;

/**
 * What Tribuo's {@code OnnxTestUtils} do with a model's {@code saveONNXModel}: the file is opened
 * by the input name {@code input} with Tribuo's transformers, and predicts as the model does, from
 * which its provenance comes too. The same for Tribuo's ensembles of our models.
 */
final class TribuosOwnExportTest {
  private static final int ROWS = 150;
  private static final double CLOSE = 1e-4;

  @TempDir private Path folder;

  private static VAETrainerBuilder small() {
    return VAETrainer.builder().hidden(8).latent(2).epochs(10).threads(1).validation(0);
  }

  private static <T extends Output<T>> LatentFeatureTrainer<T> on(Trainer<T> inner) {
    return LatentFeatureTrainer.builder(small().build(), inner).inactiveBelow(0).build();
  }

  private static double value(int row, int column) {
    RandomStream random = RandomStream.of(row, "tribuo's own");
    return column < 2 ? random.gaussian(column) : random.gaussian(column % 2) + 0.1 * column;
  }

  private static <T extends Output<T>> MutableDataset<T> dataset(
      OutputFactory<T> factory, IntFunction<T> output) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    for (int row = 0; row < ROWS; row++) {
      ArrayExample<T> example = new ArrayExample<>(output.apply(row));
      for (int c = 0; c < 5; c++) {
        example.add("f" + c, value(row, c));
      }
      dataset.add(example);
    }
    return dataset;
  }

  private static MutableDataset<Label> labels() {
    return dataset(
        new LabelFactory(),
        row -> new Label(value(row, 0) > 0.5 ? "c" : value(row, 1) > 0 ? "a" : "b"));
  }

  private static MutableDataset<Regressor> numbers() {
    return dataset(
        new RegressionFactory(),
        row ->
            new Regressor(
                new String[] {"y", "b", "x"},
                new double[] {value(row, 0), 1000 * value(row, 1), 5 + value(row, 2)}));
  }

  private static MutableDataset<MultiLabel> sets() {
    return dataset(
        new MultiLabelFactory(),
        row -> {
          Set<Label> set = new HashSet<>(Set.of(new Label(value(row, 0) > 0 ? "high" : "low")));
          if (value(row, 1) > 0) {
            set.add(new Label("wide"));
          }
          return new MultiLabel(set);
        });
  }

  /** Saves a model as Tribuo does, and opens the file as its helpers do. */
  private <T extends Output<T>> ONNXExternalModel<T> saved(
      Model<T> model, OutputFactory<T> factory, OutputTransformer<T> reader) throws Exception {
    Path file = folder.resolve("saved.onnx");
    ((ONNXExportable) model).saveONNXModel("org.example", 1, file);
    Map<String, Integer> features = new HashMap<>();
    for (VariableInfo feature : model.getFeatureIDMap()) {
      features.put(feature.getName(), ((VariableIDInfo) feature).getID());
    }
    Map<T, Integer> outputs = new HashMap<>();
    model.getOutputIDInfo().forEach(pair -> outputs.put(pair.getB(), pair.getA()));
    ONNXExternalModel<T> opened =
        ONNXExternalModel.createOnnxModel(
            factory,
            features,
            outputs,
            new DenseTransformer(),
            reader,
            new SessionOptions(),
            file,
            "input");
    assertEquals(model.getProvenance(), opened.getTribuoProvenance().orElseThrow());
    return opened;
  }

  private static void assertSameLabels(Model<Label> java, Model<Label> onnx) {
    MutableDataset<Label> rows = labels();
    List<Prediction<Label>> found = onnx.predict(rows);
    for (int i = 0; i < ROWS; i++) {
      Prediction<Label> expected = java.predict(rows.getExample(i));
      assertEquals(expected.getOutput().getLabel(), found.get(i).getOutput().getLabel());
      for (Map.Entry<String, Label> scored : expected.getOutputScores().entrySet()) {
        Label other = found.get(i).getOutputScores().get(scored.getKey());
        assertEquals(scored.getValue().getScore(), other.getScore(), CLOSE);
      }
    }
  }

  private static void assertSameNumbers(Model<Regressor> java, Model<Regressor> onnx) {
    MutableDataset<Regressor> rows = numbers();
    List<Prediction<Regressor>> found = onnx.predict(rows);
    for (int i = 0; i < ROWS; i++) {
      Regressor expected = java.predict(rows.getExample(i)).getOutput();
      assertArrayEquals(expected.getNames(), found.get(i).getOutput().getNames());
      double[] values = found.get(i).getOutput().getValues();
      assertArrayEquals(expected.getValues(), values, 1000 * CLOSE);
    }
  }

  private static void assertSameSets(Model<MultiLabel> java, Model<MultiLabel> onnx) {
    MutableDataset<MultiLabel> rows = sets();
    List<Prediction<MultiLabel>> found = onnx.predict(rows);
    for (int i = 0; i < ROWS; i++) {
      Prediction<MultiLabel> expected = java.predict(rows.getExample(i));
      assertEquals(expected.getOutput().getNameSet(), found.get(i).getOutput().getNameSet());
      for (Map.Entry<String, MultiLabel> scored : expected.getOutputScores().entrySet()) {
        String label = scored.getKey();
        assertEquals(
            scored.getValue().getLabelScore(new Label(label)).orElseThrow(),
            found.get(i).getOutputScores().get(label).getLabelScore(new Label(label)).orElseThrow(),
            CLOSE);
      }
    }
  }

  @Test
  void classifiersAndEnsemblesOfThem() throws Exception {
    Trainer<Label> pipeline = on(new LogisticRegressionTrainer());
    List<Trainer<Label>> trainers =
        List.of(
            pipeline,
            new BaggingTrainer<>(pipeline, new VotingCombiner(), 3),
            new BaggingTrainer<>(pipeline, new FullyWeightedVotingCombiner(), 3),
            new AdaBoostTrainer(pipeline, 3),
            on(new BaggingTrainer<>(new LogisticRegressionTrainer(), new VotingCombiner(), 2)),
            BayesianClassifierTrainer.builder().hidden(8).epochs(10).threads(1).build(),
            new SemiSupervisedVAETrainer(small().build()),
            new BaggingTrainer<>(
                SemiSupervisedVAETrainer.builder(small().build())
                    .stackedOn(small().build())
                    .build(),
                new FullyWeightedVotingCombiner(),
                2));
    for (Trainer<Label> trainer : trainers) {
      Model<Label> model = trainer.train(labels());
      try (ONNXExternalModel<Label> opened =
          saved(model, new LabelFactory(), new LabelTransformer())) {
        assertSameLabels(model, opened);
      }
    }
  }

  @Test
  void regressionsAndEnsemblesOfThem() throws Exception {
    Trainer<Regressor> pipeline = on(new LARSTrainer(2));
    for (Trainer<Regressor> trainer :
        List.of(pipeline, new BaggingTrainer<>(pipeline, new AveragingCombiner(), 3))) {
      Model<Regressor> model = trainer.train(numbers());
      try (ONNXExternalModel<Regressor> opened =
          saved(model, new RegressionFactory(), new RegressorTransformer())) {
        assertSameNumbers(model, opened);
      }
    }
  }

  /** Dimensions of which neither the order of the names nor that of the ids is the given one. */
  @Test
  void regressionsWithUncertainty() throws Exception {
    MutableDataset<Regressor> rows =
        dataset(
            new RegressionFactory(),
            row ->
                new Regressor(
                    new String[] {"z2", "a1"}, new double[] {value(row, 0), 1000 * value(row, 1)}));
    Trainer<Regressor> bayesian =
        BayesianRegressionTrainer.builder().hidden(8).epochs(10).threads(1).build();
    for (Trainer<Regressor> trainer :
        List.of(bayesian, new BaggingTrainer<>(bayesian, new AveragingCombiner(), 2))) {
      Model<Regressor> model = trainer.train(rows);
      try (ONNXExternalModel<Regressor> opened =
          saved(model, new RegressionFactory(), new RegressorTransformer())) {
        assertSameNumbers(model, opened);
      }
    }
  }

  private static Trainer<MultiLabel> linear(boolean probabilities) {
    return new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
        probabilities ? new BinaryCrossEntropy() : new Hinge(), new AdaGrad(0.1), 5, 1);
  }

  @Test
  void setsOfLabelsAndEnsemblesOfThem() throws Exception {
    Trainer<MultiLabel> pipeline = on(linear(true));
    for (Trainer<MultiLabel> trainer :
        List.of(pipeline, new BaggingTrainer<>(pipeline, new MultiLabelVotingCombiner(), 3))) {
      Model<MultiLabel> model = trainer.train(sets());
      try (ONNXExternalModel<MultiLabel> opened =
          saved(model, new MultiLabelFactory(), new MultiLabelTransformer())) {
        assertSameSets(model, opened);
      }
    }
  }

  /** Our own files say their outputs' names, so that nothing has to be mapped by hand. */
  @Test
  void pipelinesOfNumbersAndSetsOpenByWhatTheirFilesSay() {
    Path file = folder.resolve("pipeline.onnx");
    LatentFeatureModel<Regressor> numbers = on(new LARSTrainer(2)).train(numbers());
    numbers.exportPipeline(file);
    try (ONNXExternalModel<Regressor> opened = ExternalModels.regressor(file)) {
      assertSameNumbers(numbers, opened);
      assertSameNumbers(numbers, Model.deserialize(opened.serialize()).castModel(Regressor.class));
    }
    for (boolean probabilities : new boolean[] {true, false}) {
      LatentFeatureModel<MultiLabel> sets = on(linear(probabilities)).train(sets());
      sets.exportPipeline(file);
      try (ONNXExternalModel<MultiLabel> opened = ExternalModels.labelSets(file)) {
        assertSameSets(sets, opened);
        assertSameSets(sets, Model.deserialize(opened.serialize()).castModel(MultiLabel.class));
      }
    }
    assertRefused(() -> ExternalModels.classifier(file), "lateo.classes");
    assertRefused(() -> ExternalModels.regressor(file), "lateo.dimensions");
  }

  /** Tribuo's own graph of these predicts something else; only our own export corrects it. */
  @Test
  void ensemblesOfWhatTribuoWritesWronglyAreRefused() throws Exception {
    Trainer<Label> logistic =
        new LibLinearClassificationTrainer(new LinearClassificationType(LinearType.L2R_LR), 1, 0.1);
    Model<Label> alone = on(logistic).train(labels());
    try (ONNXExternalModel<Label> opened =
        saved(alone, new LabelFactory(), new LabelTransformer())) {
      assertSameLabels(alone, opened);
    }
    Model<Label> bagged =
        new BaggingTrainer<>(on(logistic), new VotingCombiner(), 2).train(labels());
    assertRefused(
        () -> ((ONNXExportable) bagged).exportONNXModel("org.example", 1),
        "LibLinear's logistic models",
        "exportPipeline");
  }
}
