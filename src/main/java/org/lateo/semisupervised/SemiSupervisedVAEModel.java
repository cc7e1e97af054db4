package org.lateo.semisupervised;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.codes.PredictionColumns;
import org.lateo.graph.Node;
import org.lateo.graph.RowSource;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
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
import org.lateo.storage.Protos;
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
 * A trained semi-supervised variational autoencoder as a classifier: predictions have the
 * probabilities q(y|x) of the classes. If rows are codes, x is the mean of each code.
 *
 * <p>Predictions are a pure function of model and example. Immutable, and safe for any number of
 * threads.
 */
public final class SemiSupervisedVAEModel extends ProtoModel<Label>
    implements ONNXExportable, Exports {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private static final String OUTPUT = PredictionColumns.OUTPUT;

  private final transient Definition<SemiSupervisedArchitecture> definition;
  private final transient SemiSupervisedVAE vae;
  private final transient Support support;
  private final transient Runner runner;
  private final transient ExampleReader reader;

  SemiSupervisedVAEModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<SemiSupervisedArchitecture> definition) {
    super(name, provenance, features, labels, true);
    this.definition = definition;
    this.vae = definition.connect(SemiSupervisedVAE.class);
    this.support = definition.architecture().vae().likelihood().support(definition.scaling());
    this.runner =
        new Runner(definition.parametersOf(vae), Map.of(OUTPUT, vae.classes(vae.observed())));
    this.reader =
        new ExampleReader(
            features,
            MissingColumns.none(features.size()),
            vae.codes() ? Origin.none(features.size()) : definition.origin());
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static SemiSupervisedVAEModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Protos.checkVersion(SemiSupervisedVAEModel.class, version, CURRENT_VERSION);
    StoredModel<SemiSupervisedArchitecture> stored =
        StoredModel.read(SemiSupervisedVAEModel.class, SemiSupervisedArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(stored.metadata());
    SemiSupervisedArchitecture architecture = stored.definition().architecture();
    int columns = stored.definition().scaling().columns() * (architecture.codes() ? 2 : 1);
    ImmutableOutputInfo<Label> labels = labels(carrier);
    require("features", carrier.featureDomain().size(), columns);
    require("classes", labels.size(), architecture.classes());
    return new SemiSupervisedVAEModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, stored.definition());
  }

  @SuppressWarnings("unchecked") // The domain is checked to hold labels.
  private static ImmutableOutputInfo<Label> labels(ModelDataCarrier<?> carrier) {
    for (Object output : carrier.outputDomain().getDomain()) {
      if (!(output instanceof Label)) {
        throw new IllegalArgumentException(
            "SemiSupervisedVAEModel: expected labels as output domain, found " + output);
      }
    }
    return (ImmutableOutputInfo<Label>) carrier.outputDomain();
  }

  private static void require(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          String.format("SemiSupervisedVAEModel: expected %d %s, found %d", expected, what, found));
    }
  }

  @Override
  public ModelProto serialize() {
    return new StoredModel<>(createDataCarrier().serialize(), definition)
        .write(SemiSupervisedVAEModel.class, CURRENT_VERSION);
  }

  Definition<SemiSupervisedArchitecture> definition() {
    return definition;
  }

  /**
   * The probabilities q(y|x) of the classes for each example.
   *
   * @return {@code [examples, classes]}, in the order of the output domain's ids
   * @throws IllegalArgumentException if no feature of an example is known, or if a value is not
   *     finite or cannot be read by the classifier, such as a negative count
   */
  public double[][] probabilities(List<? extends Example<?>> examples) {
    return probabilities(new ExampleRows(reader, examples), examples.size());
  }

  private double[][] probabilities(RowSource raw, int count) {
    RowSource rows = vae.codes() ? raw : ReadableRows.of(raw, support, featureIDMap);
    return runner.values(OUTPUT, rows, count, NoiseSource.NONE);
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
    SemiSupervisedVAE raw = vae.ofRawRows(definition.origin());
    Node classes = raw.classes(raw.observed());
    return ONNXExport.continued(raw.features(), input, classes, definition.parametersOf(raw));
  }

  @Override
  protected SemiSupervisedVAEModel copy(String newName, ModelProvenance newProvenance) {
    return new SemiSupervisedVAEModel(
        newName, newProvenance, featureIDMap, outputIDInfo, definition);
  }
}
