package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.VAEModel;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.inference.ScoreKind;
import org.lateo.onnx.ONNXCheck;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.util.onnx.ONNXContext;

/** A detector's file says what the detector says in Java. */
final class ONNXScoreTest {
  private static final VAEAnomalyModel MODEL = Pump.trainer().build().train(Pump.usual(120, 1));
  private static final VAEAnomalyModel ALONE =
      Pump.trainer().exemplars(0).samples(100).build().train(Pump.usual(120, 1));

  @TempDir private static Path folder;

  @BeforeAll
  static void export() {
    assertTrue(MODEL.exportONNX(folder.resolve("score.onnx")) < ONNXCheck.TOLERANCE);
  }

  private static ONNXSession open() {
    return ONNXSession.open(folder.resolve("score.onnx"), SessionSettings.DEFAULT);
  }

  private static ONNXSession open(ModelProto model) {
    return ONNXSession.open(model.toByteArray(), SessionSettings.DEFAULT.threads(1));
  }

  private static Example<Event> example(float... row) {
    Example<Event> example = new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT);
    for (int c = 0; c < row.length; c++) {
      if (!Float.isNaN(row[c])) {
        example.add(new Feature(Pump.NAMES[c], row[c]));
      }
    }
    return example;
  }

  private static List<Example<Event>> examples(float[]... rows) {
    return Arrays.stream(rows).map(ONNXScoreTest::example).collect(Collectors.toList());
  }

  /** What a row's numbers may differ by. */
  private static double slack(AnomalyExplanation explanation) {
    double parts = 1;
    for (Contribution c : explanation.features()) {
      parts += Math.abs(c.nats());
    }
    for (Contribution c : explanation.latents()) {
      parts += Math.abs(c.nats());
    }
    return ONNXCheck.TOLERANCE * parts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void saysOfEachRowWhatJavaSays(int count) {
    float[][] rows = Pump.rows(count);
    List<Example<Event>> examples = examples(rows);
    List<Prediction<Event>> expected = MODEL.predict(examples);
    int sure = 0;
    try (ONNXSession session = open()) {
      Map<String, float[][]> found = session.run(rows);
      for (int i = 0; i < count; i++) {
        Event event = expected.get(i).getOutput();
        double score = MODEL.score(examples.get(i));
        double slack = Double.isInfinite(score) ? 0 : slack(MODEL.explain(examples.get(i)));
        assertEquals(event.getScore(), found.get("score")[i][0], slack);
        assertEquals(score, found.get("total_nats")[i][0], slack);
        assertEquals(found.get("score")[i][0] < 0 ? 1 : 0, found.get("is_anomaly")[i][0]);
        if (Math.abs(event.getScore()) > slack) {
          double alarm = event.getType() == EventType.ANOMALOUS ? 1 : 0;
          assertEquals(alarm, found.get("is_anomaly")[i][0]);
          sure++;
        }
        double p = found.get("p_value")[i][0];
        assertTrue(p >= MODEL.calibrationScores().pValue(score - slack) - 1e-7);
        assertTrue(p <= MODEL.calibrationScores().pValue(score + slack) + 1e-7);
      }
    }
    assertTrue(sure > 0.95 * count, "few rows are away from the threshold: " + sure);
  }

  @Test
  void explainsAsJavaDoes() {
    float[][] rows = Pump.rows(40);
    try (ONNXSession session = open()) {
      Map<String, float[][]> found = session.run(rows);
      ONNXMetadata metadata = ONNXMetadata.of(session.metadata());
      List<String> groups = metadata.names(DetectorOutputs.GROUPS_FIELD);
      List<String> latents = metadata.names(DetectorOutputs.LATENTS_FIELD);
      assertEquals(List.of("current", "flow", "mode", "noise", "pressure", "speed"), groups);
      for (int i = 0; i < rows.length; i++) {
        AnomalyExplanation expected = MODEL.explain(example(rows[i]));
        double slack = slack(expected);
        assertSame(expected.features(), groups, found.get("feature_deviations")[i], slack);
        assertSame(expected.latents(), latents, found.get("latent_deviations")[i], slack);
        assertEquals(expected.constant(), metadata.number(DetectorOutputs.CONSTANT_FIELD), 1e-9);
        assertEquals(
            sum(found.get("feature_deviations")[i])
                + sum(found.get("latent_deviations")[i])
                + expected.constant(),
            found.get("score")[i][0],
            slack);
        double features = expected.features().stream().mapToDouble(Contribution::nats).sum();
        assertEquals(features, sum(found.get("feature_nats")[i]), slack);
      }
    }
  }

  /** Without exemplars the score is a bound, and has its two parts. */
  @Test
  void autoencodersAloneSayTheirBound() {
    Path file = folder.resolve("alone.onnx");
    ALONE.exportONNX(file);
    float[][] rows = Pump.rows(40);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      Map<String, float[][]> found = session.run(rows);
      for (int i = 0; i < rows.length; i++) {
        double slack = slack(ALONE.explain(example(rows[i])));
        double reconstruction = found.get("reconstruction_nats")[i][0];
        assertEquals(reconstruction - found.get("kl")[i][0], found.get("elbo")[i][0], slack);
        assertEquals(reconstruction, sum(found.get("feature_nats")[i]), slack);
      }
    }
  }

  private static void assertSame(
      List<Contribution> expected, List<String> names, float[] found, double slack) {
    assertEquals(expected.size(), names.size());
    for (Contribution c : expected) {
      assertEquals(c.deviation(), found[names.indexOf(c.name())], slack, c::name);
    }
  }

  private static double sum(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void saysWhatItsNumbersMean() {
    try (ONNXSession session = open()) {
      ONNXMetadata metadata = ONNXMetadata.of(session.metadata());
      assertEquals("score", session.metadata().get(ONNXMetadata.HEAD_FIELD));
      assertEquals(List.of(Pump.NAMES), metadata.features());
      assertEquals(MODEL.threshold(), metadata.number(DetectorOutputs.THRESHOLD_FIELD));
      assertEquals("ELBO", metadata.more().get(DetectorOutputs.KIND_FIELD));
      assertEquals(0, metadata.number(DetectorOutputs.UNSEEN_FIELD));
      List<Double> values =
          metadata.names(DetectorOutputs.UNSEEN_VALUES_FIELD).stream()
              .map(Double::parseDouble)
              .toList();
      double penalty = -StrictMath.log(80 + 2.0); // Each member left out a third of 120 rows.
      assertEquals(List.of(0.0, 0.0, penalty, 0.0, 0.0, 0.0), values);
      assertEquals(
          MODEL.calibrationScores().usual().length,
          metadata.number(DetectorOutputs.CALIBRATION_FIELD));
      String meanings = metadata.more().get(ONNXMetadata.OUTPUTS_FIELD);
      for (String output : session.outputs().keySet()) {
        assertTrue(meanings.contains('"' + output + '"'), () -> output + " in " + meanings);
      }
      assertEquals(session.outputs().keySet(), MODEL.ensemble().outputs().meanings().keySet());
    }
  }

  /** Each kind has outputs of its own, and an export checks them against Java. */
  @ParameterizedTest
  @EnumSource(value = ScoreKind.class, mode = Mode.EXCLUDE, names = "LOG_LIKELIHOOD")
  void everyKindOfScoreCanBeExported(ScoreKind kind) {
    VAEAnomalyModel model = Pump.trainer().score(kind).members(2).build().train(Pump.usual(120, 1));
    Path file = folder.resolve(kind + ".onnx");
    model.exportONNX(file);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      assertEquals(model.ensemble().outputs().meanings().keySet(), session.outputs().keySet());
    }
  }

  @Test
  void refusesDrawsThatDependOnTheRow() {
    VAEAnomalyModel model =
        Pump.trainer()
            .autoencoder(Pump.linear())
            .score(ScoreKind.LOG_LIKELIHOOD)
            .samples(2)
            .build()
            .train(Pump.usual(60, 1));
    Path file = folder.resolve("no.onnx");
    assertRefused(() -> model.exportONNX(file), "ELBO", "RECONSTRUCTION", "found LOG_LIKELIHOOD");
    assertFalse(file.toFile().exists());
  }

  /** Values that may be missing are NaN; of a row with nothing else, nothing is known. */
  @ParameterizedTest
  @EnumSource(
      value = ScoreKind.class,
      names = {"ELBO", "RECONSTRUCTION_ERROR"})
  void missingValuesAreNaN(ScoreKind kind) {
    VAEAnomalyModel model =
        Pump.trainer()
            .autoencoder(Pump.autoencoder().missing(".*").build())
            .score(kind)
            .members(2)
            .build()
            .train(Pump.usual(120, 1));
    Path file = folder.resolve("missing.onnx");
    model.exportONNX(file);
    float[] gap = Pump.rows(1)[0].clone();
    gap[1] = Float.NaN;
    gap[2] = Float.NaN;
    gap[3] = Float.NaN;
    float[] nothing = new float[Pump.NAMES.length];
    Arrays.fill(nothing, Float.NaN);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      Map<String, float[][]> found = session.run(new float[][] {gap, nothing});
      double expected = model.predict(example(gap)).getOutput().getScore();
      assertEquals(expected, found.get("score")[0][0], slack(model.explain(example(gap))));
      assertEquals(0, found.get(model.ensemble().outputs().features())[0][1]);
      assertEquals(
          model.predict(new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT)).getOutput().getScore(),
          found.get("score")[1][0]);
      assertEquals(1, found.get("is_anomaly")[1][0]);
      assertEquals(
          model.pValue(new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT)),
          found.get("p_value")[1][0],
          1e-7);
    }
  }

  /** A NaN where nothing may be missing is the most unusual there is, never a usual row. */
  @Test
  void whatIsNoNumberRaisesAnAlarm() {
    float[][] rows = Pump.rows(2);
    rows[0][4] = Float.NaN;
    rows[1][4] = Float.POSITIVE_INFINITY;
    try (ONNXSession session = open()) {
      Map<String, float[][]> found = session.run(rows);
      for (int i = 0; i < 2; i++) {
        assertEquals(Float.NEGATIVE_INFINITY, found.get("score")[i][0]);
        assertEquals(1, found.get("is_anomaly")[i][0]);
        assertEquals(Float.NEGATIVE_INFINITY, found.get("feature_deviations")[i][3]);
      }
    }
  }

  /** Too few rows for a rate: no alarm, but for rows that are impossible. */
  @Test
  void withoutAThresholdThereIsNoAlarm() {
    VAEAnomalyModel silent = MODEL.withThreshold(new FalseAlarmRate(1e-4));
    assertEquals(Double.NEGATIVE_INFINITY, silent.threshold());
    float[][] rows = Pump.rows(20);
    rows[19][4] = Float.NaN;
    silent.exportONNX(folder.resolve("silent.onnx"));
    try (ONNXSession session =
        ONNXSession.open(folder.resolve("silent.onnx"), SessionSettings.DEFAULT)) {
      Map<String, float[][]> found = session.run(rows);
      for (int i = 0; i < 19; i++) {
        boolean impossible = Double.isInfinite(MODEL.score(example(rows[i])));
        assertEquals(
            impossible ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY,
            found.get("score")[i][0]);
        assertEquals(impossible ? 1 : 0, found.get("is_anomaly")[i][0]);
      }
      assertEquals(1, found.get("is_anomaly")[19][0]);
    }
  }

  @Test
  void noNodeIsRandomOrOurOwn() {
    for (NodeProto node : MODEL.export().model(MODEL.export().graph()).getGraph().getNodeList()) {
      assertEquals("", node.getDomain());
      assertFalse(node.getOpType().startsWith("Random"), node::getOpType);
      assertFalse(Set.of("Bernoulli", "Multinomial").contains(node.getOpType()));
    }
  }

  /** Members have parameters of their own, and what they compute alike is there once. */
  @Test
  void membersShareAGraph() {
    GraphProto graph = MODEL.export().model(MODEL.export().graph()).getGraph();
    List<String> names = graph.getInitializerList().stream().map(TensorProto::getName).toList();
    for (int m = 0; m < MODEL.members().size(); m++) {
      String first = "member" + m + ".encoder.0.weight";
      assertTrue(names.contains(first), () -> first + " in " + names);
    }
    assertEquals(Set.copyOf(names).size(), names.size());
    long shapes =
        graph.getNodeList().stream().filter(node -> node.getOpType().equals("Shape")).count();
    assertEquals(1, shapes, "the batch is counted once");
  }

  @Test
  void theScoreAloneIsWhatTribuoExports() {
    float[][] rows = Pump.rows(10);
    ModelProto alone = MODEL.exportONNXModel("org.example", 3);
    assertEquals("org.example", alone.getDomain());
    ONNXContext context = new ONNXContext();
    MODEL
        .writeONNXGraph(context.floatInput("input", Pump.NAMES.length))
        .assignTo(context.floatOutput("continued", 1));
    ModelProto continued =
        ONNXExport.finish(context, "score", MODEL.export().metadata(Set.of("score")));
    try (ONNXSession all = open();
        ONNXSession one = open(alone);
        ONNXSession other = open(continued)) {
      float[][] expected = all.run(rows).get("score");
      assertEquals(Set.of("score"), one.outputs().keySet());
      float[][] found = one.run(rows).get("score");
      float[][] again = other.run(rows).get("continued");
      for (int i = 0; i < rows.length; i++) {
        double slack = slack(MODEL.explain(example(rows[i])));
        assertArrayEquals(expected[i], found[i], (float) slack);
        assertArrayEquals(expected[i], again[i], (float) slack);
      }
    }
  }

  /** The members' scores, each exported alone, have the detector's as their mean. */
  @Test
  void theMeanOfTheMembersIsTheScore() {
    float[][] rows = Pump.rows(30);
    double[] means = new double[rows.length];
    List<Path> files = new ArrayList<>();
    for (int m = 0; m < ALONE.members().size(); m++) {
      files.add(folder.resolve("member" + m + ".onnx"));
      ((VAEModel) ALONE.members().get(m)).exportONNX("score", files.get(m));
      try (ONNXSession session = ONNXSession.open(files.get(m), SessionSettings.DEFAULT)) {
        float[][] elbo = session.run(rows).get("elbo");
        for (int i = 0; i < means.length; i++) {
          means[i] += elbo[i][0] / ALONE.members().size();
        }
      }
    }
    Path file = folder.resolve("mean.onnx");
    ALONE.exportONNX(file);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      float[][] found = session.run(rows).get("elbo");
      for (int i = 0; i < means.length; i++) {
        assertEquals(means[i], found[i][0], slack(ALONE.explain(example(rows[i]))));
      }
    }
  }
}
