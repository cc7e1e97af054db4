package org.lateo.anomaly;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lateo.VAEModel;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.Comparison;
import org.lateo.onnx.Comparison.Step;
import org.lateo.onnx.OnnxExport;
import org.lateo.onnx.OnnxGraph;
import org.lateo.onnx.OnnxMetadata;
import org.lateo.onnx.OutputRow;
import org.lateo.storage.LateoVersion;

/** A detector as one ONNX file: all members, the threshold and the calibration rows' scores. */
record DetectorExport(VAEAnomalyModel model) {
  /** The name of the head, that of an autoencoder's score, with outputs of a detector. */
  static final String HEAD = "score";

  /** The field with the {@link org.lateo.inference.ScoreKind}; only detectors have it. */
  static final String KIND_FIELD = "lateo.score_kind";

  /** The field with the threshold, in the unit of the score. */
  static final String THRESHOLD_FIELD = "lateo.threshold";

  /** The field with what a feature adds that the model has never seen; 0 if it is ignored. */
  static final String UNSEEN_FIELD = "lateo.unseen_feature";

  /**
   * The field with what a value {@code group@value} adds that the model has never seen, a JSON
   * array of numbers, one for each of the groups.
   */
  static final String UNSEEN_VALUES_FIELD = "lateo.unseen_values";

  /** The field with the names of the columns of feature deviations, a JSON array. */
  static final String GROUPS_FIELD = "lateo.groups";

  /** The field with the names of the columns of latent deviations, a JSON array. */
  static final String LATENTS_FIELD = "lateo.latents";

  /** The field with what all deviations lack of the score: that of a usual row. */
  static final String CONSTANT_FIELD = "lateo.constant";

  /** The field with how many rows calibrate p-values. */
  static final String CALIBRATION_FIELD = "lateo.calibration_rows";

  double write(Path file) {
    return OnnxExport.writeChecked(
        graph(), new DetectorAnswers(model), comparison(), checkRows(), file);
  }

  private Ensemble ensemble() {
    return model.ensemble();
  }

  private int width() {
    return ensemble().featureNames().size();
  }

  /** Those of the first member; its columns may be fewer than those of all. */
  private float[][] checkRows() {
    float[][] first = model.members().get(0).checkRows();
    return ensemble().hasAllColumns(0) ? first : joinedCheckRows(first.length);
  }

  /** In each column those of the first member that has it. */
  private float[][] joinedCheckRows(int count) {
    float[][] rows = new float[count][width()];
    for (int m = model.members().size() - 1; m >= 0; m--) {
      float[][] ofMember = model.members().get(m).checkRows();
      int[] columns = ensemble().columns(m);
      for (int r = 0; r < count; r++) {
        for (int c = 0; c < columns.length; c++) {
          float value = ofMember[r][c];
          rows[r][columns[c]] = Float.isNaN(value) ? 0 : value;
        }
      }
    }
    return CheckRows.withGaps(rows, metadata().missingColumns(), 0);
  }

  /** The graph with all its outputs. */
  ModelProto graph() {
    OnnxGraph graph = OnnxGraph.of(width());
    new DetectorGraph(model, graph)
        .outputs()
        .forEach((name, value) -> graph.output(name, value, columns(name)));
    return graph.finish(HEAD, metadata());
  }

  /** The graph with the event's score as its only output. */
  ModelProto scoreAlone() {
    OnnxGraph graph = OnnxGraph.of(width());
    String score = new DetectorGraph(model, graph).outputs().get(DetectorOutputs.SCORE);
    graph.output(DetectorOutputs.SCORE, score, 1);
    Map<String, String> meanings = DetectorOutputs.of(model.kind()).meanings();
    meanings.keySet().retainAll(Set.of(DetectorOutputs.SCORE));
    return graph.finish(HEAD, metadata().withOutputs(meanings));
  }

  private int columns(String output) {
    return switch (output) {
      case DetectorOutputs.FEATURE_DEVIATIONS -> model.ensemble().groups().names().size();
      case DetectorOutputs.LATENT_DEVIATIONS -> latents();
      default -> output.equals(DetectorOutputs.of(model.kind()).features()) ? width() : 1;
    };
  }

  private int latentDimensions() {
    return model.members().stream().mapToInt(VAEModel::latent).max().orElseThrow();
  }

  private int latents() {
    return model.calibration().baseline().latents().length;
  }

  /** What the file says of itself. */
  OnnxMetadata metadata() {
    Baseline usual = model.calibration().baseline();
    double constant = -model.threshold();
    for (double[] entries : new double[][] {usual.features(), usual.latents()}) {
      for (double entry : entries) {
        constant += entry;
      }
    }
    return new OnnxMetadata(
            LateoVersion.VERSION,
            ensemble().featureNames(),
            ensemble().missingFeatures(),
            model.serializeProvenance(model.getProvenance()))
        .withOutputs(DetectorOutputs.of(model.kind()).meanings())
        .with(KIND_FIELD, model.kind().name())
        .with(THRESHOLD_FIELD, Double.toString(model.threshold()))
        .with(UNSEEN_FIELD, Double.toString(ensemble().penalties().ofColumn()))
        .with(UNSEEN_VALUES_FIELD, unseenValues())
        .with(GROUPS_FIELD, model.ensemble().groups().names())
        .with(LATENTS_FIELD, model.ensemble().latentNames(latents()))
        .with(CONSTANT_FIELD, Double.toString(constant))
        .with(CALIBRATION_FIELD, Integer.toString(model.calibrationScores().usual().length));
  }

  private List<String> unseenValues() {
    return ensemble().groups().names().stream()
        .map(group -> Double.toString(ensemble().penalties().ofField(group)))
        .toList();
  }

  /**
   * The alarm and the p-value jump where the score passes the threshold or a calibration row's:
   * they have to be right for a score within the tolerance of Java's.
   */
  Comparison comparison() {
    DetectorOutputs names = DetectorOutputs.of(model.kind());
    return new Comparison(
        row -> parts(names, row),
        Map.of(
            DetectorOutputs.IS_ANOMALY,
            new Step(DetectorOutputs.SCORE, score -> score < 0 ? 1 : 0),
            DetectorOutputs.P_VALUE,
            new Step(names.total(), model.calibrationScores()::pValue)),
        Comparison.largestBatch(2L * latentDimensions() * width()));
  }

  /** How large the parts are that a score is the sum of. */
  private static double parts(DetectorOutputs names, OutputRow row) {
    double sum = row.size(names.features() == null ? names.total() : names.features());
    return sum + names.divergence().map(row::size).orElse(0.0);
  }
}
