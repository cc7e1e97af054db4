package org.lateo.bayes;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.codes.ClassifierModel;
import org.lateo.codes.PredictionColumns;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.HeadGraph;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.ModelMetadata;
import org.lateo.output.TakesRows;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.storage.LateoVersion;
import org.lateo.storage.Protos;
import org.lateo.storage.StoredModel;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained classifier with Bayesian weights. Predictions have mean probabilities; {@link
 * #explain(List)} says how uncertain they are, and why.
 *
 * <p>Every result is a function of model and example alone. Features that the model does not know
 * are ignored. Immutable, and safe for any number of threads.
 */
public final class BayesianClassifierModel extends ClassifierModel<BayesianClassifierArchitecture>
    implements TakesRows {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** The provenance key of models whose weights are the means of another's. */
  private static final String AT_MEANS = "lateo-at-means";

  private static final String HEAD = "prediction";
  private static final List<String> EXPLAINED =
      List.of(BayesianClassification.PROBABILITIES, BayesianClassification.EXPECTED_ENTROPY);

  private final transient Runner runner;
  private final transient ExampleReader reader;
  private final transient List<String> names;

  BayesianClassifierModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<BayesianClassifierArchitecture> definition) {
    super(
        name,
        provenance,
        features,
        labels,
        definition,
        origin -> graph(definition, origin),
        definition.origin(),
        any(definition));
    BayesianClassification network = definition.connect(BayesianClassification.class);
    this.runner = new Runner(definition.parametersOf(network), network.outputs());
    this.reader = new ExampleReader(features, definition.missing(), definition.origin());
    this.names =
        IntStream.range(0, labels.size()).mapToObj(id -> labels.getOutput(id).getLabel()).toList();
  }

  private static Support any(Definition<?> definition) {
    return Support.of(ColumnSupport.ANY, definition.scaling().columns());
  }

  private static Graph graph(Definition<BayesianClassifierArchitecture> definition, Origin origin) {
    BayesianClassification model =
        definition.connect(BayesianClassification.class).ofRawRows(origin);
    return new Graph(
        model.features(),
        model.outputs().get(BayesianClassification.PROBABILITIES),
        definition.parametersOf(model));
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static BayesianClassifierModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Class<?> reader = BayesianClassifierModel.class;
    Protos.checkVersion(reader, version, CURRENT_VERSION);
    StoredModel<BayesianClassifierArchitecture> stored =
        StoredModel.read(reader, BayesianClassifierArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read(reader.getSimpleName(), stored.metadata());
    Definition<BayesianClassifierArchitecture> definition = stored.definition();
    ImmutableOutputInfo<Label> labels = labels(reader, carrier);
    require(reader, "features", carrier.featureDomain().size(), definition.scaling().columns());
    require(reader, "classes", labels.size(), definition.architecture().classes());
    return new BayesianClassifierModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, definition);
  }

  @Override
  public ModelProto serialize() {
    return serialize(BayesianClassifierModel.class, CURRENT_VERSION);
  }

  /**
   * What is expected of an example's label: probabilities and the parts of their uncertainty.
   *
   * @throws IllegalArgumentException if no feature is known, or if a value is not finite or too
   *     large for floats
   */
  public UncertainLabel explain(Example<?> example) {
    return explain(List.of(example)).get(0);
  }

  /** As {@link #explain(Example)}, of several examples in their order. */
  public List<UncertainLabel> explain(List<? extends Example<?>> examples) {
    List<UncertainLabel> all = new ArrayList<>(examples.size());
    runner.run(
        EXPLAINED,
        new ExampleRows(reader, examples),
        examples.size(),
        NoiseSource.NONE,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            all.add(explained(batch, i));
          }
        });
    return all;
  }

  private UncertainLabel explained(Runner.Batch batch, int row) {
    double[] probabilities = batch.row(BayesianClassification.PROBABILITIES, row);
    double expectedEntropy = batch.row(BayesianClassification.EXPECTED_ENTROPY, row)[0];
    requireFinite(batch.first() + row, probabilities);
    requireFinite(batch.first() + row, expectedEntropy);
    return new UncertainLabel(names, probabilities, expectedEntropy);
  }

  /** As {@link #explain(List)}, of a dataset or a data source. */
  public List<UncertainLabel> explain(Iterable<? extends Example<?>> examples) {
    return explain(TakesRows.list(examples));
  }

  /**
   * As {@link #explain(List)}, of rows of numbers {@code [rows, features]}, see {@link #examples}.
   */
  public List<UncertainLabel> explain(double[][] rows) {
    return explain(examples(rows));
  }

  /**
   * {@link UncertainLabel#logProbability} of the examples' own labels.
   *
   * @return {@code [examples]}, in nats
   * @throws IllegalArgumentException if a label is none of the model's
   */
  public double[] logProbability(List<Example<Label>> examples) {
    List<UncertainLabel> predictions = explain(examples);
    double[] logs = new double[predictions.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = predictions.get(i).logProbability(examples.get(i).getOutput().getLabel());
    }
    return logs;
  }

  /**
   * The model whose weights are their means: without mutual information, and less well calibrated.
   * Its provenance says {@code lateo-at-means}.
   */
  public BayesianClassifierModel atMeans() {
    BayesianClassification network = definition().connect(BayesianClassification.class);
    float[] values = definition().parameters().clone();
    network.network().leaveMeans(network.layout(), values);
    return new BayesianClassifierModel(
        name, ofMeans(provenance), featureIDMap, outputIDInfo, definition().with(values));
  }

  private static ModelProvenance ofMeans(ModelProvenance model) {
    Map<String, Provenance> run = new HashMap<>(model.getInstanceProvenance().getMap());
    run.put(AT_MEANS, new BooleanProvenance(AT_MEANS, true));
    Map<String, Provenance> parts = new HashMap<>();
    for (Pair<String, Provenance> part : model) {
      boolean isRun = part.getB() instanceof MapProvenance;
      parts.put(part.getA(), isRun ? new MapProvenance<>(run) : part.getB());
    }
    return new ModelProvenance(parts);
  }

  /**
   * {@code pipeline}, with probabilities as Tribuo expects them, and {@code prediction}, with
   * {@code probabilities} and {@code mutual_information}.
   */
  @Override
  public List<String> heads() {
    return List.of(ONNXHead.PIPELINE, HEAD);
  }

  /** As {@link #exportONNX(String, Path, WeightPrecision)}, with weights of single precision. */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    return head.equals(HEAD) ? exportUncertainty(file) : super.exportONNX(head, file, weights);
  }

  private double exportUncertainty(Path file) {
    HashedDomain.requireNames(featureIDMap);
    BayesianClassification raw =
        definition().connect(BayesianClassification.class).ofRawRows(definition().origin());
    Map<String, Node> outputs = raw.outputs();
    HeadGraph graph = HeadGraph.of(raw.features());
    for (String name :
        List.of(BayesianClassification.PROBABILITIES, BayesianClassification.MUTUAL_INFORMATION)) {
      graph = graph.with(name, outputs.get(name));
    }
    ONNXMetadata metadata =
        new ONNXMetadata(
            LateoVersion.VERSION,
            ExampleTable.names(featureIDMap),
            List.of(),
            serializeProvenance(provenance));
    Parameters parameters = definition().parametersOf(raw);
    return ONNXExport.writeChecked(
        ONNXExport.model(
            graph,
            ONNXHead.INPUT,
            parameters,
            HEAD,
            PredictionColumns.of(outputIDInfo).describe(metadata, outputIDInfo, true),
            WeightPrecision.SINGLE),
        graph,
        parameters,
        CheckRows.of(definition(), any(definition())),
        file);
  }

  @Override
  protected BayesianClassifierModel copy(String newName, ModelProvenance newProvenance) {
    return new BayesianClassifierModel(
        newName, newProvenance, featureIDMap, outputIDInfo, definition());
  }
}
