package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.VAETrainer;
import org.lateo.inference.ScoreKind;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.math.RandomStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;

/** A row that the likelihood cannot have is an alarm, whatever is scored and wherever. */
final class ImpossibleRowsTest {
  private static final String[] NAMES = {"count", "flag", "kind@a", "kind@b", "time"};
  private static final double START = 1.7e9;

  @TempDir private Path folder;

  private static Example<Event> example(double... values) {
    return new ArrayExample<>(new Event(EventType.EXPECTED), NAMES, values);
  }

  private static MutableDataset<Event> rows() {
    MutableDataset<Event> rows = Pump.dataset(List.of());
    for (int i = 0; i < 120; i++) {
      RandomStream random = RandomStream.of(1, "impossible rows").at(i);
      int kind = random.below(2, 2);
      rows.add(example(random.below(6, 0), random.below(2, 1), kind, 1 - kind, START + i / 10.0));
    }
    return rows;
  }

  private static VAEAnomalyModel model(ScoreKind kind) {
    VAETrainer autoencoder =
        VAETrainer.builder()
            .likelihood(new MixedLikelihood("count=poisson"))
            .hidden(8)
            .latent(2)
            .epochs(3)
            .validation(0)
            .threads(1)
            .build();
    return VAEAnomalyTrainer.builder()
        .autoencoder(autoencoder)
        .members(2)
        .score(kind)
        .samples(5)
        .build()
        .train(rows());
  }

  private static List<Example<Event>> impossible() {
    return List.of(
        example(-3, 1, 0, 1, START),
        example(2.5, 1, 0, 1, START),
        example(2, 1000, 0, 1, START),
        example(2, 1, 1, 1, START),
        example(2, 1, 0.5, 0, START));
  }

  private static final List<String> CAUSES = List.of("count", "count", "flag", "kind", "kind");

  @ParameterizedTest
  @EnumSource(ScoreKind.class)
  void isAnomalousAndNamed(ScoreKind kind) {
    VAEAnomalyModel model = model(kind);
    assertTrue(Double.isFinite(model.score(example(2, 1.0000001, -1e-9, 1, START + 3))));
    int usual = model.calibrationScores().usual().length;
    for (int r = 0; r < CAUSES.size(); r++) {
      Example<Event> row = impossible().get(r);
      assertEquals(EventType.ANOMALOUS, model.predict(row).getOutput().getType());
      assertEquals(Double.NEGATIVE_INFINITY, model.score(row));
      assertEquals(1.0 / (usual + 1), model.pValue(row));
      AnomalyExplanation explanation = model.explain(row);
      assertTrue(explanation.isAnomalous());
      if (!explanation.features().isEmpty() && kind != ScoreKind.LATENT_DENSITY) {
        assertEquals(CAUSES.get(r), explanation.features().get(0).name());
        assertEquals(Double.NEGATIVE_INFINITY, explanation.features().get(0).nats());
        assertTrue(Double.isFinite(explanation.features().get(1).nats()));
      }
    }
  }

  /** The same in the exported file, beside a column that is far from zero. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOG_LIKELIHOOD")
  void isAnomalousInOnnx(ScoreKind kind) {
    VAEAnomalyModel model = model(kind);
    Path file = folder.resolve("detector.onnx");
    assertTrue(model.exportONNX(file) < 1e-4);
    try (ONNXDetector detector = ONNXDetector.open(file)) {
      for (var prediction : detector.predict(impossible())) {
        assertEquals(EventType.ANOMALOUS, prediction.getOutput().getType());
        assertEquals(Double.NEGATIVE_INFINITY, prediction.getOutput().getScore());
      }
      Example<Event> usual = example(2, 1, 0, 1, START);
      double java = model.predict(usual).getOutput().getScore();
      double onnx = detector.predict(List.of(usual)).get(0).getOutput().getScore();
      assertEquals(java, onnx, 1e-3 * (1 + Math.abs(java)));
    }
  }
}
