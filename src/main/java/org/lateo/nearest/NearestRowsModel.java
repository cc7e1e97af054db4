package org.lateo.nearest;

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
 * Labelled rows of which the nearest vote: predictions have the shares of the votes as
 * probabilities of the classes.
 */
public final class NearestRowsModel extends ClassifierModel<NearestRowsArchitecture> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  NearestRowsModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> labels,
      Definition<NearestRowsArchitecture> definition) {
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

  private static Graph graph(Definition<NearestRowsArchitecture> definition, Origin origin) {
    NearestRows model = definition.connect(NearestRows.class).ofRawRows(origin);
    return new Graph(model.features(), model.classes(), definition.parametersOf(model));
  }

  /**
   * Deserialization factory; {@code message} is a packed {@link org.lateo.protos.ChecksummedProto}.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static NearestRowsModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Class<?> reader = NearestRowsModel.class;
    Protos.checkVersion(reader, version, CURRENT_VERSION);
    StoredModel<NearestRowsArchitecture> stored =
        StoredModel.read(reader, NearestRowsArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read("NearestRowsModel", stored.metadata());
    Definition<NearestRowsArchitecture> definition = stored.definition();
    ImmutableOutputInfo<Label> labels = labels(reader, carrier);
    require(reader, "features", carrier.featureDomain().size(), definition.scaling().columns());
    require(reader, "classes", labels.size(), definition.architecture().classes());
    return new NearestRowsModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, definition);
  }

  @Override
  public ModelProto serialize() {
    return serialize(NearestRowsModel.class, CURRENT_VERSION);
  }

  @Override
  protected NearestRowsModel copy(String newName, ModelProvenance newProvenance) {
    return new NearestRowsModel(newName, newProvenance, featureIDMap, outputIDInfo, definition());
  }
}
