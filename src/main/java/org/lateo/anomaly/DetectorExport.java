package org.lateo.anomaly;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lateo.graph.Node;
import org.lateo.inference.FixedDraws;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.Comparison.Step;
import org.lateo.onnx.HeadGraph;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.OutputRow;
import org.lateo.onnx.WeightPrecision;
import org.lateo.storage.LateoVersion;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A detector as one ONNX file: all members, the threshold and the calibration rows' scores.
 *
 * @param provenance where it comes from
 */
record DetectorExport(Ensemble ensemble, Calibration calibration, String provenance) {
  /** The name of the head, that of an autoencoder's score, with outputs of a detector. */
  static final String HEAD = "score";

  private DetectorOutputs names() {
    return ensemble.outputs();
  }

  /** The program with those of its outputs that are asked for. */
  private HeadGraph graph(Set<String> wanted) {
    DetectorProgram program = DetectorProgram.ofRawRows(ensemble).with(calibration);
    HeadGraph graph = HeadGraph.of(program.rows());
    for (String name : wanted) {
      graph = graph.with(name, program.outputs().get(name));
    }
    for (Map.Entry<Node, Integer> noise : program.noises().entrySet()) {
      graph = graph.withDraws(noise.getKey(), draws(noise.getValue()));
    }
    return graph;
  }

  private float[] draws(int m) {
    MemberModel member = ensemble.models().get(m);
    float[] all = FixedDraws.of(member.latents(), member.seed());
    return Arrays.copyOf(all, ensemble.draws(m) * member.latents());
  }

  /**
   * What the file computes. The alarm and the p-value jump where the score passes the threshold or
   * a calibration row's: they have to be right for a score within the tolerance of Java's.
   */
  HeadGraph graph() {
    return graph(names().meanings().keySet())
        .withScale(this::parts)
        .withStep(
            DetectorOutputs.IS_ANOMALY, new Step(DetectorOutputs.SCORE, score -> score < 0 ? 1 : 0))
        .withStep(DetectorOutputs.P_VALUE, new Step(names().total(), calibration.scores()::pValue));
  }

  /** Writes the file, once ONNX Runtime computes with it what Java does. */
  double write(Path file) {
    HeadGraph graph = graph();
    return ONNXExport.writeChecked(model(graph), graph, ensemble.parameters(), checkRows(), file);
  }

  /** How large the parts are that a score is the sum of. */
  private double parts(OutputRow row) {
    double sum = row.size(names().features() == null ? names().total() : names().features());
    return sum + (names().latents() ? row.size(DetectorOutputs.LATENT_DEVIATIONS) : 0);
  }

  /** The model that a graph is. */
  ModelProto model(HeadGraph graph) {
    return ONNXExport.model(
        graph,
        ONNXHead.INPUT,
        ensemble.parameters(),
        HEAD,
        metadata(graph.outputs().keySet()),
        WeightPrecision.SINGLE);
  }

  /** The model with the event's score as its only output. */
  ModelProto scoreAlone() {
    return model(graph(Set.of(DetectorOutputs.SCORE)));
  }

  /** Continues a graph with the event's score, {@code [batch, 1]}. */
  ONNXNode continued(ONNXRef<?> input) {
    return ONNXExport.continued(graph(Set.of(DetectorOutputs.SCORE)), input, ensemble.parameters());
  }

  /** In each column rows of the first member that has it. */
  private float[][] checkRows() {
    float[][] first = ensemble.models().get(0).checkRows();
    if (ensemble.columns(0).length == ensemble.width()) {
      return first;
    }
    float[][] joined = new float[first.length][ensemble.width()];
    for (int m = ensemble.size() - 1; m >= 0; m--) {
      float[][] ofMember = ensemble.models().get(m).checkRows();
      int[] columns = ensemble.columns(m);
      for (int r = 0; r < joined.length; r++) {
        for (int c = 0; c < columns.length; c++) {
          float value = ofMember[r][c];
          joined[r][columns[c]] = Float.isNaN(value) ? 0 : value;
        }
      }
    }
    return CheckRows.withGaps(joined, ensemble.missing(), 0);
  }

  /** What the file says of itself. */
  ONNXMetadata metadata(Set<String> outputs) {
    Baseline usual = calibration.baseline();
    double constant =
        Arrays.stream(usual.features()).sum()
            + Arrays.stream(usual.latents()).sum()
            - calibration.threshold();
    Map<String, String> meanings = names().meanings();
    meanings.keySet().retainAll(outputs);
    return new ONNXMetadata(
            LateoVersion.VERSION, ensemble.featureNames(), ensemble.missingFeatures(), provenance)
        .withOutputs(meanings)
        .with(DetectorOutputs.KIND_FIELD, ensemble.kind().name())
        .with(DetectorOutputs.THRESHOLD_FIELD, Double.toString(calibration.threshold()))
        .with(DetectorOutputs.UNSEEN_FIELD, Double.toString(ensemble.penalties().ofColumn()))
        .with(DetectorOutputs.UNSEEN_VALUES_FIELD, unseenValues())
        .with(DetectorOutputs.GROUPS_FIELD, ensemble.groups().names())
        .with(DetectorOutputs.LATENTS_FIELD, ensemble.latentNames(usual.latents().length))
        .with(DetectorOutputs.CONSTANT_FIELD, Double.toString(constant))
        .with(
            DetectorOutputs.CALIBRATION_FIELD,
            Integer.toString(calibration.scores().usual().length));
  }

  private List<String> unseenValues() {
    return ensemble.groups().names().stream()
        .map(group -> Double.toString(ensemble.penalties().ofField(group)))
        .toList();
  }
}
