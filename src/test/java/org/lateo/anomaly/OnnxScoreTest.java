package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.onnx.OnnxSession;
import org.lateo.onnx.SessionSettings;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;

/** The mean over members of what their exported heads say is the score. */
final class OnnxScoreTest {
  @Test
  void scoresInOnnxRuntimeAreThoseOfJava(@TempDir Path folder) {
    VAEAnomalyModel model = Pump.trainer().build().train(Pump.usual(120, 1));
    MutableDataset<Event> rows = Pump.labelled(30, 10, 5);
    double[] means = new double[rows.size()];
    for (VAEModel member : model.members()) {
      Path file = folder.resolve("member.onnx");
      member.exportONNX("score", file);
      try (OnnxSession session = OnnxSession.open(file, SessionSettings.DEFAULT)) {
        float[][] elbo = session.run(values(rows)).get("elbo");
        for (int i = 0; i < means.length; i++) {
          means[i] += elbo[i][0] / model.members().size();
        }
      }
    }
    for (int i = 0; i < means.length; i++) {
      double scale = 1;
      for (Contribution c : model.explain(rows.getExample(i)).features()) {
        scale += Math.abs(c.nats());
      }
      assertEquals(model.score(rows.getExample(i)), means[i], 1e-4 * scale);
    }
  }

  /** In the order of names, which is that of columns. */
  private static float[][] values(MutableDataset<Event> rows) {
    float[][] values = new float[rows.size()][Pump.NAMES.length];
    for (int i = 0; i < values.length; i++) {
      for (int c = 0; c < Pump.NAMES.length; c++) {
        values[i][c] = (float) rows.getExample(i).lookup(Pump.NAMES[c]).getValue();
      }
    }
    return values;
  }
}
