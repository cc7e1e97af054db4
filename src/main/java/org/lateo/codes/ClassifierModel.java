package org.lateo.codes;

import ai.onnx.proto.OnnxMl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.Comparison;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Exports;
import org.lateo.output.ProtoModel;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.ReadableRows;
import org.lateo.storage.LateoVersion;
import org.lateo.storage.StoredModel;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A classifier that one definition makes, and whose predictions have the probabilities of the
 * classes. Predictions are a pure function of model and example. Immutable, and safe for any number
 * of threads.
 *
 * @param <A> the kind of architecture
 */
public abstract class ClassifierModel<A extends Architecture> extends ProtoModel<Label>
    implements ONNXExportable, Exports {
  private static final long serialVersionUID = 1L;

  private static final String OUTPUT = PredictionColumns.OUTPUT;

  private final transient Definition<A> definition;
  private final transient Function<Origin, Graph> graphs;
  private final transient Support support;
  private final transient Runner runner;
  private final transient ExampleReader reader;

  /**
   * The probabilities as an expression.
   *
   * @param features raw values, {@code [batch, columns]}
   * @param classes {@code [batch, classes]}
   */
  public record Graph(Input features, Node classes, Parameters parameters) {}

  /**
   * @param graphs makes the expression for rows from which an origin has still to be subtracted
   * @param origin what is subtracted from values as they are read, {@code [features]}
   * @param support the rows that the model can read
   */
  protected ClassifierModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<A> definition,
      Function<Origin, Graph> graphs,
      Origin origin,
      Support support) {
    super(name, provenance, features, labels, true);
    this.definition = definition;
    this.graphs = graphs;
    this.support = support;
    Graph graph = graphs.apply(Origin.none(features.size()));
    this.runner = new Runner(graph.parameters(), Map.of(OUTPUT, graph.classes()));
    this.reader = new ExampleReader(features, MissingColumns.none(features.size()), origin);
  }

  /**
   * The labels of a stored model.
   *
   * @throws IllegalArgumentException if there are other outputs, naming the class that reads it
   */
  @SuppressWarnings("unchecked") // The domain is checked to hold labels.
  protected static ImmutableOutputInfo<Label> labels(Class<?> reader, ModelDataCarrier<?> carrier) {
    for (Object output : carrier.outputDomain().getDomain()) {
      if (!(output instanceof Label)) {
        throw new IllegalArgumentException(
            reader.getSimpleName() + ": expected labels as output domain, found " + output);
      }
    }
    return (ImmutableOutputInfo<Label>) carrier.outputDomain();
  }

  /** Refuses a number in a stored model that does not fit the others. */
  protected static void require(Class<?> reader, String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected %d %s, found %d", reader.getSimpleName(), expected, what, found));
    }
  }

  /** The message of this model, of a version of the class that reads it. */
  protected final ModelProto serialize(Class<?> reader, int version) {
    return new StoredModel<>(createDataCarrier().serialize(), definition).write(reader, version);
  }

  /** All that is needed to compute with the model. */
  public final Definition<A> definition() {
    return definition;
  }

  /**
   * The probabilities of the classes for each example.
   *
   * @return {@code [examples, classes]}, in the order of the output domain's ids
   * @throws IllegalArgumentException if no feature of an example is known, or if a value is not
   *     finite, too large for floats or cannot be read by the classifier, such as a negative count
   */
  public double[][] probabilities(List<? extends Example<?>> examples) {
    return probabilities(new ExampleRows(reader, examples), examples.size());
  }

  private double[][] probabilities(RowSource raw, int count) {
    RowSource rows = ReadableRows.of(raw, support, featureIDMap);
    double[][] found = runner.values(OUTPUT, rows, count, NoiseSource.NONE);
    for (int row = 0; row < count; row++) {
      requireFinite(row, found[row]);
    }
    return found;
  }

  /**
   * Refuses a row whose values are so large that floats overflow.
   *
   * @param computed what the classifier says of the row
   * @throws IllegalArgumentException if a number is not finite, naming the row
   */
  protected static void requireFinite(int row, double... computed) {
    if (!Arrays.stream(computed).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected values that the classifier can work with in floats, found larger ones in"
                  + " row %d (from 0)",
              row));
    }
  }

  @Override
  protected List<Prediction<Label>> predictions(List<Example<Label>> examples) {
    ExampleRows rows = new ExampleRows(reader, examples);
    double[][] all = probabilities(rows, examples.size());
    List<Prediction<Label>> predictions = new ArrayList<>(all.length);
    for (int i = 0; i < all.length; i++) {
      predictions.add(prediction(all[i], rows.known(i), examples.get(i)));
    }
    return predictions;
  }

  private Prediction<Label> prediction(double[] classes, int known, Example<Label> example) {
    Map<String, Label> scores = new LinkedHashMap<>();
    Label best = null;
    for (int id = 0; id < classes.length; id++) {
      String name = outputIDInfo.getOutput(id).getLabel();
      Label label = new Label(name, classes[id]);
      scores.put(name, label);
      best = best == null || classes[id] > best.getScore() ? label : best;
    }
    return new Prediction<>(best, scores, known, example, true);
  }

  /**
   * Writes the probabilities as one ONNX graph of raw features, after checking that ONNX Runtime
   * computes the same with it as Java.
   *
   * @return the largest relative difference between Java and ONNX Runtime
   * @throws org.lateo.onnx.ONNXMismatchException if the difference is above 1e-4; nothing is
   *     written
   * @throws java.io.UncheckedIOException if the file cannot be written, naming it
   */
  public double exportPipeline(Path file) {
    return exportONNX(ONNXHead.PIPELINE, file, WeightPrecision.SINGLE);
  }

  /** {@code pipeline}. */
  @Override
  public List<String> heads() {
    return List.of(ONNXHead.PIPELINE);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    HashedDomain.requireNames(featureIDMap);
    float[][] rows = CheckRows.of(definition, support);
    return ONNXExport.writeChecked(
        exportONNXModel("org.lateo", 0), this::outputs, Comparison.PLAIN, rows, file);
  }

  private Map<String, float[][]> outputs(float[][] rows) {
    double[][] found =
        probabilities(
            (row, into, at) -> {
              for (int c = 0; c < rows[row].length; c++) {
                into[at + c] = definition.origin().off(rows[row][c], c);
              }
            },
            rows.length);
    float[][] floats = new float[found.length][];
    for (int i = 0; i < found.length; i++) {
      floats[i] = new float[found[i].length];
      for (int c = 0; c < found[i].length; c++) {
        floats[i][c] = (float) found[i][c];
      }
    }
    return Map.of(OUTPUT, floats);
  }

  /** The probabilities as an ONNX model of one input and one output, {@code [batch, classes]}. */
  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, featureIDMap.size());
    context.assignTo(writeONNXGraph(features), context.floatOutput(OUTPUT, outputIDInfo.size()));
    ONNXMetadata metadata =
        new ONNXMetadata(
            LateoVersion.VERSION,
            ExampleTable.names(featureIDMap),
            List.of(),
            serializeProvenance(provenance));
    return ONNXExport.finish(
            context,
            ONNXHead.PIPELINE,
            PredictionColumns.of(outputIDInfo).describe(metadata, outputIDInfo, true))
        .toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /** Continues a graph with the probabilities, {@code [batch, classes]}. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    Graph raw = graphs.apply(definition.origin());
    return ONNXExport.continued(raw.features(), input, raw.classes(), raw.parameters());
  }
}
