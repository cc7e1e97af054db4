package org.lateo.bayes;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.SelectColumns;
import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.HeadGraph;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** The ONNX head of a regression: means, variances and their epistemic parts of raw targets. */
final class RegressionHead {
  static final String NAME = "prediction";

  private RegressionHead() {}

  private static HeadGraph graph(Definition<?> definition, BayesianRegression network) {
    BayesianRegression raw = network.ofRawRows(definition.origin());
    HeadGraph graph = HeadGraph.of(raw.features());
    for (Map.Entry<String, Node> output : raw.rawOutputs().entrySet()) {
      graph = graph.with(output.getKey(), output.getValue());
    }
    for (Map.Entry<String, Scaling> units : raw.units().entrySet()) {
      graph = graph.withUnits(units.getKey(), units.getValue());
    }
    return graph;
  }

  /** Writes it, checked with rows like those of the training, and returns the difference. */
  static double write(
      Definition<?> definition,
      BayesianRegression network,
      ParameterBuffers parameters,
      ONNXMetadata metadata,
      Path file) {
    HeadGraph graph = graph(definition, network);
    Support any = Support.of(ColumnSupport.ANY, definition.scaling().columns());
    ModelProto model =
        ONNXExport.model(graph, ONNXHead.INPUT, parameters, NAME, metadata, WeightPrecision.SINGLE);
    return ONNXExport.writeChecked(model, graph, parameters, CheckRows.of(definition, any), file);
  }

  /**
   * A model of means alone, with one input and one output.
   *
   * @param order the dimensions, in the order of the output's columns
   */
  static ModelProto ofMeans(
      Definition<?> definition,
      BayesianRegression network,
      Parameters parameters,
      int[] order,
      ONNXMetadata metadata) {
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, definition.scaling().columns());
    context.assignTo(
        means(definition, network, parameters, order, features),
        context.floatOutput(BayesianRegression.MEAN, network.targets().columns()));
    return ONNXExport.finish(context, NAME, metadata);
  }

  /** Writes means into the graph of their input, in an order as above. */
  static ONNXNode means(
      Definition<?> definition,
      BayesianRegression network,
      Parameters parameters,
      int[] order,
      ONNXRef<?> input) {
    BayesianRegression raw = network.ofRawRows(definition.origin());
    Node mean = SelectColumns.of(raw.rawMean(), order);
    return ONNXExport.continued(raw.features(), input, mean, parameters);
  }
}
