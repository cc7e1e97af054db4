package org.lateo.bayes;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Definition;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Exports;
import org.lateo.output.ModelMetadata;
import org.lateo.output.ProtoModel;
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
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained regression with Bayesian weights. Predictions are means, with the whole variance of
 * each dimension in {@link Regressor#getVariances}; {@link #explain(List)} says what it is made of.
 *
 * <p>Every result is a function of model and example alone. Features that the model does not know
 * are ignored. Immutable, and safe for any number of threads.
 */
public final class BayesianRegressionModel extends ProtoModel<Regressor>
    implements Exports, ONNXExportable, TakesRows {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private static final List<String> MOMENTS =
      List.of(BayesianRegression.MEAN, BayesianRegression.EPISTEMIC, BayesianRegression.ALEATORIC);
  private static final List<String> MIXTURE =
      List.of(
          BayesianRegression.MEAN,
          BayesianRegression.EPISTEMIC,
          BayesianRegression.ALEATORIC,
          BayesianRegression.MEANS,
          BayesianRegression.VARIANCES);

  private final transient Definition<BayesianRegressionArchitecture> definition;
  private final transient BayesianRegression network;
  private final transient Parameters parameters;
  private final transient Runner runner;
  private final transient ExampleReader reader;
  private final transient String[] names;

  /** Refuses with {@link IllegalArgumentException} parts that do not fit together. */
  BayesianRegressionModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs,
      Definition<BayesianRegressionArchitecture> definition) {
    super(name, provenance, features, outputs, false);
    requireSame("features", features.size(), definition.scaling().columns());
    this.names = Regressor.extractNames(outputs);
    this.definition = definition;
    requireSame("dimensions", names.length, definition.architecture().targets().columns());
    this.network = definition.connect(BayesianRegression.class);
    this.parameters = definition.parametersOf(network);
    this.runner = new Runner(parameters, network.outputs());
    this.reader = new ExampleReader(features, definition.missing(), definition.origin());
  }

  private static void requireSame(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          String.format(
              "BayesianRegressionModel: expected a scaling of %d %s, found %d",
              expected, what, found));
    }
  }

  /**
   * Deserialization factory.
   *
   * @param version the version of the stored form
   * @param className the class name
   * @param message a packed {@link org.lateo.protos.ChecksummedProto}
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the message is damaged, of a newer version, or inconsistent
   */
  public static BayesianRegressionModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Class<?> reader = BayesianRegressionModel.class;
    Protos.checkVersion(reader, version, CURRENT_VERSION);
    StoredModel<BayesianRegressionArchitecture> stored =
        StoredModel.read(reader, BayesianRegressionArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read(reader.getSimpleName(), stored.metadata());
    if (!(carrier.outputDomain() instanceof ImmutableRegressionInfo outputs)) {
      throw new IllegalArgumentException(
          "BayesianRegressionModel: expected numbers as output domain, found "
              + carrier.outputDomain().getClass().getName());
    }
    return new BayesianRegressionModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        outputs,
        stored.definition());
  }

  @Override
  public ModelProto serialize() {
    return new StoredModel<>(createDataCarrier().serialize(), definition)
        .write(BayesianRegressionModel.class, CURRENT_VERSION);
  }

  /** The numbers that make this model. */
  public Definition<BayesianRegressionArchitecture> definition() {
    return definition;
  }

  @Override
  protected List<Prediction<Regressor>> predictions(List<Example<Regressor>> examples) {
    ExampleRows rows = new ExampleRows(reader, examples);
    List<Prediction<Regressor>> predictions = new ArrayList<>(examples.size());
    for (UncertainPrediction row : read(rows, MOMENTS)) {
      int i = predictions.size();
      Regressor output = new Regressor(names, row.mean(), row.variance());
      predictions.add(new Prediction<>(output, rows.known(i), examples.get(i)));
    }
    return predictions;
  }

  /**
   * What is expected of an example's targets: the parts of the variance, quantiles and densities.
   *
   * @throws IllegalArgumentException if no feature is known, or if a value is not finite or too
   *     large for floats
   */
  public UncertainPrediction explain(Example<?> example) {
    return explain(List.of(example)).get(0);
  }

  /** As {@link #explain(Example)}, of several examples in their order. */
  public List<UncertainPrediction> explain(List<? extends Example<?>> examples) {
    return read(new ExampleRows(reader, examples), MIXTURE);
  }

  /** As {@link #explain(List)}, of a dataset or a data source. */
  public List<UncertainPrediction> explain(Iterable<? extends Example<?>> examples) {
    return explain(TakesRows.list(examples));
  }

  /**
   * As {@link #explain(List)}, of rows of numbers {@code [rows, features]}, see {@link #examples}.
   */
  public List<UncertainPrediction> explain(double[][] rows) {
    return explain(examples(rows));
  }

  /**
   * {@link UncertainPrediction#logDensity} of the examples' own targets.
   *
   * @return {@code [examples]}, in nats
   * @throws IllegalArgumentException if a target is of other dimensions, naming the row
   */
  public double[] logDensity(List<Example<Regressor>> examples) {
    List<UncertainPrediction> predictions = explain(examples);
    double[] logs = new double[predictions.size()];
    for (int i = 0; i < logs.length; i++) {
      Regressor target = examples.get(i).getOutput();
      if (!Arrays.equals(names, target.getNames())) {
        throw new IllegalArgumentException(
            String.format(
                "Expected targets of %s, found %s in row %d (from 0)",
                Arrays.toString(names), target, i));
      }
      logs[i] = predictions.get(i).logDensity(target.getValues());
    }
    return logs;
  }

  private List<UncertainPrediction> read(ExampleRows rows, List<String> outputs) {
    List<UncertainPrediction> all = new ArrayList<>(rows.count());
    runner.run(
        outputs,
        rows,
        rows.count(),
        NoiseSource.NONE,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            all.add(prediction(batch, i, outputs.contains(BayesianRegression.MEANS)));
          }
        });
    return all;
  }

  private UncertainPrediction prediction(Runner.Batch batch, int row, boolean mixture) {
    double[] mean = raw(batch.row(BayesianRegression.MEAN, row), 1);
    double[] epistemic = raw(batch.row(BayesianRegression.EPISTEMIC, row), 2);
    double[] aleatoric = raw(batch.row(BayesianRegression.ALEATORIC, row), 2);
    requireFinite(batch.first() + row, mean, epistemic);
    double[][] none = {};
    return new UncertainPrediction(
        List.of(names),
        mean,
        epistemic,
        aleatoric,
        mixture ? split(raw(batch.row(BayesianRegression.MEANS, row), 1)) : none,
        mixture ? split(raw(batch.row(BayesianRegression.VARIANCES, row), 2)) : none);
  }

  private static void requireFinite(int row, double[]... values) {
    for (double[] of : values) {
      for (double value : of) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              String.format(
                  "Expected values that the network can work with in floats, found larger ones in"
                      + " row %d (from 0)",
                  row));
        }
      }
    }
  }

  /** In raw units: means for the power 1, variances for 2. */
  private double[] raw(double[] scaled, int power) {
    Scaling by = network.targets();
    for (int i = 0; i < scaled.length; i++) {
      int k = i % names.length;
      double scale = by.scale()[k];
      scaled[i] = power == 1 ? scaled[i] * scale + by.shift()[k] : scaled[i] * scale * scale;
    }
    return scaled;
  }

  private double[][] split(double[] components) {
    double[][] rows = new double[components.length / names.length][];
    Arrays.setAll(
        rows, c -> Arrays.copyOfRange(components, c * names.length, (c + 1) * names.length));
    return rows;
  }

  /** {@code prediction}, with {@code mean}, {@code variance} and {@code epistemic}. */
  @Override
  public List<String> heads() {
    return List.of(RegressionHead.NAME);
  }

  /** As {@link #exportONNX(String, Path, WeightPrecision)}, with weights of single precision. */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    HashedDomain.requireNames(featureIDMap);
    requireVariances();
    return RegressionHead.write(definition, network, parameters, metadata(), file);
  }

  /** Variances of raw targets are floats in the export. */
  private void requireVariances() {
    double[] scale = network.targets().scale();
    for (int k = 0; k < scale.length; k++) {
      double variance = scale[k] * scale[k];
      if (!(variance >= Float.MIN_NORMAL && variance <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected targets whose variance a float holds, to export it, from %s to %s, found"
                    + " %s of %s; train on it in another unit",
                Float.MIN_NORMAL, Float.MAX_VALUE, variance, names[k]));
      }
    }
  }

  private ONNXMetadata metadata() {
    return new ONNXMetadata(
        LateoVersion.VERSION,
        ExampleTable.names(featureIDMap),
        List.of(),
        serializeProvenance(provenance));
  }

  /** The dimensions in the order of the output domain's ids, as Tribuo expects columns. */
  private int[] order() {
    return ((ImmutableRegressionInfo) outputIDInfo).getIDtoNaturalOrderMapping().clone();
  }

  /** An ONNX model of the means, with one input and one output {@code [batch, dimensions]}. */
  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    return RegressionHead.ofMeans(definition, network, parameters, order(), metadata()).toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /** Writes the means, {@code [batch, dimensions]}, into the graph of its input. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return RegressionHead.means(definition, network, parameters, order(), input);
  }

  @Override
  protected BayesianRegressionModel copy(String newName, ModelProvenance newProvenance) {
    return new BayesianRegressionModel(
        newName, newProvenance, featureIDMap, outputIDInfo, definition);
  }
}
