package org.lateo.semisupervised;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.protos.SemiSupervisedVAEModelProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Definitions;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** Stores {@link SemiSupervisedVAEModel}s as protobuf, and reads them with every number checked. */
final class SemiSupervisedStorage {
  private static final Class<SemiSupervisedVAEModel> MODEL = SemiSupervisedVAEModel.class;

  private SemiSupervisedStorage() {}

  static ModelProto write(SemiSupervisedVAEModel model) {
    SemiSupervisedVAEModelProto proto =
        SemiSupervisedVAEModelProto.newBuilder()
            .setMetadata(model.metadata())
            .setDefinition(Definitions.write(model.definition()))
            .build();
    return Checksummed.wrap(MODEL, SemiSupervisedVAEModel.CURRENT_VERSION, proto);
  }

  static SemiSupervisedVAEModel read(Any message) throws InvalidProtocolBufferException {
    SemiSupervisedVAEModelProto proto =
        SemiSupervisedVAEModelProto.parseFrom(Checksummed.unwrap(MODEL, message));
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Definition<SemiSupervisedArchitecture> definition =
        Definitions.read(SemiSupervisedArchitecture.class, proto.getDefinition());
    SemiSupervisedArchitecture architecture = definition.architecture();
    int columns = definition.scaling().columns();
    require(
        "features", carrier.featureDomain().size(), architecture.codes() ? 2 * columns : columns);
    ImmutableOutputInfo<Label> labels = labels(carrier);
    require("classes", labels.size(), architecture.classes());
    return new SemiSupervisedVAEModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), labels, definition);
  }

  @SuppressWarnings("unchecked") // The domain holds labels, which is looked at.
  private static ImmutableOutputInfo<Label> labels(ModelDataCarrier<?> carrier) {
    for (Object output : carrier.outputDomain().getDomain()) {
      if (!(output instanceof Label)) {
        throw new IllegalArgumentException(
            MODEL.getSimpleName() + ": expected labels as output domain, found " + output);
      }
    }
    return (ImmutableOutputInfo<Label>) carrier.outputDomain();
  }

  private static void require(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected %d %s, found %d", MODEL.getSimpleName(), expected, what, found));
    }
  }
}
