package org.lateo.anomaly;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.lateo.graph.ParameterBuffers;
import org.lateo.inference.ScoreKind;
import org.lateo.onnx.HeadGraph;

/**
 * A detector of each score that can be written as ONNX, with and without missing values, and of
 * flows.
 */
public final class DetectorKinds {
  private DetectorKinds() {}

  /** A detector with a name of its own. */
  public record Kind(String name, VAEAnomalyModel model, boolean hasGaps) {
    /** The detector as ONNX. */
    public ModelProto onnx() {
      return model.export().model(graph());
    }

    /** What the file computes. */
    public HeadGraph graph() {
      return model.export().graph();
    }

    /** What is read in it. */
    public ParameterBuffers parameters() {
      return model.ensemble().parameters();
    }

    /** Usual rows, faulty ones, and such as no pump has. */
    public float[][] rows(int count) {
      float[][] rows = Pump.rows(count);
      for (int r = 2; r < count && hasGaps; r += 5) {
        int first = r % 2 == 0 ? 0 : 2;
        int last = r % 2 == 0 ? 1 : 3; // Two numbers, or both columns of the mode.
        rows[r][first] = Float.NaN;
        rows[r][last] = Float.NaN;
      }
      return rows;
    }
  }

  /** All of them. */
  public static List<Kind> all() {
    List<Kind> kinds = new ArrayList<>();
    for (ScoreKind score : EnumSet.complementOf(EnumSet.of(ScoreKind.LOG_LIKELIHOOD))) {
      kinds.add(kind(score, false));
      kinds.add(kind(score, true));
    }
    kinds.add(flows(DetectorCase.FLOW));
    kinds.add(flows(DetectorCase.FLOW_ALONE));
    return kinds;
  }

  private static Kind flows(DetectorCase which) {
    return new Kind(
        "detector of flows" + (which == DetectorCase.FLOW ? "" : " alone"),
        which.trainer().members(2).build().train(which.of(Pump.usual(120, 1))),
        false);
  }

  private static Kind kind(ScoreKind score, boolean hasGaps) {
    VAEAnomalyTrainerBuilder trainer = Pump.trainer().score(score).members(2);
    if (hasGaps) {
      trainer.autoencoder(Pump.autoencoder().missing(".*").build());
    }
    return new Kind(
        "detector by " + score + (hasGaps ? " with gaps" : ""),
        trainer.build().train(Pump.usual(120, 1)),
        hasGaps);
  }
}
