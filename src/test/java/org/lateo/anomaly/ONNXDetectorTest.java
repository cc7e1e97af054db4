package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.onnx.Resealed;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.impl.ArrayExample;

/** Events of a file are those of Java, whatever an example lacks or has too much of. */
final class ONNXDetectorTest {
  private static final VAEAnomalyModel MODEL =
      Pump.trainer().members(2).build().train(Pump.usual(120, 1));

  @TempDir private static Path folder;

  @BeforeAll
  static void export() {
    MODEL.exportONNX(folder.resolve("score.onnx"));
    ((VAEModel) MODEL.members().get(0)).exportONNX("score", folder.resolve("member.onnx"));
  }

  private static ONNXDetector open() {
    return ONNXDetector.open(folder.resolve("score.onnx"));
  }

  /** Usual and faulty ones, such as lack features, have others, or none that is known. */
  private static List<Example<Event>> examples() {
    List<Example<Event>> examples = new ArrayList<>(Pump.labelled(20, 20, 3).getData());
    for (int i = 0; i < 10; i++) {
      Example<Event> more = new ArrayExample<>(examples.get(i));
      more.add(new Feature("never seen", i % 2));
      more.add(new Feature("nor this", 7));
      examples.add(more);
    }
    examples.add(
        new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT, new String[] {"speed"}, new double[] {9}));
    examples.add(
        new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT, new String[] {"other"}, new double[] {9}));
    examples.add(new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT));
    return examples;
  }

  @Test
  void predictsAsJavaDoes() {
    List<Example<Event>> examples = examples();
    List<Prediction<Event>> expected = MODEL.predict(examples);
    try (ONNXDetector detector = open()) {
      List<Prediction<Event>> found = detector.predict(examples);
      for (int i = 0; i < examples.size(); i++) {
        Event java = expected.get(i).getOutput();
        Event onnx = found.get(i).getOutput();
        double slack = 1e-4 * (1 + Math.abs(MODEL.score(examples.get(i))));
        assertEquals(java.getScore(), onnx.getScore(), Double.isInfinite(slack) ? 0 : slack);
        if (Math.abs(java.getScore()) > slack) {
          assertEquals(java.getType(), onnx.getType());
        }
        assertEquals(expected.get(i).getNumActiveFeatures(), found.get(i).getNumActiveFeatures());
        assertEquals(expected.get(i).getOutputScores().size(), 1);
      }
    }
  }

  @Test
  void evaluatesAsJavaDoes() {
    var rows = Pump.labelled(100, 100, 9);
    AnomalyEvaluation expected = new AnomalyFactory().getEvaluator().evaluate(MODEL, rows);
    try (ONNXDetector detector = open()) {
      List<Prediction<Event>> found = detector.predict(rows.getData());
      AnomalyEvaluation evaluation =
          new AnomalyFactory().getEvaluator().evaluate(MODEL, found, rows.getProvenance());
      assertEquals(expected.getTruePositives(), evaluation.getTruePositives());
      assertEquals(expected.getFalsePositives(), evaluation.getFalsePositives());
      assertEquals(expected.getTrueNegatives(), evaluation.getTrueNegatives());
    }
  }

  @Test
  void anEmptyListIsAnswered() {
    try (ONNXDetector detector = open()) {
      assertEquals(List.of(), detector.predict(List.of()));
    }
  }

  @Test
  void refusesWhatIsNoDetector() {
    Path member = folder.resolve("member.onnx");
    assertRefused(() -> ONNXDetector.open(member), "file of a detector", "head score", "elbo");
    try (ONNXDetector detector = open()) {
      Example<Event> bad = Pump.example(EventType.EXPECTED, 1, 2, 0, 1, Double.NaN, 3, 4);
      assertRefused(() -> detector.predict(List.of(bad)), "noise");
    }
  }

  /** A file whose metadata were changed and sealed again. */
  @Test
  void refusesNumbersThatAreNotOfItsGroups() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("score.onnx"));
    Path changed = folder.resolve("changed.onnx");
    Files.write(changed, Resealed.with(whole, DetectorOutputs.UNSEEN_VALUES_FIELD, "[\"1\"]"));
    assertRefused(
        () -> ONNXDetector.open(changed),
        "changed.onnx: Expected a number in lateo.unseen_values for each of the",
        "of lateo.groups, found 1");
    Files.write(changed, Resealed.with(whole, DetectorOutputs.GROUPS_FIELD, "[null]"));
    assertRefused(() -> ONNXDetector.open(changed), "JSON array of names, found [null]");
  }

  @Test
  void refusesNullAndWhatIsNoNumber() {
    try (ONNXDetector opened = ONNXDetector.open(folder.resolve("score.onnx"))) {
      assertRefused(() -> opened.predict(null), "list of examples, found null");
      List<Example<Event>> second =
          Arrays.asList(Pump.example(EventType.EXPECTED, 1, 2, 0, 1, 0, 3, 4), null);
      assertRefused(() -> opened.predict(second), "null in row 1");
      float[][] rows = {{1, 2, 0, 1, Float.NaN, 3, 4}};
      assertRefused(() -> opened.file().run(rows), "found NaN in row 0, column 4", "noise");
    }
  }
}
