package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lateo.flow.DensityFlow;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.math.RandomStream;
import org.lateo.onnx.HeadGraph;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.OutputRow;
import org.lateo.onnx.WeightPrecision;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The ONNX heads of a flow. {@code log_density} has log p(x), its two parts and, where it splits,
 * the nats of each feature; {@code z} the code; {@code sample} has the input {@code z}, of N(0, I),
 * and the row that is made of it.
 */
final class FlowHeads {
  private static final String SAMPLE = "sample";
  private static final int CHECK_CODES = 100;

  private FlowHeads() {}

  static List<String> names(FlowInference inference) {
    return inference.decodes()
        ? List.of(DensityFlow.LOG_DENSITY, DensityFlow.Z, SAMPLE)
        : List.of(DensityFlow.LOG_DENSITY, DensityFlow.Z);
  }

  /** Writes a head, checked with rows, or with codes, and returns the largest difference. */
  static double write(
      FlowInference inference,
      String head,
      ONNXMetadata metadata,
      float[][] rows,
      long seed,
      Path file) {
    DensityFlow flow = inference.ofRawRows();
    boolean samples = head.equals(SAMPLE);
    HeadGraph graph = samples ? sample(flow) : head.equals(DensityFlow.Z) ? z(flow) : density(flow);
    return ONNXExport.writeChecked(
        ONNXExport.model(
            graph,
            samples ? DensityFlow.Z : ONNXHead.INPUT,
            inference.parameters(),
            head,
            metadata,
            WeightPrecision.SINGLE),
        graph,
        inference.parameters(),
        samples ? codes(flow.features().columns(), seed) : rows,
        file);
  }

  /** A model of z alone, with one input and one output. */
  static ModelProto ofCodes(FlowInference inference, ONNXMetadata metadata) {
    int columns = inference.flow().features().columns();
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, columns);
    context.assignTo(codes(inference, features), context.floatOutput(DensityFlow.Z, columns));
    return ONNXExport.finish(context, DensityFlow.Z, metadata);
  }

  /** Writes z into the graph of its input. */
  static ONNXNode codes(FlowInference inference, ONNXRef<?> input) {
    DensityFlow flow = inference.ofRawRows();
    Node z = flow.outputs().get(DensityFlow.Z);
    return ONNXExport.continued(flow.features(), input, z, inference.parameters());
  }

  private static HeadGraph z(DensityFlow flow) {
    return HeadGraph.of(flow.features()).with(DensityFlow.Z, flow.outputs().get(DensityFlow.Z));
  }

  private static HeadGraph density(DensityFlow flow) {
    HeadGraph graph = HeadGraph.of(flow.features());
    for (Map.Entry<String, Node> output : flow.outputs().entrySet()) {
      if (!output.getKey().equals(DensityFlow.Z)) {
        graph = graph.with(output.getKey(), output.getValue());
      }
    }
    return graph.withScale(FlowHeads::nats);
  }

  /** The terms of a log-density near zero are not small. */
  private static double nats(OutputRow row) {
    return row.size(DensityFlow.LOG_DETERMINANT) + row.size(DensityFlow.LOG_BASE);
  }

  private static HeadGraph sample(DensityFlow flow) {
    Input z = new Input(DensityFlow.Z, flow.features().columns());
    return HeadGraph.of(z).with(SAMPLE, flow.decode(z).orElseThrow());
  }

  private static float[][] codes(int columns, long seed) {
    float[][] codes = new float[CHECK_CODES][columns];
    for (int r = 0; r < codes.length; r++) {
      RandomStream.fillGaussian(
          RandomStream.of(seed, "onnx check codes").at(r).key(), codes[r], 0, columns);
    }
    return codes;
  }
}
