package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Emitter;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.math.Blas;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A graph of several models that read the same rows, and of what is computed from their values.
 *
 * <pre>{@code
 * OnnxGraph graph = OnnxGraph.of(columns);
 * String a = graph.model("a", vaeA.features(), parametersA, Map.of()).of(nodeOfA);
 * String b = graph.model("b", vaeB.features(), parametersB, Map.of()).of(nodeOfB);
 * graph.output("sum", graph.operations().op("Add", a, b), nodeOfA.columns());
 * ModelProto model = graph.finish("score", metadata);
 * }</pre>
 */
public final class OnnxGraph {
  private final ONNXContext context;
  private final ONNXRef<?> rows;
  private final Input input;
  private final GraphEmitter emitter;

  private OnnxGraph(ONNXContext context, ONNXRef<?> rows, int columns) {
    this(context, rows, columns, new GraphEmitter(context, none()));
  }

  private OnnxGraph(ONNXContext context, ONNXRef<?> rows, int columns, GraphEmitter emitter) {
    this.context = context;
    this.rows = rows;
    this.input = new Input(OnnxHead.INPUT, columns);
    this.emitter = emitter;
    emitter.bind(input, rows);
  }

  private static Parameters none() {
    return new Parameters(new ParameterLayout(List.of()), new float[0], Blas.best());
  }

  /** A new one, of the input {@code input [batch, columns]}. */
  public static OnnxGraph of(int columns) {
    ONNXContext context = new ONNXContext();
    return new OnnxGraph(context, context.floatInput(OnnxHead.INPUT, columns), columns);
  }

  /**
   * Continues a graph that is there.
   *
   * @param rows its value that the models read, {@code [batch, columns]}
   */
  public static OnnxGraph continuing(ONNXRef<?> rows, int columns) {
    return new OnnxGraph(rows.onnxContext(), rows, columns);
  }

  /**
   * The same graph for models that read some of the rows' columns only.
   *
   * @param columns their numbers, in the order in which the models read them
   */
  public OnnxGraph ofColumns(int... columns) {
    long[] picked = Arrays.stream(columns).asLongStream().toArray();
    String some = emitter.op("Gather", Map.of("axis", 1L), rows(), emitter.integers(picked));
    return new OnnxGraph(context, emitter.value(some), columns.length, emitter);
  }

  /**
   * What writes a model's nodes.
   *
   * @param name stands before the names of the model's parameters
   * @param features the model's input, here the graph's rows
   * @param draws the fixed numbers that a noise is, {@code [draws, columns]} for each row
   */
  public Emitter model(
      String name, Input features, Parameters parameters, Map<Node, float[]> draws) {
    GraphEmitter model = emitter.of(name, parameters);
    model.bind(features, rows);
    draws.forEach((noise, numbers) -> model.bind(noise, numbers, features));
    return model;
  }

  /** What writes operations on values of any of the models. */
  public Emitter operations() {
    return emitter;
  }

  /** The name of the rows. */
  public String rows() {
    return emitter.of(input);
  }

  /** A value that an operation has computed. */
  public ONNXNode value(String name) {
    return (ONNXNode) emitter.value(name);
  }

  /** Makes a value, {@code [batch, columns]}, an output of the graph. */
  public void output(String name, String value, int columns) {
    context.assignTo(emitter.value(value), context.floatOutput(name, columns));
  }

  /** The model; see {@link OnnxExport#finish}. */
  public ModelProto finish(String head, OnnxMetadata metadata) {
    return OnnxExport.finish(context, head, metadata);
  }
}
