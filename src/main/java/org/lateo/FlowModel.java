package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lateo.flow.FlowArchitecture;
import org.lateo.inference.LogLikelihood;
import org.lateo.model.Definition;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.DimensionNames;
import org.lateo.output.Encodes;
import org.lateo.output.ExactDensity;
import org.lateo.output.Exports;
import org.lateo.output.ImmutableLatentCodeInfo;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.ModelMetadata;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.output.ProtoModel;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.PreparedRows;
import org.lateo.storage.LateoVersion;
import org.lateo.storage.Protos;
import org.lateo.storage.StoredModel;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained flow: the exact density of rows ({@link #logDensity(List)}), a code of each row ({@link
 * #encode(List)}) and a generator ({@link #sample}).
 *
 * <p>{@code predict} gives scored codes. The mean of a code is z = f(x), the log-variance minus
 * infinity, since a flow's z is a point; its ELBO is log p(x) itself, in nats of the raw values;
 * its reconstruction is log |det f'(x)| with the scaling's part, and its KL term -log N(z; 0, I).
 *
 * <p>Every result is a function of model and example alone. Features that the model does not know
 * are ignored. Immutable, and safe for any number of threads.
 */
public final class FlowModel extends ProtoModel<LatentCode>
    implements ExactDensity, Encodes, Exports, ONNXExportable {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private final transient Definition<FlowArchitecture> definition;
  private final transient FlowInference inference;
  private final transient ExampleReader reader;

  /** Refuses with {@link IllegalArgumentException} parts that do not fit together. */
  FlowModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<LatentCode> codes,
      Definition<FlowArchitecture> definition) {
    super(name, provenance, features, codes, false);
    int columns = definition.scaling().columns();
    if (features.size() != columns) {
      throw new IllegalArgumentException(
          String.format(
              "FlowModel: expected a scaling of %d columns, found %d", features.size(), columns));
    }
    this.definition = definition;
    DimensionNames.checkSame(
        LatentCode.dimensionNames(columns), ((LatentCodeInfo) codes).getNames());
    this.inference = new FlowInference(definition);
    this.reader = new ExampleReader(features, definition.missing(), definition.origin());
  }

  /** The model of prepared rows, whose codes make the output domain. */
  static FlowModel of(
      Definition<FlowArchitecture> definition, PreparedRows rows, ModelProvenance provenance) {
    MutableLatentCodeInfo info =
        new MutableLatentCodeInfo(LatentCode.dimensionNames(rows.columns().size()));
    new FlowInference(definition).score(rows.table(), rows.table().rows(), info::observe);
    return new FlowModel(
        "flow", provenance, rows.features(), info.generateImmutableOutputInfo(), definition);
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
  public static FlowModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(FlowModel.class, version, CURRENT_VERSION);
    StoredModel<FlowArchitecture> stored =
        StoredModel.read(FlowModel.class, FlowArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read("FlowModel", stored.metadata());
    if (!(carrier.outputDomain() instanceof ImmutableLatentCodeInfo codes)) {
      throw new IllegalArgumentException(
          "FlowModel: expected latent codes as output domain, found "
              + carrier.outputDomain().getClass().getName());
    }
    return new FlowModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), codes, stored.definition());
  }

  @Override
  public org.tribuo.protos.core.ModelProto serialize() {
    return new StoredModel<>(createDataCarrier().serialize(), definition)
        .write(FlowModel.class, CURRENT_VERSION);
  }

  /** The numbers that make this model. */
  public Definition<FlowArchitecture> definition() {
    return definition;
  }

  /** As many as there are features. */
  @Override
  public int latent() {
    return featureIDMap.size();
  }

  @Override
  public List<String> featureNames() {
    return ExampleTable.names(featureIDMap);
  }

  private ExampleRows rows(List<? extends Example<?>> examples) {
    return new ExampleRows(reader, examples);
  }

  @Override
  public double[] logDensity(List<? extends Example<?>> examples) {
    return inference.logDensity(rows(examples), examples.size());
  }

  /** {@inheritDoc} It does if all layers are autoregressive in one order ({@code sameOrder}). */
  @Override
  public boolean splits() {
    return inference.flow().splits();
  }

  @Override
  public Optional<double[][]> featureNats(List<? extends Example<?>> examples) {
    return inference.featureNats(rows(examples), examples.size());
  }

  @Override
  public Optional<double[]> usualFeatureNats() {
    return inference.usualFeatureNats(definition.seed());
  }

  /** {@inheritDoc} The codes are scored, since that costs nothing more. */
  @Override
  public List<LatentCode> encode(List<? extends Example<?>> examples) {
    return score(examples);
  }

  @Override
  public List<LatentCode> score(List<? extends Example<?>> examples) {
    return inference.score(rows(examples), examples.size());
  }

  /** {@inheritDoc} Exact, whatever the number of samples, so that the standard errors are 0. */
  @Override
  public LogLikelihood estimateLogLikelihood(List<? extends Example<?>> examples, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples: expected at least 1, found " + samples);
    }
    return new LogLikelihood(logDensity(examples), new double[examples.size()], samples);
  }

  /** {@inheritDoc} Of a flow, -log N(z_i; 0, 1). */
  @Override
  public double[] meanLatentNats(List<? extends Example<?>> examples) {
    return inference.meanLatentNats(rows(examples), examples.size());
  }

  @Override
  public Optional<String> impossible(Example<?> example) {
    if (inference.flow().support().isAny()) {
      return Optional.empty();
    }
    float[] row = new float[latent()];
    reader.fill(example, 0, row, 0);
    return inference.flow().support().impossible(row, c -> featureIDMap.get(c).getName());
  }

  /** Whether there is a way from codes to rows in few passes. */
  public boolean decodes() {
    return inference.decodes();
  }

  /**
   * The row whose code is given, in raw values.
   *
   * @param z {@code [latent]}
   * @return {@code [columns]}
   * @throws IllegalArgumentException if z has another length or is not finite, or unless the flow
   *     {@link #decodes}
   */
  public double[] decode(double[] z) {
    return inference.decode(z);
  }

  /** The row itself, but for rounding: a flow loses nothing. */
  @Override
  public double[] reconstruct(Example<?> example) {
    return decode(encode(example).getMean());
  }

  /**
   * {@inheritDoc} Drawn from the density.
   *
   * @throws IllegalArgumentException if the flow is autoregressive or mixed, of more than 64
   *     features
   */
  @Override
  public double[][] sample(int count, long seed) {
    return inference.sample(count, seed);
  }

  @Override
  protected List<Prediction<LatentCode>> predictions(List<Example<LatentCode>> examples) {
    ExampleRows rows = rows(examples);
    return VAEModel.predictions(examples, rows, inference.score(rows, rows.count()));
  }

  /** As {@code predict}. */
  @Override
  public List<Prediction<LatentCode>> predictScored(Iterable<Example<LatentCode>> examples) {
    List<Example<LatentCode>> list = new ArrayList<>();
    examples.forEach(list::add);
    return predictions(list);
  }

  /** {@code log_density} and {@code z}; {@code sample} where rows can be drawn in few passes. */
  @Override
  public List<String> heads() {
    return FlowHeads.names(inference);
  }

  /** As {@link #exportONNX(String, Path, WeightPrecision)}, with weights of single precision. */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    HashedDomain.requireNames(featureIDMap);
    float[][] check = CheckRows.of(definition, inference.flow().support());
    return FlowHeads.write(inference, head, metadata(), check, definition.seed(), file);
  }

  private ONNXMetadata metadata() {
    return new ONNXMetadata(
        LateoVersion.VERSION, featureNames(), List.of(), serializeProvenance(provenance));
  }

  /** An ONNX model of z, with one input and one output {@code [batch, features]}. */
  @Override
  public ModelProto exportONNXModel(String domain, long modelVersion) {
    return FlowHeads.ofCodes(inference, metadata()).toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /** Writes z, {@code [batch, features]}, into the graph of its input. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return FlowHeads.codes(inference, input);
  }

  @Override
  protected FlowModel copy(String newName, ModelProvenance newProvenance) {
    return new FlowModel(newName, newProvenance, featureIDMap, outputIDInfo, definition);
  }
}
