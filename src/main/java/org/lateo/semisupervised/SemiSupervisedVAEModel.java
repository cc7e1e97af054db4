package org.lateo.semisupervised;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.codes.ClassifierModel;
import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
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
 * A trained semi-supervised variational autoencoder as a classifier: predictions have the
 * probabilities q(y|x) of the classes. If rows are codes, x is the mean of each code.
 */
public final class SemiSupervisedVAEModel extends ClassifierModel<SemiSupervisedArchitecture> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  SemiSupervisedVAEModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<SemiSupervisedArchitecture> definition) {
    super(
        name,
        provenance,
        features,
        labels,
        definition,
        origin -> graph(definition, origin),
        isOfCodes(definition) ? Origin.none(features.size()) : definition.origin(),
        isOfCodes(definition)
            ? Support.of(ColumnSupport.ANY, features.size())
            : definition.architecture().vae().likelihood().support(definition.scaling()));
  }

  private static boolean isOfCodes(Definition<SemiSupervisedArchitecture> definition) {
    return definition.architecture().codes();
  }

  private static Graph graph(Definition<SemiSupervisedArchitecture> definition, Origin origin) {
    SemiSupervisedVAE vae = definition.connect(SemiSupervisedVAE.class);
    SemiSupervisedVAE raw = isOfCodes(definition) ? vae : vae.ofRawRows(origin);
    return new Graph(raw.features(), raw.classes(raw.observed()), definition.parametersOf(raw));
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static SemiSupervisedVAEModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    Class<?> reader = SemiSupervisedVAEModel.class;
    Protos.checkVersion(reader, version, CURRENT_VERSION);
    StoredModel<SemiSupervisedArchitecture> stored =
        StoredModel.read(reader, SemiSupervisedArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read("SemiSupervisedVAEModel", stored.metadata());
    SemiSupervisedArchitecture architecture = stored.definition().architecture();
    int columns = stored.definition().scaling().columns() * (architecture.codes() ? 2 : 1);
    ImmutableOutputInfo<Label> labels = labels(reader, carrier);
    require(reader, "features", carrier.featureDomain().size(), columns);
    require(reader, "classes", labels.size(), architecture.classes());
    return new SemiSupervisedVAEModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, stored.definition());
  }

  @Override
  public ModelProto serialize() {
    return serialize(SemiSupervisedVAEModel.class, CURRENT_VERSION);
  }

  @Override
  protected SemiSupervisedVAEModel copy(String newName, ModelProvenance newProvenance) {
    return new SemiSupervisedVAEModel(
        newName, newProvenance, featureIDMap, outputIDInfo, definition());
  }
}
