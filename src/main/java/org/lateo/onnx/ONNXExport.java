package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.Scaling;
import org.lateo.model.VAE;
import org.lateo.train.TrainedModel;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Exports trained models as ONNX.
 *
 * <p>A head is written by one call. The model that continues an encoder writes a pipeline:
 *
 * <pre>{@code
 * ONNXContext context = new ONNXContext();
 * ONNXNode codes = ONNXExport.encoderMean(vae, parameters, context.floatInput(ONNXHead.INPUT, columns));
 * inner.writeONNXGraph(codes).assignTo(context.floatOutput("output", classes));
 * ModelProto model = ONNXExport.finish(context, ONNXHead.PIPELINE, metadata);
 * ONNXExport.writeChecked(
 *     model, rows -> Map.of("output", predictInJava(rows)), Comparison.PLAIN, rows, path);
 * }</pre>
 */
public final class ONNXExport {
  private static final int CHECK_CODES = 100;
  private static final long CHECK_SEED = 1;
  private static final String CONTINUED = "continued";

  private ONNXExport() {}

  /**
   * The ONNX model of a head.
   *
   * @throws IllegalArgumentException if there is not one feature name for each column
   */
  static ModelProto head(
      VAE vae,
      Parameters parameters,
      ONNXHead head,
      ONNXMetadata metadata,
      WeightPrecision weights) {
    metadata.requireColumns(vae.features().columns());
    HeadGraph graph = head.graph(vae);
    String name = graph.input() == vae.features() ? ONNXHead.INPUT : graph.input().name();
    return model(graph, name, parameters, head.id(), metadata, weights);
  }

  /**
   * The ONNX model of a graph.
   *
   * @param input the name of the input
   * @param id the name of the head in the metadata
   * @throws IllegalArgumentException if there is not one feature name for each column
   */
  public static ModelProto model(
      HeadGraph graph,
      String input,
      ParameterBuffers parameters,
      String id,
      ONNXMetadata metadata,
      WeightPrecision weights) {
    ONNXContext context = new ONNXContext();
    GraphEmitter emitter = new GraphEmitter(context, parameters);
    bind(emitter, graph, context.floatInput(input, graph.input().columns()));
    graph
        .outputs()
        .forEach(
            (output, node) ->
                context.assignTo(
                    emitter.rows(node, graph.input()),
                    context.floatOutput(output, node.columns())));
    return finish(context, id, metadata, weights);
  }

  /**
   * Writes outputs of a model to a file, if ONNX Runtime computes the same numbers as Java.
   *
   * @param names of {@link org.lateo.objective.DirectModel#outputs}
   * @param features raw rows to check the file with, {@code [any, D]}
   * @return the largest difference, see {@link ONNXCheck}
   * @throws IllegalArgumentException if the model does not have one of the outputs
   * @throws ONNXMismatchException if a difference is above {@link WeightPrecision#tolerance()};
   *     nothing is written
   * @throws UncheckedIOException if the file cannot be written, naming the path
   */
  public static double writeChecked(
      TrainedModel trained,
      List<String> names,
      ONNXMetadata metadata,
      float[][] features,
      Path path) {
    metadata.requireColumns(trained.model().features().columns());
    HeadGraph graph = HeadGraph.of(trained.model().features());
    Map<String, Node> outputs = trained.model().outputs();
    for (String name : names) {
      if (!outputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "Expected outputs of " + outputs.keySet() + ", found " + name);
      }
      graph = graph.with(name, outputs.get(name));
    }
    String head = String.join("+", names);
    ModelProto proto =
        model(graph, ONNXHead.INPUT, trained.parameters(), head, metadata, WeightPrecision.SINGLE);
    return writeChecked(proto, graph, trained.parameters(), features, path);
  }

  private static void bind(GraphEmitter emitter, HeadGraph graph, ONNXRef<?> input) {
    emitter.bind(graph.input(), input);
    graph.draws().forEach((noise, draws) -> emitter.bind(noise, draws, graph.input()));
  }

  /**
   * Writes the mean of q(z|x) into a graph.
   *
   * @param features raw values in the model's column order, {@code [batch, D]}
   * @return {@code [batch, L]}
   */
  public static ONNXNode encoderMean(VAE vae, Parameters parameters, ONNXRef<?> features) {
    Node mean = vae.encode(vae.observed()).mean();
    return continued(vae.features(), features, mean, parameters);
  }

  /**
   * Writes a value into a graph.
   *
   * @param input the input of the value
   * @param given the input's rows in the graph
   */
  public static ONNXNode continued(
      Input input, ONNXRef<?> given, Node value, Parameters parameters) {
    return continued(HeadGraph.of(input).with(CONTINUED, value), given, parameters);
  }

  /**
   * Writes the only output of a head into a graph.
   *
   * @param given the input's rows in the graph
   */
  public static ONNXNode continued(HeadGraph graph, ONNXRef<?> given, ParameterBuffers parameters) {
    GraphEmitter emitter = new GraphEmitter(given.onnxContext(), parameters);
    bind(emitter, graph, given);
    Node value = graph.outputs().values().iterator().next();
    ONNXRef<?> written = emitter.rows(value, graph.input());
    return written instanceof ONNXNode node
        ? node
        : written.apply(ONNXOperators.IDENTITY, CONTINUED);
  }

  /**
   * Refuses a graph that will not be completed by {@link #finish}, but needs its corrections.
   *
   * @throws IllegalArgumentException if Tribuo has written LibLinear's probabilities into the graph
   */
  public static void requireRightAsItIs(ONNXContext context) {
    GraphProto graph = context.buildGraph();
    if (LibLinearProbabilities.isWrong(graph)) {
      throw new IllegalArgumentException(
          "Tribuo writes other probabilities for LibLinear's logistic models than these predict,"
              + " which only a pipeline's own export corrects: exportPipeline or exportONNXModel of"
              + " the pipeline itself");
    }
  }

  /**
   * Makes an ONNX model of a graph: simplified, with opsets and metadata.
   *
   * @param context the graph, whose inputs and outputs are declared
   * @param head the name of the head in the metadata, such as {@link ONNXHead#PIPELINE}
   * @throws IllegalArgumentException if there is not one feature name for each column of {@link
   *     ONNXHead#INPUT}
   */
  public static ModelProto finish(ONNXContext context, String head, ONNXMetadata metadata) {
    return finish(context, head, metadata, WeightPrecision.SINGLE);
  }

  /**
   * As above, with a precision of weights. The scaling is not folded into weights of half
   * precision, whose range is too small.
   */
  public static ModelProto finish(
      ONNXContext context, String head, ONNXMetadata metadata, WeightPrecision weights) {
    GraphProto written = LibLinearProbabilities.correct(context.buildGraph());
    GraphProto simple = GraphSimplifier.simplify(written);
    GraphProto graph =
        ClassifierTypes.declare(
            weights == WeightPrecision.HALF
                ? HalfWeights.store(simple)
                : AffineFolding.fold(simple));
    graph.getInputList().stream()
        .filter(input -> input.getName().equals(ONNXHead.INPUT))
        .map(input -> input.getType().getTensorType().getShape().getDim(1).getDimValue())
        .forEach(metadata::requireColumns);
    return ModelFile.model(graph, head, metadata, weights);
  }

  /**
   * Writes a head to a file, if ONNX Runtime computes the same numbers as Java.
   *
   * @param features raw rows to check the file with, {@code [any, D]}, such as training rows or
   *     {@link CheckRows#features}; the decoder is checked with random codes
   * @param units the origin and unit of each feature's expected values, see {@link
   *     Comparison#units}, {@code [D]}
   * @return the largest difference, see {@link ONNXCheck}
   * @throws ONNXMismatchException if a difference is above {@link WeightPrecision#tolerance()};
   *     nothing is written
   * @throws UncheckedIOException if the file cannot be written, naming the path
   */
  public static double writeChecked(
      VAE vae,
      Parameters parameters,
      ONNXHead head,
      ONNXMetadata metadata,
      WeightPrecision weights,
      float[][] features,
      Scaling units,
      Path path) {
    HeadGraph graph = head.graph(vae).withUnitsOfRows(units);
    float[][] rows =
        graph.input() == vae.features()
            ? features
            : CheckRows.codes(vae.latent(), CHECK_CODES, CHECK_SEED);
    ModelProto model = head(vae, parameters, head, metadata, weights);
    return writeChecked(model, graph, parameters, rows, path);
  }

  /**
   * As above, for the model of a graph.
   *
   * @param rows raw rows to check the file with, {@code [any, columns]}
   */
  public static double writeChecked(
      ModelProto model, HeadGraph graph, ParameterBuffers parameters, float[][] rows, Path path) {
    return writeChecked(model, graph.inJava(parameters), graph.comparison(), rows, path);
  }

  /**
   * As above, for any model that computes the same as a function in Java.
   *
   * @param java rows {@code [batch, columns]} to the model's outputs by name
   * @param rows rows to check the file with, {@code [any, columns]}
   */
  public static double writeChecked(
      ModelProto model,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison,
      float[][] rows,
      Path path) {
    return writeChecked(model, java, comparison, rows, path, ONNXFile.LARGEST);
  }

  /**
   * As above.
   *
   * @param largest the most bytes of weights in the first file; others are in a second one
   */
  static double writeChecked(
      ModelProto model,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison,
      float[][] rows,
      Path path,
      long largest) {
    ONNXFile file = ONNXFile.of(model, path, largest);
    double difference = ONNXCheck.largestDifference(file, java, comparison, rows);
    ModelFile.write(file, path);
    return difference;
  }
}
