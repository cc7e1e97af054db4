package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lateo.ScoreGraph;
import org.lateo.VAEModel;
import org.lateo.graph.Emitter;
import org.lateo.onnx.OnnxGraph;

/**
 * A detector written into a graph: the members' scores, their mean, and what the calibration makes
 * of it.
 */
final class DetectorGraph {
  private static final Map<String, Object> KEEP = Map.of("keepdims", 1L);
  private static final Map<String, Object> TO_FLOAT = Map.of("to", 1L);
  private static final Map<String, Object> ALONG_COLUMNS = Map.of("axis", 1L);

  private final VAEAnomalyModel model;
  private final OnnxGraph graph;
  private final Emitter e;
  private final DetectorOutputs names;
  private final Ensemble ensemble;
  private final List<ScoreGraph> members = new ArrayList<>();
  private final Optional<String> unseen;
  private final Optional<String> features;
  private final Optional<String> latents;
  private final String infinity;

  DetectorGraph(VAEAnomalyModel model, OnnxGraph graph) {
    this.model = model;
    this.graph = graph;
    this.e = graph.operations();
    this.names = DetectorOutputs.of(model.kind());
    this.infinity = number(Float.NEGATIVE_INFINITY);
    this.ensemble = model.ensemble();
    for (int m = 0; m < ensemble.members().size(); m++) {
      members.add(member(m));
    }
    this.unseen = unseen();
    this.features = meanFeatures();
    this.latents = allLatents();
  }

  /** A member's score, what each feature adds in the columns of all, {@code [batch, columns]}. */
  private ScoreGraph member(int m) {
    VAEModel member = model.members().get(m);
    String name = "member" + m;
    if (ensemble.hasAllColumns(m)) {
      return ScoreGraph.write(member, model.kind(), graph, name);
    }
    int[] columns = ensemble.columns(m);
    ScoreGraph of = ScoreGraph.write(member, model.kind(), graph.ofColumns(columns), name);
    return new ScoreGraph(
        of.features().map(added -> spread(added, columns)), of.latents(), of.latentColumns());
  }

  /** Entries of some columns in those of all, zero in the others. */
  private String spread(String entries, int[] columns) {
    long[] from = new long[ensemble.featureNames().size()];
    Arrays.fill(from, columns.length);
    for (int c = 0; c < columns.length; c++) {
      from[columns[c]] = c;
    }
    String padded = e.op("Pad", entries, e.integers(0, 0, 0, 1), number(0));
    return e.op("Gather", ALONG_COLUMNS, padded, e.integers(from));
  }

  /**
   * What columns add, where they are neither zero nor missing, for the members that have not seen
   * them, {@code [batch, columns]}.
   */
  private Optional<String> unseen() {
    Penalties penalties = ensemble.penalties();
    if (penalties.isNone()) {
      return Optional.empty();
    }
    float[] added = new float[ensemble.featureNames().size()];
    for (int c = 0; c < added.length; c++) {
      added[c] = (float) penalties.of(c);
    }
    String there = e.op("Greater", e.op("Abs", graph.rows()), number(0));
    return Optional.of(e.op("Where", there, e.constant(added, 1, added.length), number(0)));
  }

  /**
   * Writes the outputs, as {@link DetectorOutputs} names them.
   *
   * @return values by output, {@code [batch, any]} each
   */
  Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    String total = total();
    String score = score(total);
    outputs.put(DetectorOutputs.SCORE, score);
    outputs.put(DetectorOutputs.IS_ANOMALY, cast(e.op("Less", score, number(0))));
    outputs.put(DetectorOutputs.P_VALUE, pValue(total));
    outputs.put(names.total(), total);
    features.ifPresent(value -> putFeatures(value, outputs));
    latents.ifPresent(value -> putLatents(value, outputs));
    return outputs;
  }

  private void putFeatures(String added, Map<String, String> outputs) {
    names.reconstruction().ifPresent(name -> outputs.put(name, sum(added)));
    outputs.put(names.features(), added);
    String grouped = new GroupSums(ensemble.groups()).write(e, added);
    double[] usual = model.calibration().baseline().features();
    outputs.put(DetectorOutputs.FEATURE_DEVIATIONS, deviations(grouped, usual));
  }

  private void putLatents(String added, Map<String, String> outputs) {
    names.divergence().ifPresent(name -> outputs.put(name, e.op("Neg", sum(added))));
    double[] usual = model.calibration().baseline().latents();
    outputs.put(DetectorOutputs.LATENT_DEVIATIONS, deviations(added, usual));
  }

  /** What each feature adds, the mean over members, {@code [batch, columns]}. */
  private Optional<String> meanFeatures() {
    return values(ScoreGraph::features)
        .map(values -> shared(values.stream().reduce((a, b) -> e.op("Add", a, b)).orElseThrow()))
        .map(means -> unseen.map(added -> e.op("Add", means, added)).orElse(means));
  }

  /** What each latent dimension of each member adds, {@code [batch, latents]}. */
  private Optional<String> allLatents() {
    return values(ScoreGraph::latents)
        .map(
            values ->
                shared(
                    values.size() == 1
                        ? values.get(0)
                        : e.op("Concat", ALONG_COLUMNS, values.toArray(String[]::new))));
  }

  private Optional<List<String>> values(Function<ScoreGraph, Optional<String>> part) {
    List<String> values =
        members.stream().map(part).flatMap(Optional::stream).collect(Collectors.toList());
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /** Each member has an equal share. */
  private String shared(String value) {
    return members.size() == 1 ? value : e.op("Mul", value, number(1f / members.size()));
  }

  private String sum(String values) {
    return e.op("ReduceSum", KEEP, values, e.integers(1));
  }

  private String number(float value) {
    return e.constant(new float[] {value});
  }

  private String cast(String condition) {
    return e.op("Cast", TO_FLOAT, condition);
  }

  /** The row's score, minus infinity where it is no number or nothing of the row is known. */
  private String total() {
    String total =
        features
            .map(this::sum)
            .map(f -> latents.map(z -> e.op("Add", f, sum(z))).orElse(f))
            .orElseGet(this::sumOfLatents);
    String number = numberOrInfinity(total);
    if (ensemble.missingFeatures().size() < ensemble.featureNames().size()) {
      return number;
    }
    String missing = cast(e.op("IsNaN", graph.rows()));
    String present = e.op("Less", missing, number(1));
    return e.op("Where", e.op("Greater", sum(cast(present)), number(0)), number, infinity);
  }

  /** All there is of a score without features, but for what is unseen. */
  private String sumOfLatents() {
    String all = sum(latents.orElseThrow());
    return unseen.map(added -> e.op("Add", all, sum(added))).orElse(all);
  }

  private String numberOrInfinity(String value) {
    return e.op("Where", e.op("IsNaN", value), infinity, value);
  }

  /** A row of no known feature is anomalous at any threshold. */
  private String score(String total) {
    if (model.threshold() == Double.NEGATIVE_INFINITY) {
      String alarm = e.op("Equal", total, infinity);
      return e.op("Where", alarm, infinity, number(Float.POSITIVE_INFINITY));
    }
    return e.op("Sub", total, number((float) model.threshold()));
  }

  private String pValue(String total) {
    double[] usual = model.calibrationScores().usual();
    String count = new SortedCount(usual).write(e, total);
    return e.op("Div", e.op("Add", count, number(1)), number(usual.length + 1f));
  }

  /**
   * What entries have beyond their usual value.
   *
   * @param usual {@code [entries]}
   */
  private String deviations(String entries, double[] usual) {
    float[] floats = new float[usual.length];
    for (int i = 0; i < usual.length; i++) {
      floats[i] = (float) usual[i];
    }
    return numberOrInfinity(e.op("Sub", entries, e.constant(floats, 1, floats.length)));
  }
}
