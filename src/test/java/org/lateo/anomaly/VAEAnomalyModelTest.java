package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.FlowModel;
import org.lateo.JavaSerialization;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.config.PartKind;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.rows.ProvenanceText;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.anomaly.evaluation.AnomalyEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.test.Helpers;

/** What a trained model says of rows, for each kind of score. */
final class VAEAnomalyModelTest {
  /** Of nats: on some processors a row alone and one among others are rounded differently. */
  private static final double ROUNDING = 1e-6;

  private static final MutableDataset<Event> ROWS = Pump.labelled(60, 20, 5);
  private static final Map<DetectorCase, VAEAnomalyModel> MODELS =
      new EnumMap<>(DetectorCase.class);

  static {
    MutableDataset<Event> train = Pump.labelled(120, 15, 1);
    for (DetectorCase kind : DetectorCase.values()) {
      MODELS.put(kind, kind.trainer().samples(20).build().train(kind.of(train)));
    }
  }

  private static final MutableDataset<Event> NUMBERS = Pump.withoutFields(ROWS);

  /** As the model takes them. */
  private static MutableDataset<Event> rows(VAEAnomalyModel model) {
    return model.members().get(0) instanceof FlowModel ? NUMBERS : ROWS;
  }

  private static final VAEAnomalyModel MODEL = MODELS.get(DetectorCase.ELBO);

  @ParameterizedTest
  @EnumSource
  void survivesStorage(DetectorCase kind, @TempDir Path folder) throws Exception {
    VAEAnomalyModel model = MODELS.get(kind);
    assertSame(model, Model.deserialize(model.serialize()));
    assertSame(model, JavaSerialization.roundTrip(model));
    assertSame(model, model.copy());
    model.serializeToFile(folder.resolve("model.tribuo"));
    assertSame(model, Model.deserializeFromFile(folder.resolve("model.tribuo")));
  }

  private static void assertSame(VAEAnomalyModel expected, Object found) {
    VAEAnomalyModel model = assertInstanceOf(VAEAnomalyModel.class, found);
    MutableDataset<Event> rows = rows(expected);
    assertArrayEquals(Pump.scores(expected, rows), Pump.scores(model, rows));
    assertEquals(expected.threshold(), model.threshold());
    assertEquals(expected.calibrationScores(), model.calibrationScores());
    assertEquals(
        PartKind.describe(expected.thresholdRule()), PartKind.describe(model.thresholdRule()));
    assertEquals(expected.kind(), model.kind());
    assertEquals(expected.getProvenance(), model.getProvenance());
    assertEquals(expected.getOutputIDInfo(), model.getOutputIDInfo());
    assertEquals(expected.getTopFeatures(-1), model.getTopFeatures(-1));
    assertEquals(
        expected.explain(rows.getExample(3)).toString(),
        model.explain(rows.getExample(3)).toString());
    assertEquals(expected.serialize(), model.serialize());
  }

  @ParameterizedTest
  @EnumSource
  void tribuosHelpers(DetectorCase kind) {
    VAEAnomalyModel model = MODELS.get(kind);
    Helpers.testModelSerialization(model, Event.class);
    assertSame(model, Helpers.testModelProtoSerialization(model, Event.class, rows(model)));
    Helpers.testProvenanceMarshalling(model.getProvenance());
  }

  @ParameterizedTest
  @EnumSource
  void tellsFaultsByTribuosSign(DetectorCase kind) {
    VAEAnomalyModel model = MODELS.get(kind);
    int right = 0;
    for (Prediction<Event> prediction : model.predict(rows(model))) {
      Event event = prediction.getOutput();
      assertEquals(event.getScore() < 0, event.getType() == EventType.ANOMALOUS);
      double above = model.score(prediction.getExample()) - model.threshold();
      assertEquals(above, event.getScore(), 1e-4 * (1 + Math.abs(above)));
      assertEquals(Pump.NAMES.length, prediction.getNumActiveFeatures());
      assertEquals(List.of(event), List.copyOf(prediction.getOutputScores().values()));
      right += event.getType() == prediction.getExample().getOutput().getType() ? 1 : 0;
    }
    if (kind != DetectorCase.LATENT_DENSITY) {
      assertTrue(right >= 70, right + " of 80");
    }
  }

  @Test
  void tribuosEvaluator() {
    AnomalyEvaluation evaluation = new AnomalyEvaluator().evaluate(MODEL, ROWS);
    assertTrue(evaluation.getF1() > 0.7, evaluation.toString());
  }

  /** A row's score does not depend on what stands beside it, nor on threads. */
  @ParameterizedTest
  @EnumSource
  void theSameAloneInABatchShuffledAndOnEightThreads(DetectorCase kind) throws Exception {
    VAEAnomalyModel model = MODELS.get(kind);
    MutableDataset<Event> rows = rows(model);
    double[] batch = Pump.scores(model, rows);
    for (int i = 0; i < batch.length; i += 7) {
      double scale = scale(model.explain(rows.getExample(i)));
      assertEquals(batch[i], model.score(rows.getExample(i)), 1e-6 * scale);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, batch.length).boxed().toList());
    Collections.shuffle(order, new Random(1));
    double[] shuffled = model.score(order.stream().map(rows::getExample).toList());
    for (int i = 0; i < batch.length; i++) {
      double scale = scale(model.explain(rows.getExample(order.get(i))));
      assertEquals(batch[order.get(i)], shuffled[i], 1e-6 * scale);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<double[]>> results = new ArrayList<>();
    for (int t = 0; t < 16; t++) {
      results.add(threads.submit(() -> Pump.scores(model, rows)));
    }
    for (Future<double[]> result : results) {
      assertArrayEquals(batch, result.get());
    }
    threads.shutdown();
  }

  /** 1 + the sum of what is added, absolutely: what rounding is measured against. */
  private static double scale(AnomalyExplanation explanation) {
    double scale = 1;
    for (Contribution c : explanation.features()) {
      scale += Math.abs(c.nats());
    }
    for (Contribution c : explanation.latents()) {
      scale += Math.abs(c.nats());
    }
    return scale;
  }

  @ParameterizedTest
  @EnumSource
  void explanationsAddUp(DetectorCase kind) {
    VAEAnomalyModel model = MODELS.get(kind);
    for (Example<Event> example : rows(model)) {
      AnomalyExplanation explanation = model.explain(example);
      double sum = explanation.constant();
      double nats = 0;
      for (Contribution c : all(explanation)) {
        sum += c.deviation();
        nats += c.nats();
      }
      double rounding = 1e-6 * scale(explanation);
      assertEquals(explanation.score() - explanation.threshold(), sum, rounding);
      assertEquals(explanation.score(), nats, rounding);
      assertEquals(explanation.score(), model.score(example));
      assertEquals(
          explanation.isAnomalous(),
          model.predict(example).getOutput().getType() == EventType.ANOMALOUS);
    }
  }

  private static List<Contribution> all(AnomalyExplanation explanation) {
    List<Contribution> all = new ArrayList<>(explanation.features());
    all.addAll(explanation.latents());
    return all;
  }

  @Test
  void excusesAddUpToTheEventsScoreFeaturesMostUnusualFirst() {
    for (Example<Event> example : ROWS) {
      var excuse = MODEL.getExcuse(example).orElseThrow();
      List<Pair<String, Double>> entries = excuse.getScores().get(Model.ALL_OUTPUTS);
      double sum = entries.stream().mapToDouble(Pair::getB).sum();
      double score = excuse.getPrediction().getOutput().getScore();
      assertEquals(score, sum, 1e-6 * scale(MODEL.explain(example)));
      assertEquals(Model.BIAS_FEATURE, entries.get(entries.size() - 1).getA());
      List<Double> features = entries.subList(0, 6).stream().map(Pair::getB).toList();
      assertEquals(features.stream().sorted().toList(), features);
    }
  }

  @Test
  void namesTheFaultyFeature() {
    int named = 0;
    for (int i = 60; i < 80; i++) {
      List<Contribution> first = MODEL.explain(ROWS.getExample(i)).features().subList(0, 2);
      named += first.stream().anyMatch(c -> c.name().equals("pressure")) ? 1 : 0;
    }
    assertTrue(named >= 16, named + " of 20");
  }

  /** A field of one-hot features is one. */
  @Test
  void topFeaturesAreFieldsInOrder() {
    List<Pair<String, Double>> top = MODEL.getTopFeatures(-1).get(Model.ALL_OUTPUTS);
    assertEquals(
        List.of("current", "flow", "mode", "noise", "pressure", "speed"),
        top.stream().map(Pair::getA).sorted().toList());
    for (int i = 1; i < top.size(); i++) {
      assertTrue(top.get(i - 1).getB() >= top.get(i).getB());
    }
    assertEquals(top.subList(0, 2), MODEL.getTopFeatures(2).get(Model.ALL_OUTPUTS));
  }

  /** With a factorised prior each latent dimension has an entry, else each member has one. */
  @Test
  void latentsSplitWhereTheyCan() {
    VAETrainerBuilder factorised = Pump.autoencoder().prior(new StandardNormalPrior());
    VAEAnomalyModel model =
        Pump.trainer().autoencoder(factorised.build()).build().train(Pump.usual(80, 1));
    Example<Event> row = ROWS.getExample(0);
    assertEquals(
        List.of(
            "z0#0",
            "z1#0",
            "z2#0",
            "exemplars#0",
            "z0#1",
            "z1#1",
            "z2#1",
            "exemplars#1",
            "z0#2",
            "z1#2",
            "z2#2",
            "exemplars#2"),
        model.explain(row).latents().stream().map(Contribution::name).toList());
    assertEquals(
        List.of("z#0", "exemplars#0", "z#1", "exemplars#1", "z#2", "exemplars#2"),
        MODEL.explain(row).latents().stream().map(Contribution::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aRowWithoutAKnownFeatureIsAnomalous(DetectorCase kind) {
    VAEAnomalyModel model = MODELS.get(kind).withThreshold(new FixedThreshold(-1e300));
    Example<Event> other =
        new ArrayExample<>(
            new Event(EventType.ANOMALOUS), new String[] {"x", "y"}, new double[] {1, 2});
    List<Prediction<Event>> found =
        model.predict(List.of(rows(model).getExample(0), other, rows(model).getExample(1)));
    assertEquals(EventType.ANOMALOUS, found.get(1).getOutput().getType());
    assertEquals(Double.NEGATIVE_INFINITY, found.get(1).getOutput().getScore());
    assertEquals(0, found.get(1).getNumActiveFeatures());
    assertEquals(EventType.EXPECTED, found.get(2).getOutput().getType());
    assertEquals(List.of("x", "y"), model.explain(other).ignored());
    assertEquals(Double.NEGATIVE_INFINITY, model.explain(other).constant());
    assertEquals(1.0 / (model.calibrationScores().usual().length + 1), model.pValue(other), 1e-15);
  }

  @ParameterizedTest
  @EnumSource
  void enormousValuesAreNeverNaN(DetectorCase kind) {
    VAEAnomalyModel model = MODELS.get(kind);
    for (double value : new double[] {1e6, -1e12, 1e20, 3e38, -3e38}) {
      for (int c = 0; c < Pump.NAMES.length; c++) {
        double[] values = Pump.row(new Random(1));
        values[c] = value;
        Example<Event> row = kind.of(Pump.example(EventType.ANOMALOUS, values));
        assertTrue(!Double.isNaN(model.score(row)), kind + " " + Arrays.toString(values));
        if (kind != DetectorCase.LATENT_DENSITY && Math.abs(value) > 1e19) {
          assertEquals(EventType.ANOMALOUS, model.predict(row).getOutput().getType());
        }
        model.explain(row).features().forEach(f -> assertTrue(!Double.isNaN(f.deviation())));
      }
    }
  }

  @Test
  void refusesWhatIsNotFinite() {
    double[] values = Pump.row(new Random(1));
    values[3] = Double.NaN;
    Example<Event> row = Pump.example(EventType.EXPECTED, values);
    assertRefused(() -> MODEL.score(row), "finite", "NaN", "mode@low");
  }

  @Test
  void thresholdsAreSetAgainWithoutTraining() {
    VAEAnomalyModel strict = MODEL.withThreshold(new FalseAlarmRate(0.01));
    assertTrue(strict.threshold() < MODEL.threshold());
    assertArrayEquals(Pump.scores(MODEL, ROWS), Pump.scores(strict, ROWS));
    assertEquals(3.5, MODEL.withThreshold(new FixedThreshold(3.5)).threshold());
    VAEAnomalyModel best = MODEL.withThreshold(new BestF1());
    assertEquals(new BestF1().threshold(MODEL.calibrationScores()), best.threshold());
    assertSame(best, Model.deserialize(best.serialize()));
  }

  @ParameterizedTest
  @EnumSource
  void calibratesOnOtherRowsWithoutTraining(DetectorCase kind) throws Exception {
    VAEAnomalyModel model = MODELS.get(kind).withThreshold(new BestF1());
    MutableDataset<Event> newer = kind.of(Pump.labelled(41, 10, 9));
    VAEAnomalyModel fresh = model.withCalibration(newer);
    double[] scores = Pump.scores(model, newer);
    assertArrayEquals(Pump.scores(model, rows(model)), Pump.scores(fresh, rows(model)));
    assertEquals(CalibrationScores.of(newer, scores), fresh.calibrationScores());
    assertInstanceOf(BestF1.class, fresh.thresholdRule());
    assertEquals(new BestF1().threshold(fresh.calibrationScores()), fresh.threshold());
    String named = fresh.getProvenance().getTrainerProvenance().toString();
    assertTrue(named.contains(ProvenanceText.of(newer.getProvenance())), named);
    assertSame(fresh, Model.deserialize(fresh.serialize()));
  }

  /** What is usual of a feature is its median by the rows that calibrate, of each member. */
  @Test
  void explainsAgainstTheRowsThatCalibrate() {
    MutableDataset<Event> newer = Pump.usual(41, 9);
    VAEAnomalyModel model = Pump.trainer().members(1).crossBelow(0).build().train(ROWS);
    VAEAnomalyModel fresh = model.withCalibration(newer);
    Map<String, List<Double>> deviations = new TreeMap<>();
    for (Example<Event> row : newer) {
      for (Contribution of : fresh.explain(row).features()) {
        deviations.computeIfAbsent(of.name(), name -> new ArrayList<>()).add(of.deviation());
      }
    }
    assertEquals(6, deviations.size());
    deviations.forEach(
        (name, of) -> assertEquals(0, of.stream().sorted().toList().get(20), ROUNDING, name));
  }

  @Test
  void alarmsAmongManyRowsAreThoseOfTheirPValues() {
    Alarms alarms = MODEL.alarms(ROWS.getData(), 0.2);
    assertEquals(ROWS.getData().stream().map(MODEL::pValue).toList(), alarms.pValues());
    assertTrue(alarms.rows().size() >= 15, alarms.toString());
    double truth = alarms.rows().stream().filter(row -> row >= 60).count();
    assertTrue(truth / alarms.rows().size() >= 0.7, alarms.toString());
    assertRefused(() -> MODEL.alarms(ROWS.getData(), 1), "false discovery rate", "(0, 1)", "1.0");
  }

  @Test
  void noRuleNoAlarm() {
    VAEAnomalyModel model = MODEL.withThreshold(new FalseAlarmRate(0.001));
    assertEquals(Double.NEGATIVE_INFINITY, model.threshold());
    for (Prediction<Event> prediction : model.predict(ROWS)) {
      assertEquals(EventType.EXPECTED, prediction.getOutput().getType());
    }
    assertSame(model, Model.deserialize(model.serialize()));
    assertEquals(
        new AnomalyScoreEvaluator().evaluate(MODEL, ROWS).getAUROC(),
        new AnomalyScoreEvaluator().evaluate(model, ROWS).getAUROC());
  }

  @Test
  void rowsAreExplainedTogetherAsOneByOne() {
    List<Example<Event>> rows = Pump.examples(7, EventType.ANOMALOUS, true, 5);
    VAEAnomalyModel model = MODELS.get(DetectorCase.ELBO);
    List<AnomalyExplanation> together = model.explain(rows);
    for (int i = 0; i < rows.size(); i++) {
      AnomalyExplanation alone = model.explain(rows.get(i));
      assertEquals(alone.score(), together.get(i).score(), ROUNDING * Math.abs(alone.score()));
      assertEquals(alone.features().size(), together.get(i).features().size());
      for (int f = 0; f < alone.features().size(); f++) {
        Contribution one = alone.features().get(f);
        Contribution other = together.get(i).features().get(f);
        assertEquals(one.name(), other.name());
        assertEquals(one.usual(), other.usual());
        assertEquals(one.nats(), other.nats(), ROUNDING * Math.abs(alone.score()));
      }
    }
  }
}
