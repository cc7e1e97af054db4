package org.lateo.semisupervised;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Contains;
import org.lateo.output.Describes;
import org.lateo.output.Exports;
import org.lateo.output.ModelMetadata;
import org.lateo.output.ProtoModel;
import org.lateo.output.TakesMissing;
import org.lateo.protos.FewLabelsModelProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The model of the best of several methods, and what else was tried. It predicts, and is exported,
 * as the model that it contains.
 */
public final class FewLabelsModel extends ProtoModel<Label>
    implements ONNXExportable, Contains, Exports, TakesMissing, Describes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private final transient Model<Label> model;
  private final transient String comparison;
  private final transient Optional<HeldOutRows> heldOut;

  FewLabelsModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      Model<Label> model,
      String comparison,
      Optional<HeldOutRows> heldOut) {
    super(name, provenance, features, model.getOutputIDInfo(), model.generatesProbabilities());
    this.model = model;
    this.comparison = comparison;
    this.heldOut = heldOut;
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or contains a model of its own
   *     class or of other outputs
   */
  public static FewLabelsModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(FewLabelsModel.class, version, CURRENT_VERSION);
    FewLabelsModelProto proto =
        FewLabelsModelProto.parseFrom(Checksummed.unwrap(FewLabelsModel.class, message));
    ModelDataCarrier<?> carrier =
        ModelMetadata.read("FewLabelsModel", proto.getMetadata().unpack(ModelDataProto.class));
    ModelProto inner = proto.getModel().unpack(ModelProto.class);
    if (inner.getClassName().equals(FewLabelsModel.class.getName())) {
      throw new IllegalArgumentException(
          "FewLabelsModel: expected a model of another class in it, found one of the same");
    }
    return new FewLabelsModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        ModelMetadata.readModel("FewLabelsModel", inner).castModel(Label.class),
        proto.getComparison(),
        Optional.empty());
  }

  @Override
  public ModelProto serialize() {
    FewLabelsModelProto proto =
        FewLabelsModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setModel(Any.pack(model.serialize()))
            .setComparison(comparison)
            .build();
    return Checksummed.wrap(FewLabelsModel.class, CURRENT_VERSION, proto);
  }

  /** The model that was chosen. */
  public Model<Label> model() {
    return model;
  }

  /** The methods that were tried, in the order of trying; none if there was no choice. */
  public List<TriedMethod> tried() {
    return comparison.lines().flatMap(line -> TriedMethod.of(line).stream()).toList();
  }

  /** The name of the method that was chosen. */
  public String chosen() {
    List<String> lines = comparison.lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith(Trials.CHOSEN))
        .map(line -> line.substring(Trials.CHOSEN.length()))
        .findFirst()
        .orElse(lines.get(0))
        .replaceAll("\\W.*", "");
  }

  /**
   * What the chosen method said of labelled rows while their labels were hidden from it. Known to a
   * model that was trained just now; a model's file does not hold it.
   */
  public Optional<HeldOutRows> heldOut() {
    return heldOut;
  }

  /** Those of the model that was chosen, or that model itself. */
  @Override
  public List<? extends Model<?>> members() {
    return model instanceof Contains whole ? whole.members() : List.of(model);
  }

  /** What was tried, and how it did; what was chosen, and why. */
  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>(comparison.lines().toList());
    if (model instanceof Describes describing) {
      lines.addAll(describing.describe());
    }
    return lines;
  }

  @Override
  public boolean mayMiss(String feature) {
    return model instanceof TakesMissing takes && takes.mayMiss(feature);
  }

  @Override
  protected List<Prediction<Label>> predictions(List<Example<Label>> examples) {
    return model.predict(examples);
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return model.getTopFeatures(n);
  }

  @Override
  public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
    return model.getExcuse(example);
  }

  /**
   * Writes the model as one ONNX graph of raw features, as {@link
   * org.lateo.codes.LatentFeatureModel#exportPipeline}.
   *
   * @throws IllegalArgumentException if another classifier than Lateo's was chosen on the features
   *     alone, which {@link #exportONNXModel} writes
   */
  public double exportPipeline(Path file) {
    return exportONNX(ONNXHead.PIPELINE, file, WeightPrecision.SINGLE);
  }

  /** Those of the model that was chosen. */
  @Override
  public List<String> heads() {
    return model instanceof Exports exports ? exports.heads() : List.of();
  }

  @Override
  public Set<WeightPrecision> precisions() {
    return model instanceof Exports exports ? exports.precisions() : Exports.super.precisions();
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireHeads();
    requireExported(head, weights);
    return ((Exports) model).exportONNX(head, file, weights);
  }

  private void requireHeads() {
    if (!(model instanceof Exports)) {
      throw new IllegalArgumentException(
          "Expected a model that Lateo writes as ONNX, found "
              + model.getClass().getName()
              + ", a classifier on the features alone; exportONNXModel writes it if Tribuo does");
    }
  }

  private ONNXExportable exportable() {
    if (model instanceof ONNXExportable exportable) {
      return exportable;
    }
    throw new IllegalArgumentException(
        "Expected a model that is ONNXExportable, found " + model.getClass().getName());
  }

  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    return exportable().exportONNXModel(domain, modelVersion);
  }

  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return exportable().writeONNXGraph(input);
  }

  @Override
  protected FewLabelsModel copy(String newName, ModelProvenance newProvenance) {
    return new FewLabelsModel(
        newName, newProvenance, featureIDMap, model.copy(), comparison, heldOut);
  }
}
