package org.lateo.logistic;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.codes.ClassifierModel;
import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.output.ModelMetadata;
import org.lateo.storage.Protos;
import org.lateo.storage.StoredModel;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained logistic regression, its scaling included: predictions have the probabilities of the
 * classes. A class without a labelled row has the probability 0.
 */
public final class KernelLogisticModel extends ClassifierModel<KernelLogisticArchitecture> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  KernelLogisticModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<KernelLogisticArchitecture> definition) {
    super(
        name,
        provenance,
        features,
        labels,
        definition,
        origin -> graph(definition, origin),
        definition.origin(),
        Support.of(ColumnSupport.ANY, features.size()));
  }

  private static Graph graph(Definition<KernelLogisticArchitecture> definition, Origin origin) {
    KernelLogistic model = definition.connect(KernelLogistic.class).ofRawRows(origin);
    return new Graph(model.features(), model.classes(), definition.parametersOf(model));
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static KernelLogisticModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Class<?> reader = KernelLogisticModel.class;
    Protos.checkVersion(reader, version, CURRENT_VERSION);
    StoredModel<KernelLogisticArchitecture> stored =
        StoredModel.read(reader, KernelLogisticArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read("KernelLogisticModel", stored.metadata());
    Definition<KernelLogisticArchitecture> definition = stored.definition();
    ImmutableOutputInfo<Label> labels = labels(reader, carrier);
    require(reader, "features", carrier.featureDomain().size(), definition.scaling().columns());
    require(reader, "classes", labels.size(), definition.architecture().classes());
    return new KernelLogisticModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, definition);
  }

  @Override
  public ModelProto serialize() {
    return serialize(KernelLogisticModel.class, CURRENT_VERSION);
  }

  @Override
  protected KernelLogisticModel copy(String newName, ModelProvenance newProvenance) {
    return new KernelLogisticModel(
        newName, newProvenance, featureIDMap, outputIDInfo, definition());
  }
}
