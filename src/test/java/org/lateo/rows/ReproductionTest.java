package org.lateo.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Bits;
import org.lateo.FlowTrainer;
import org.lateo.Interrupt;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.TrainedAgain;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.Contamination;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.FixedThreshold;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.interop.ExternalModels;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.LearningCurve;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.data.columnar.FieldProcessor;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.dataset.DatasetView;
import org.tribuo.dataset.MinimumCardinalityDataset;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/**
 * What Tribuo's {@code ReproUtil} makes of a model's provenance is that model, to the last bit, or
 * an exception: never another model. Over every kind of model, and every operation that returns a
 * model, or a dataset that one is trained on.
 */
final class ReproductionTest {
  private static final int ROWS = 80;

  @TempDir private static Path folder;

  private static CSVDataSource<LatentCode> codes;
  private static CSVDataSource<Label> labels;
  private static CSVDataSource<Event> events;
  private static CSVDataSource<Event> others;

  @BeforeAll
  static void write() throws IOException {
    codes = source("codes.csv", 5, new LatentCodeFactory(), i -> "UNKNOWN");
    labels = source("labels.csv", 5, new LabelFactory(), i -> "abc".substring(i % 3, i % 3 + 1));
    events = source("events.csv", 5, new AnomalyFactory(), i -> i % 20 == 0 ? "ANOMALOUS" : "ok");
    others = source("others.csv", 6, new AnomalyFactory(), i -> i % 9 == 0 ? "ANOMALOUS" : "ok");
  }

  private static <T extends Output<T>> CSVDataSource<T> source(
      String name, long seed, OutputFactory<T> factory, Function<Integer, String> response)
      throws IOException {
    Path file = folder.resolve(name);
    List<String> lines = new ArrayList<>(List.of("a,b,c,kind"));
    for (double[] row : Tiny.unitRows(ROWS, 3, seed)) {
      lines.add(row[0] + "," + row[1] + "," + row[2] + "," + response.apply(lines.size() - 1));
    }
    Files.write(file, lines);
    List<FieldProcessor> fields =
        Stream.of("a", "b", "c").<FieldProcessor>map(DoubleFieldProcessor::new).toList();
    return new CSVDataSource<>(
        file,
        new RowProcessor.Builder<T>()
            .setFieldProcessors(fields)
            .build(new FieldResponseProcessor<>("kind", "", factory)),
        true);
  }

  private static MutableDataset<Label> labelled() {
    return new MutableDataset<>(labels);
  }

  private static MutableDataset<Label> partly() {
    return LabelMasking.keep(labelled(), 20, 3);
  }

  private static VAETrainer vae() {
    return Tiny.trainer().epochs(2).build();
  }

  private static VAEModel trained() {
    VAETrainer trainer = Tiny.trainer().epochs(2).latent(2).seed(9).build();
    trainer.fit(labelled());
    return trainer.fit(labelled());
  }

  private static LatentFeatureTrainer<Label> onCodes(Trainer<Label> inner) {
    return onCodesWith(inner).build();
  }

  private static LatentFeatureTrainerBuilder<Label> onCodesWith(Trainer<Label> inner) {
    return LatentFeatureTrainer.builder(vae(), inner).inactiveBelow(0);
  }

  /** The second model with an autoencoder whose trainer has another count. */
  private static FewLabelsModel ofKnownCodes(FewLabelsMethod... methods) {
    VAEModel codes = trained();
    FewLabelsTrainer trainer = best(methods);
    trainer.train(partly(), codes, r -> {});
    return trainer.train(partly(), codes, r -> {});
  }

  private static FewLabelsTrainer best(FewLabelsMethod... methods) {
    return FewLabelsTrainer.builder(vae())
        .m2(SemiSupervisedVAETrainer.builder(vae()))
        .m2OfCodes(SemiSupervisedVAETrainer.builder(vae()))
        .methods(EnumSet.copyOf(List.of(methods)))
        .folds(2)
        .build();
  }

  private static SemiSupervisedVAETrainer m2() {
    return new SemiSupervisedVAETrainer(vae());
  }

  private static LogisticRegressionTrainer classifier() {
    return new LogisticRegressionTrainer();
  }

  private static VAEAnomalyModel detector() {
    return detectors().train(new MutableDataset<>(events));
  }

  private static VAEAnomalyTrainer detectors() {
    return VAEAnomalyTrainer.builder().autoencoder(vae()).members(2).build();
  }

  private static VAEAnomalyTrainer ofFlows() {
    FlowTrainer flow =
        FlowTrainer.builder().layers(2).hidden(4).epochs(2).jitter(0.02).orderSeed(1).build();
    return VAEAnomalyTrainer.builder().flow(flow).members(2).build();
  }

  /** The second model of a trainer, which is another than the first. */
  private static <T extends Output<T>> Model<T> second(Trainer<T> trainer, Dataset<T> dataset) {
    trainer.train(dataset);
    return trainer.train(dataset);
  }

  private static final TransformationMap SCALED =
      new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));

  private static Map<String, Supplier<Model<?>>> repeatable() {
    Map<String, Supplier<Model<?>>> models = new LinkedHashMap<>();
    models.put("an autoencoder", () -> vae().train(new MutableDataset<>(codes)));
    models.put("its second training", () -> second(vae(), new MutableDataset<>(codes)));
    models.put("from a source", () -> vae().fit(codes));
    models.put("from a part", () -> vae().fit(new TrainTestSplitter<>(codes, 0.7, 4).getTrain()));
    models.put("a copy", () -> vae().fit(codes).copy());
    models.put("transformed", () -> scaled(vae()).train(new MutableDataset<>(codes)));
    models.put("codes of codes", () -> vae().fit(vae().fit(codes).encodeDataset(codesRead())));
    models.put("with a listener", () -> vae().fit(codesRead(), r -> {}, Map.of(), 7));
    models.put("a classifier on codes", () -> onCodes(classifier()).train(labelled()));
    models.put("its second", () -> second(onCodes(classifier()), labelled()));
    models.put("on draws", () -> onCodesWith(classifier()).samples(3).build().train(partly()));
    models.put(
        "beside features",
        () -> onCodesWith(classifier()).rawFeatures(true).build().train(partly()));
    models.put("on known codes", () -> onCodes(classifier()).train(partly(), trained()));
    models.put("boosted codes", () -> second(onCodes(boosted(classifier())), partly()));
    models.put("boosting codes", () -> second(boosted(onCodes(classifier())), labelled()));
    models.put("bagging codes", () -> second(bagged(onCodes(classifier())), labelled()));
    models.put("the model on codes", () -> onCodes(classifier()).train(partly()).inner());
    models.put("on dense codes", () -> second(onCodes(scaled(classifier())), partly()));
    models.put("m2", () -> second(m2(), partly()));
    models.put(
        "m1+m2",
        () -> second(SemiSupervisedVAETrainer.builder(vae()).stackedOn(vae()).build(), partly()));
    models.put(
        "m1+m2, known codes",
        () ->
            SemiSupervisedVAETrainer.builder(vae())
                .stackedOn(vae())
                .build()
                .train(partly(), trained()));
    models.put("spread labels", () -> second(spreading(), partly()));
    models.put("spread over codes", () -> second(onCodes(spreading()), partly()));
    models.put("logistic", () -> second(new KernelLogisticTrainer(), labelled()));
    models.put("logistic, masked", () -> new KernelLogisticTrainer().train(partly()));
    models.put("nearest rows", () -> second(new NearestRowsTrainer(), labelled()));
    models.put("the best of several", () -> second(best(FewLabelsMethod.values()), partly()));
    for (FewLabelsMethod method : FewLabelsMethod.values()) {
      models.put("chosen, " + method, () -> second(best(method), partly()));
    }
    models.put("the best, known codes", () -> ofKnownCodes(FewLabelsMethod.values()));
    models.put("chosen, known codes", () -> ofKnownCodes(FewLabelsMethod.M1));
    models.put("masked labels", () -> classifier().train(LabelMasking.labelledRows(partly())));
    models.put("of each class", () -> m2().train(LabelMasking.keepOfEachClass(labelled(), 4, 2)));
    models.put("a method", () -> LearningCurve.method(classifier()).apply(partly()));
    models.put("a method of codes", () -> LearningCurve.method(m2()).apply(partly()));
    models.put("encoded", () -> classifier().train(trained().encodeDataset(labelled())));
    models.put(
        "encoded, masked",
        () -> classifier().train(LabelMasking.labelledRows(trained().encodeDataset(partly()))));
    models.put("a detector", () -> detector());
    models.put("its second one", () -> second(detectors(), new MutableDataset<>(events)));
    models.put("a detector of flows", () -> ofFlows().train(new MutableDataset<>(events)));
    models.put("its second one too", () -> second(ofFlows(), new MutableDataset<>(events)));
    models.put("another rate", () -> detector().withThreshold(new FalseAlarmRate(0.2)));
    models.put("other rows", () -> detector().withCalibration(othersRead()));
    models.put(
        "other rows, then a threshold",
        () -> detector().withCalibration(othersRead()).withThreshold(new Contamination(0.1)));
    models.put(
        "a threshold, then other rows",
        () -> detector().withThreshold(new FixedThreshold(-2)).withCalibration(othersRead()));
    models.put("trained further", () -> further(vae().fit(labelled())));
    models.put("twice further", () -> further(further(vae().fit(codes))));
    models.put("an exported encoder", () -> exported(vae().fit(codes)));
    return models;
  }

  private static VAEModel further(VAEModel first) {
    return VAETrainer.builderLike(first).epochs(2).build().incrementalTrain(codesRead(), first);
  }

  private static MutableDataset<LatentCode> codesRead() {
    return new MutableDataset<>(codes);
  }

  private static MutableDataset<Event> othersRead() {
    return new MutableDataset<>(others);
  }

  private static <T extends Output<T>> TransformTrainer<T> scaled(Trainer<T> trainer) {
    return new TransformTrainer<>(trainer, SCALED);
  }

  private static Trainer<Label> boosted(Trainer<Label> trainer) {
    return new AdaBoostTrainer(trainer, 2, 5);
  }

  private static Trainer<Label> bagged(Trainer<Label> trainer) {
    return new BaggingTrainer<>(trainer, new VotingCombiner(), 2, 5);
  }

  private static LabelSpreadingTrainer spreading() {
    return LabelSpreadingTrainer.builder(classifier()).neighbours(3).alpha(0.9).build();
  }

  private static Model<LatentCode> exported(VAEModel model) {
    Path file = folder.resolve("encoder.onnx");
    model.exportONNX("encoder", file);
    return ExternalModels.encoder(file);
  }

  static Stream<String> repeatableNames() {
    return repeatable().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("repeatableNames")
  void theSameModelComesBack(String name) {
    assertSameComesBack(repeatable().get(name).get());
  }

  private static <T extends Output<T>> void assertSameComesBack(Model<T> model) {
    Model<T> again = TrainedAgain.of(model);
    if (model instanceof VAEModel vae && again instanceof VAEModel found) {
      Bits.assertSameModel(vae, found, rows(model));
    } else if (model instanceof VAEAnomalyModel detector) {
      assertSame(detector, (VAEAnomalyModel) again);
    }
    if (!(model instanceof org.tribuo.interop.ExternalModel)) {
      Labels.assertSamePredictions(model, again, rows(model));
    }
    if (model.getClass().getName().startsWith("org.lateo.")) {
      Model<?> read = Model.deserialize(model.serialize());
      assertEquals(model.getProvenance(), read.getProvenance());
    }
    ProvenanceUtil.formattedProvenanceString(model.getProvenance());
  }

  private static void assertSame(VAEAnomalyModel expected, VAEAnomalyModel found) {
    assertEquals(expected.threshold(), found.threshold());
    assertEquals(
        PartKind.describe(expected.thresholdRule()), PartKind.describe(found.thresholdRule()));
    assertArrayEquals(expected.calibrationScores().usual(), found.calibrationScores().usual());
    assertArrayEquals(
        expected.calibrationScores().anomalous(), found.calibrationScores().anomalous());
    assertEquals(expected.getTopFeatures(-1), found.getTopFeatures(-1));
  }

  /** Rows of the model's features and outputs. */
  @SuppressWarnings("unchecked") // by the output's class
  private static <T extends Output<T>> Dataset<T> rows(Model<T> model) {
    Object output = model.getOutputIDInfo().getDomain().iterator().next();
    boolean ofCodes = model.getFeatureIDMap().keySet().iterator().next().startsWith("lateo.");
    MutableDataset<?> rows =
        output instanceof Label
            ? labelled()
            : output instanceof Event ? new MutableDataset<>(events) : codesRead();
    return (Dataset<T>) (ofCodes ? vae().fit(rows).encodeDataset(rows) : rows);
  }

  /** Models and data of which provenance cannot lead to the same again. */
  private static Map<String, Supplier<Model<?>>> unrepeatable() {
    Map<String, Supplier<Model<?>>> models = new LinkedHashMap<>();
    models.put("a part of a dataset", () -> vae().fit(part(codesRead())));
    models.put("codes of a part", () -> onCodes(classifier()).train(part(labelled())));
    models.put("m2 of a part", () -> m2().train(part(labelled())));
    models.put("a detector of a part", () -> detectors().train(part(new MutableDataset<>(events))));
    models.put("labels of a part", () -> classifier().train(keep(part(labelled()))));
    models.put("spread over a part", () -> spreading().train(part(labelled())));
    models.put(
        "enough of a dataset", () -> vae().fit(new MinimumCardinalityDataset<>(codesRead(), 2)));
    models.put("a transformed dataset", () -> vae().fit(scaled(codesRead())));
    models.put("codes of transformed", () -> onCodes(classifier()).train(scaled(labelled())));
    models.put("a detector's member", () -> detector().members().get(1));
    models.put("further from memory", () -> further(inMemory()));
    models.put("further from a stopped one", () -> further(stopped()));
    models.put("rows in memory", () -> vae().train(Tiny.unit(40)));
    models.put("codes of memory", () -> classifier().train(inMemory().encodeDataset(labelled())));
    models.put("known codes of memory", () -> onCodes(classifier()).train(labelled(), inMemory()));
    models.put("calibrated by a part", () -> detector().withCalibration(part(othersRead())));
    return models;
  }

  /** An autoencoder of the same features, from rows that are nowhere else. */
  private static VAEModel inMemory() {
    MutableDataset<Label> rows =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("in memory", Labels.FACTORY), Labels.FACTORY);
    rows.addAll(labelled().getData());
    return vae().fit(rows);
  }

  private static VAEModel stopped() {
    return assertThrows(
            TrainingStoppedException.class, () -> vae().fit(codes, Interrupt.afterSteps(1)))
        .bestModel(VAEModel.class)
        .orElseThrow();
  }

  private static <T extends Output<T>> Dataset<T> part(Dataset<T> whole) {
    return new DatasetView<>(whole, IntStream.range(0, 60).toArray(), "a part");
  }

  private static MutableDataset<Label> keep(Dataset<Label> dataset) {
    return LabelMasking.labelledRows(dataset);
  }

  private static <T extends Output<T>> Dataset<T> scaled(MutableDataset<T> dataset) {
    dataset.transform(dataset.createTransformers(SCALED));
    return dataset;
  }

  static Stream<String> unrepeatableNames() {
    return unrepeatable().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("unrepeatableNames")
  void whatCannotComeBackFails(String name) {
    assertFails(unrepeatable().get(name).get());
  }

  private static <T extends Output<T>> void assertFails(Model<T> model) {
    assertThrows(IllegalStateException.class, () -> TrainedAgain.of(model));
    Helpers.testProvenanceMarshalling(model.getProvenance());
  }

  /** Not even where the class of outputs, which differs, is not looked at. */
  @Test
  void aMemberDoesNotComeBackAsAModelOfAllRows() {
    ModelProvenance member = detector().members().get(1).getProvenance();
    TrainedAgain<Event> again = new TrainedAgain<>(member, Event.class);
    assertThrows(IllegalStateException.class, again::model);
  }

  /** Of labelled rows too, where the class of outputs is said, for the model itself has codes. */
  @Test
  void anAutoencoderOfLabelledRowsComesBack() {
    VAEModel model = vae().fit(labels);
    TrainedAgain<Label> again = new TrainedAgain<>(model.getProvenance(), Label.class);
    VAEModel found = (VAEModel) (Model<?>) again.model();
    Bits.assertSameModel(model, found, labelled());
    assertThrows(IllegalStateException.class, () -> TrainedAgain.of(model));
  }

  /** What an autoencoder was trained on has to be what it was. */
  @Test
  void aFileThatChangedIsNotTakenForTheOld() throws IOException {
    CSVDataSource<Label> source =
        source("changing.csv", 5, new LabelFactory(), i -> i % 2 == 0 ? "a" : "b");
    VAEModel before = vae().fit(source);
    source("changing.csv", 6, new LabelFactory(), i -> i % 2 == 0 ? "a" : "b");
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Reproduction.model(before.getProvenance()));
    assertSays(
        thrown, "rows that were trained on, 80 of 3 features", "CSVDataSource [", "found 80");
  }

  /** A pattern with a dollar sign is no variable of OLCUT's. */
  @Test
  void textsAreTakenAsTheyAre() {
    SimpleDataSourceProvenance provenance =
        new SimpleDataSourceProvenance("${a} \\$ \"b\" \u00e9", Labels.FACTORY);
    String text = ProvenanceText.of(provenance);
    assertFalse(text.contains("$"), text);
    assertEquals(provenance, ProvenanceText.read(text, SimpleDataSourceProvenance.class));
    assertRefused(() -> ProvenanceText.read(text, ModelProvenance.class), "a ModelProvenance");
    assertRefused(() -> ProvenanceText.read("{", ModelProvenance.class), "a ModelProvenance");
  }

  /** Texts stand in texts, whose quotes they must not change. */
  @Test
  void textsInTextsAreTakenAsTheyAre() {
    String text = "\"~0q~9b\" \\ ~q";
    for (int depth = 0; depth < 12; depth++) {
      SimpleDataSourceProvenance provenance = new SimpleDataSourceProvenance(text, Labels.FACTORY);
      text = ProvenanceText.of(provenance);
      assertEquals(provenance, ProvenanceText.read(text, SimpleDataSourceProvenance.class));
    }
  }

  /** Boosting weighs rows where a trainer heeds weights, and draws them where it may not. */
  @Test
  void wrappersDoNotPromiseToHeedWeights() {
    assertFalse((Trainer<?>) onCodes(classifier()) instanceof WeightedExamples);
    assertFalse((Trainer<?>) spreading() instanceof WeightedExamples);
    assertTrue((Trainer<?>) m2() instanceof WeightedExamples);
    assertTrue((Trainer<?>) vae() instanceof WeightedExamples);
    assertTrue((Trainer<?>) detectors() instanceof WeightedExamples);
  }
}
