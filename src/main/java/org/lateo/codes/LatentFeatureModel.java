package org.lateo.codes;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.VAEModel;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Contains;
import org.lateo.output.Describes;
import org.lateo.output.Exports;
import org.lateo.output.ModelMetadata;
import org.lateo.output.ProtoModel;
import org.lateo.output.TakesMissing;
import org.lateo.protos.LatentFeatureModelProto;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.LatentFeatures;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A variational autoencoder and a Tribuo model on its codes, as one model of the original features,
 * with one file and one {@code predict}.
 *
 * @param <T> the type of output
 */
public final class LatentFeatureModel<T extends Output<T>> extends ProtoModel<T>
    implements ONNXExportable, Contains, Exports, TakesMissing, Describes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private final transient VAEModel encoder;
  private final transient LatentFeatures view;
  private final transient Model<T> inner;

  LatentFeatureModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      VAEModel encoder,
      LatentFeatures view,
      Model<T> inner) {
    super(name, provenance, features, inner.getOutputIDInfo(), inner.generatesProbabilities());
    this.encoder = encoder;
    this.view = view;
    this.inner = inner;
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static LatentFeatureModel<?> deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Protos.checkVersion(LatentFeatureModel.class, version, CURRENT_VERSION);
    LatentFeatureModelProto proto =
        LatentFeatureModelProto.parseFrom(Checksummed.unwrap(LatentFeatureModel.class, message));
    ModelDataCarrier<?> carrier =
        ModelMetadata.read("LatentFeatureModel", proto.getMetadata().unpack(ModelDataProto.class));
    VAEModel vae =
        ProtoModel.readPart(
            VAEModel.class, proto.getEncoder().unpack(ModelProto.class), "LatentFeatureModel");
    return of(
        carrier,
        vae,
        view(proto, vae.latent()),
        ModelMetadata.readModel("LatentFeatureModel", proto.getInner().unpack(ModelProto.class)));
  }

  private static LatentFeatures view(LatentFeatureModelProto proto, int latent) {
    LatentFeatures all = LatentFeatures.means(latent);
    List<Integer> dimensions = proto.getDimensionList();
    if (dimensions.size() > latent
        || dimensions.isEmpty()
        || !all.dimensions().containsAll(dimensions)) {
      throw new IllegalArgumentException(
          String.format(
              "LatentFeatureModel: expected dimensions of %s, each once, found %s",
              all.dimensions(),
              dimensions.size() > latent ? dimensions.size() + " of them" : dimensions));
    }
    return new LatentFeatures(CodeFeatures.valueOf(proto.getCodes()), proto.getRaw(), dimensions);
  }

  private static <U extends Output<U>> LatentFeatureModel<U> of(
      ModelDataCarrier<?> carrier, VAEModel encoder, LatentFeatures view, Model<U> inner) {
    List<String> names = ExampleTable.names(view.featureMap(encoder, carrier.featureDomain()));
    List<String> found = ExampleTable.names(inner.getFeatureIDMap());
    if (!HashedDomain.is(inner.getFeatureIDMap()) && !new HashSet<>(names).containsAll(found)) {
      throw new IllegalArgumentException(
          "LatentFeatureModel: expected an inner model of " + names + ", found one of " + found);
    }
    return new LatentFeatureModel<>(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        encoder.partOf(carrier.featureDomain()),
        view,
        inner);
  }

  @Override
  public ModelProto serialize() {
    LatentFeatureModelProto proto =
        LatentFeatureModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setEncoder(Any.pack(encoder.serialize()))
            .setInner(Any.pack(inner.serialize()))
            .setCodes(view.codes().name())
            .setRaw(view.raw())
            .addAllDimension(view.dimensions())
            .build();
    return Checksummed.wrap(LatentFeatureModel.class, CURRENT_VERSION, proto);
  }

  /** The autoencoder. */
  public VAEModel encoder() {
    return encoder;
  }

  /** The autoencoder alone. */
  @Override
  public List<VAEModel> members() {
    return List.of(encoder);
  }

  @Override
  public boolean mayMiss(String feature) {
    return encoder.mayMiss(feature);
  }

  @Override
  public List<String> describe() {
    return encoder.describe();
  }

  /**
   * The model on the codes; its features are named {@code lateo.z00} and so on for means, {@code
   * lateo.v00} for log-variances, {@code lateo.h00} for the units of a hidden layer.
   */
  public Model<T> inner() {
    return inner;
  }

  /** Predictions are for the original examples, and count their known features. */
  @Override
  protected List<Prediction<T>> predictions(List<Example<T>> examples) {
    List<Prediction<T>> ofCodes = inner.predict(view.encode(encoder, examples));
    List<Prediction<T>> predictions = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      Example<T> example = examples.get(i);
      predictions.add(new Prediction<>(ofCodes.get(i), known(example), example));
    }
    return predictions;
  }

  private int known(Example<T> example) {
    int known = 0;
    for (Feature feature : example) {
      known += featureIDMap.getID(feature.getName()) >= 0 ? 1 : 0;
    }
    return known;
  }

  /**
   * Writes encoder and inner model as one ONNX graph from raw features to the inner model's scores,
   * after checking that ONNX Runtime computes the same with it as Java.
   *
   * @return the largest relative difference between Java and ONNX Runtime
   * @throws IllegalArgumentException if the inner model cannot be written as ONNX, saying which can
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
  public Set<WeightPrecision> precisions() {
    return encoder.precisions();
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    HashedDomain.requireNames(featureIDMap);
    return pipeline().export(file, weights);
  }

  /** The whole as one graph, from raw features to the inner model's scores. */
  public Pipeline<T> pipeline() {
    return new Pipeline<>(encoder, view, inner, featureIDMap, provenance);
  }

  /**
   * The inner model's scores as an ONNX model of one input and one output, {@code [batch,
   * outputs]}, as {@link #exportPipeline} writes them, but without the comparison with Java.
   *
   * @throws IllegalArgumentException if the inner model cannot be written as ONNX
   */
  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    return pipeline().graph(WeightPrecision.SINGLE).toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /**
   * Continues a graph with the inner model's scores, {@code [batch, outputs]}, so that Tribuo's
   * ensembles of such models can be exported.
   *
   * @throws IllegalArgumentException as {@link #exportONNXModel}, or if Tribuo's graph of the inner
   *     model needs a correction, which only that method makes
   */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    ONNXNode scores = pipeline().scores(input);
    ONNXExport.requireRightAsItIs(input.onnxContext());
    return scores;
  }

  /** The inner model's top features, which are latent dimensions. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return inner.getTopFeatures(n);
  }

  /** The inner model's excuse, in latent dimensions. */
  @Override
  public Optional<Excuse<T>> getExcuse(Example<T> example) {
    return inner.getExcuse(view.encode(encoder, List.of(example)).get(0));
  }

  @Override
  protected LatentFeatureModel<T> copy(String newName, ModelProvenance newProvenance) {
    return new LatentFeatureModel<>(
        newName, newProvenance, featureIDMap, encoder, view, inner.copy());
  }
}
