package org.lateo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.model.Definition;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.DimensionNames;
import org.lateo.output.ImmutableLatentCodeInfo;
import org.lateo.output.LatentCode;
import org.lateo.protos.VAEModelProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Definitions;
import org.tribuo.Model;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** Stores {@link VAEModel}s as protobuf, and reads them with every number checked. */
public final class VAEModelStorage {
  private VAEModelStorage() {}

  static ModelProto write(VAEModel model) {
    VAEModelProto proto =
        VAEModelProto.newBuilder()
            .setMetadata(model.metadata())
            .setDefinition(Definitions.write(model.definition()))
            .build();
    return Checksummed.wrap(VAEModel.class, VAEModel.CURRENT_VERSION, proto);
  }

  /**
   * An autoencoder that is part of another model.
   *
   * @param of the other model, for the message
   * @throws IllegalArgumentException if it is of another class, of which nothing is read
   */
  public static VAEModel read(ModelProto proto, String of) {
    if (!proto.getClassName().equals(VAEModel.class.getName())) {
      throw new IllegalArgumentException(
          of + ": expected a VAEModel in it, found " + proto.getClassName());
    }
    return (VAEModel) Model.deserialize(proto);
  }

  static VAEModel read(Any message) throws InvalidProtocolBufferException {
    VAEModelProto proto = VAEModelProto.parseFrom(Checksummed.unwrap(VAEModel.class, message));
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    if (!(carrier.outputDomain() instanceof ImmutableLatentCodeInfo codes)) {
      throw new IllegalArgumentException(
          "VAEModel: expected latent codes as output domain, found "
              + carrier.outputDomain().getClass().getName());
    }
    Definition<VAEArchitecture> definition =
        Definitions.read(VAEArchitecture.class, proto.getDefinition());
    requireColumns(carrier.featureDomain().size(), definition.scaling().columns());
    int latent = definition.architecture().latent();
    DimensionNames.checkSame(LatentCode.dimensionNames(latent), codes.getNames());
    return new VAEModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), codes, definition);
  }

  private static void requireColumns(int features, int columns) {
    if (features != columns) {
      throw new IllegalArgumentException(
          "VAEModel: expected a scaling of " + features + " columns, found " + columns);
    }
  }
}
