package org.lateo.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Bits;
import org.lateo.Labels;
import org.lateo.RecordingTrainer;
import org.lateo.Tiny;
import org.lateo.VAETrainer;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.LabelledRows;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.test.Helpers;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** Training with few labels, in each of the shapes that Tribuo gives a dataset. */
final class LatentFeatureTrainerTest {
  private static final int ROWS = 120;
  private static final int STEP = 4;

  private final RecordingTrainer inner = new RecordingTrainer();
  private final LatentFeatureTrainer<Label> trainer =
      LatentFeatureTrainer.builder(Tiny.trainer().build(), inner).inactiveBelow(0).build();

  static Stream<Named<Dataset<Label>>> copies() {
    MutableDataset<Label> dataset = Labels.partly(ROWS, STEP);
    Dataset<Label> read = Helpers.testDatasetSerialization(dataset);
    Dataset<Label> immutable = ImmutableDataset.copyDataset(dataset);
    return Stream.of(
        Named.of("mutable", dataset),
        Named.of("immutable copy", immutable),
        Named.of("deep copy", MutableDataset.createDeepCopy(dataset)),
        Named.of("view", DatasetView.createView(dataset, e -> true, "all")),
        Named.of("read", read),
        Named.of("immutable, read", Helpers.testDatasetSerialization(immutable)),
        Named.of("view of read", DatasetView.createView(read, e -> true, "all")),
        Named.of("immutable copy of read", ImmutableDataset.copyDataset(read)));
  }

  @Test
  void someCopiesMakeAClassOfTheUnknownLabel() {
    Set<Label> domain = MutableDataset.createDeepCopy(Labels.partly(ROWS, STEP)).getOutputs();
    assertTrue(domain.contains(LabelFactory.UNKNOWN_LABEL), "or half of this class tests nothing");
  }

  @ParameterizedTest
  @MethodSource("copies")
  void rowsWithoutALabelTrainTheAutoencoderOnly(Dataset<Label> dataset) {
    LatentFeatureModel<Label> model = trainer.train(dataset);
    Bits.assertSameModel(Tiny.trainer().build().fit(dataset), model.encoder(), dataset);
    assertEquals(Set.of(Labels.LOW, Labels.HIGH), model.getOutputIDInfo().getDomain());
    Dataset<Label> seen = inner.seen.get(0);
    assertEquals(Set.of(Labels.LOW, Labels.HIGH), seen.getOutputInfo().getDomain());
    assertEquals(ROWS / STEP, seen.size());
    for (int i = 0; i < seen.size(); i++) {
      Example<Label> original = dataset.getExample(i * STEP);
      assertEquals(original.getOutput(), seen.getExample(i).getOutput());
      assertArrayEquals(
          model.encoder().encode(original).getMean(), values(seen.getExample(i)), 1e-5);
    }
    Labels.assertSame(
        LatentFeatureTrainer.builder(Tiny.trainer().build(), new RecordingTrainer())
            .inactiveBelow(0)
            .build()
            .train(Labels.partly(ROWS, STEP)),
        model,
        dataset);
  }

  private static double[] values(Example<?> example) {
    double[] values = new double[example.size()];
    int i = 0;
    for (Feature feature : example) {
      values[i++] = feature.getValue();
    }
    return values;
  }

  @Test
  void theDatasetIsNotChanged() {
    MutableDataset<Label> dataset = Labels.partly(ROWS, STEP);
    trainer.train(dataset);
    MutableDataset<Label> fresh = Labels.partly(ROWS, STEP);
    for (int i = 0; i < ROWS; i++) {
      assertEquals(fresh.getExample(i), dataset.getExample(i));
    }
  }

  @Test
  void codesOfMoreThanTenDimensionsKeepTheirOrder() {
    LatentFeatureModel<Label> model =
        LatentFeatureTrainer.builder(Tiny.trainer().latent(12).build(), inner)
            .inactiveBelow(0)
            .build()
            .train(Labels.dataset(60));
    assertEquals("lateo.z00", ExampleTable.names(model.inner().getFeatureIDMap()).get(0));
    assertEquals("lateo.z11", ExampleTable.names(model.inner().getFeatureIDMap()).get(11));
    Example<Label> first = inner.seen.get(0).getExample(0);
    assertArrayEquals(
        model.encoder().encode(Labels.dataset(1).getExample(0)).getMean(), values(first), 1e-5);
  }

  @Test
  void aClassWithoutLabelledRowsStays() {
    MutableDataset<Label> dataset = Labels.partly(ROWS, STEP);
    Label rare = new Label("rare");
    dataset.add(Tiny.example(rare, Tiny.unitRows(1, Tiny.COLUMNS, 5)[0]));
    Dataset<Label> without =
        new DatasetView<>(dataset, IntStream.range(0, ROWS).toArray(), "no rare");
    List<String> log = new ArrayList<>();
    LatentFeatureModel<Label> model = logged(log, () -> trainer.train(without));
    assertEquals(1, log.size());
    assertTrue(log.get(0).contains("rare") && log.get(0).contains("domain"), log.get(0));
    assertEquals(Set.of(Labels.LOW, Labels.HIGH, rare), model.getOutputIDInfo().getDomain());
  }

  private static <T> T logged(List<String> into, Supplier<T> call) {
    Logger logger = Logger.getLogger(LabelledRows.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord log) {
            into.add(log.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      return call.get();
    } finally {
      logger.removeHandler(handler);
    }
  }

  @ParameterizedTest
  @MethodSource("copies")
  void nothingIsLoggedOtherwise(Dataset<Label> dataset) {
    List<String> log = new ArrayList<>();
    logged(log, () -> trainer.train(dataset));
    assertEquals(List.of(), log);
  }

  @Test
  void setsOfLabels() {
    MultiLabelFactory factory = new MultiLabelFactory();
    MutableDataset<MultiLabel> dataset =
        Tiny.dataset(
            Tiny.unitRows(ROWS, Tiny.COLUMNS, 11),
            factory,
            i ->
                i % STEP > 0
                    ? factory.getUnknownOutput()
                    : factory.generateOutput(i % 3 == 0 ? "a,b" : "b"));
    LatentFeatureTrainer<MultiLabel> sets =
        new LatentFeatureTrainer<>(
            Tiny.trainer().build(),
            new IndependentMultiLabelTrainer(new LogisticRegressionTrainer()));
    LatentFeatureModel<MultiLabel> model = sets.train(dataset);
    for (Dataset<MultiLabel> copy :
        List.of(
            Helpers.testDatasetSerialization(dataset),
            MutableDataset.createDeepCopy(dataset),
            ImmutableDataset.copyDataset(dataset))) {
      LatentFeatureModel<MultiLabel> again = sets.train(copy, Map.of(), 0);
      assertEquals(
          Set.of(new MultiLabel("a"), new MultiLabel("b")), again.getOutputIDInfo().getDomain());
      Labels.assertSame(model, again, dataset);
    }
  }

  @Test
  void numbers() {
    double[][] values = Tiny.unitRows(ROWS, Tiny.COLUMNS, 11);
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        Tiny.dataset(
            values,
            factory,
            i -> i % STEP == 0 ? new Regressor("y", values[i][0]) : factory.getUnknownOutput());
    LatentFeatureTrainer<Regressor> regression =
        new LatentFeatureTrainer<>(
            Tiny.trainer().build(),
            new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1L));
    LatentFeatureModel<Regressor> model = regression.train(dataset);
    // Not stored and read: Tribuo 4.3.2 refuses to read any dataset of regressors.
    for (Dataset<Regressor> copy :
        List.of(MutableDataset.createDeepCopy(dataset), ImmutableDataset.copyDataset(dataset))) {
      LatentFeatureModel<Regressor> again = regression.train(copy, Map.of(), 0);
      assertEquals(1, again.getOutputIDInfo().size());
      Labels.assertSame(model, again, dataset);
    }
  }

  @Test
  void weightsReachBothTrainings() {
    MutableDataset<Label> dataset = Labels.dataset(ROWS);
    for (int i = 0; i < ROWS; i++) {
      dataset.getExample(i).setWeight(i % 3 + 0.5f);
    }
    LatentFeatureModel<Label> weighted = trainer.train(dataset);
    Dataset<Label> seen = inner.seen.get(0);
    for (int i = 0; i < ROWS; i++) {
      assertEquals(i % 3 + 0.5f, seen.getExample(i).getWeight());
    }
    LatentFeatureModel<Label> plain =
        new LatentFeatureTrainer<>(Tiny.trainer().build(), inner).train(Labels.dataset(ROWS));
    assertFalse(
        weighted
            .encoder()
            .score(dataset.getExample(0))
            .fullEquals(plain.encoder().score(dataset.getExample(0)), 1e-3));
  }

  @Test
  void metadataGoesAlong() {
    MutableDataset<Label> dataset = Labels.dataset(ROWS);
    dataset.getExample(0).setMetadataValue("id", "first");
    trainer.train(dataset);
    assertEquals("first", inner.seen.get(0).getExample(0).getMetadataValue("id").orElseThrow());
  }

  @Test
  void theListenerHearsOfTheAutoencoder() {
    List<EpochReport> reports = new ArrayList<>();
    trainer.train(Labels.dataset(ROWS), reports::add);
    assertEquals(List.of(1, 2, 3, 4, 5), reports.stream().map(EpochReport::epoch).toList());
  }

  @Test
  void oneInvocationCountForAll() {
    trainer.setInvocationCount(3);
    LatentFeatureModel<Label> model = trainer.train(Labels.dataset(ROWS));
    assertEquals(4, trainer.getInvocationCount());
    assertEquals(4, inner.getInvocationCount());
    VAETrainer encoder = Tiny.trainer().build();
    encoder.setInvocationCount(3);
    Dataset<Label> dataset = Labels.dataset(ROWS);
    Bits.assertSameModel(encoder.fit(dataset), model.encoder(), dataset);
    assertRefused(() -> trainer.setInvocationCount(-1), "0 or more", "found -1");
    assertRefused(() -> encoder.setInvocationCount(-2), "0 or more", "found -2");
  }

  @Test
  void tribuosCrossValidation() {
    LatentFeatureTrainer<Label> few =
        new LatentFeatureTrainer<>(
            Tiny.trainer().epochs(30).build(), new LogisticRegressionTrainer());
    CrossValidation<Label, LabelEvaluation> validation =
        new CrossValidation<>(few, Labels.dataset(240), new LabelEvaluator(), 3, 1L);
    List<Pair<LabelEvaluation, Model<Label>>> folds = validation.evaluate();
    assertEquals(3, folds.size());
    for (Pair<LabelEvaluation, Model<Label>> fold : folds) {
      assertTrue(fold.getA().accuracy() > 0.7, () -> "accuracy " + fold.getA().accuracy());
      Helpers.testModelProtoSerialization(fold.getB(), Label.class, Labels.dataset(20));
    }
  }

  @Test
  void tribuosBagging() {
    MutableDataset<Label> dataset = Labels.partly(ROWS, 2);
    EnsembleModel<Label> bagged =
        new BaggingTrainer<>(Labels.trainer(), new VotingCombiner(), 3).train(dataset);
    assertEquals(3, bagged.getModels().size());
    Helpers.testModelSerialization(bagged, Label.class);
    Labels.assertSamePredictions(
        bagged, Helpers.testModelProtoSerialization(bagged, Label.class, dataset), dataset);
    Model<Label> again =
        new BaggingTrainer<>(Labels.trainer(), new VotingCombiner(), 3).train(dataset);
    Labels.assertSamePredictions(bagged, again, dataset);
  }

  @Test
  void tribuosTransformationsInsideAndOutside() {
    TransformationMap standardise = new TransformationMap(List.of(new MeanStdDevTransformation()));
    MutableDataset<Label> dataset = Labels.partly(ROWS, 2);
    LatentFeatureModel<Label> inside =
        new LatentFeatureTrainer<>(
                Tiny.trainer().build(),
                new TransformTrainer<>(new LogisticRegressionTrainer(), standardise))
            .train(dataset);
    Labels.assertSame(
        inside,
        (LatentFeatureModel<Label>) Model.deserialize(inside.serialize()).castModel(Label.class),
        dataset);
    Model<Label> outside = new TransformTrainer<>(Labels.trainer(), standardise).train(dataset);
    Labels.assertSamePredictions(
        outside, Model.deserialize(outside.serialize()).castModel(Label.class), dataset);
  }

  @ParameterizedTest
  @MethodSource("copies")
  void refusesDataWithoutAnyLabel(Dataset<Label> dataset) {
    Dataset<Label> none =
        DatasetView.createView(
            dataset, e -> e.getOutput().equals(LabelFactory.UNKNOWN_LABEL), "unlabelled");
    assertRefused(
        () -> trainer.train(none), "at least one row with an output", "none among 90 rows");
  }

  @Test
  void refusesReservedNames() {
    MutableDataset<Label> dataset = Labels.dataset(ROWS);
    String[] names = {"f000", "lateo.z1"};
    dataset.add(new ArrayExample<>(Labels.LOW, names, new double[] {1, 1}));
    assertRefused(() -> trainer.train(dataset), "'lateo.'", "reserved", "found lateo.z1");
    assertTrue(Tiny.trainer().build().fit(dataset).featureNames().contains("lateo.z1"));
  }

  @Test
  void needsBothTrainers() {
    assertThrows(NullPointerException.class, () -> new LatentFeatureTrainer<>(null, inner));
    assertThrows(
        NullPointerException.class,
        () -> new LatentFeatureTrainer<Label>(Tiny.trainer().build(), null));
  }
}
