package org.lateo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.output.DimensionNames;
import org.lateo.output.ImmutableLatentCodeInfo;
import org.lateo.output.LatentCode;
import org.lateo.protos.ArchitectureProto;
import org.lateo.protos.VAEModelProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
import org.tribuo.Model;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** Stores {@link VAEModel}s as protobuf, and reads them with every number checked. */
public final class VAEModelStorage {
  private VAEModelStorage() {}

  static ModelProto write(VAEModel model) {
    VAEDefinition d = model.definition();
    VAEModelProto.Builder proto =
        VAEModelProto.newBuilder()
            .setMetadata(model.metadata())
            .setArchitecture(write(d.architecture()))
            .setSparse(d.sparse())
            .setSeed(d.seed());
    for (int c = 0; c < d.scaling().columns(); c++) {
      proto.addShift(d.scaling().shift()[c]).addScale(d.scaling().scale()[c]);
    }
    if (!d.missing().isNone()) {
      proto.addAllMissing(d.missing().units());
    }
    for (int c = 0; !d.origin().isNone() && c < d.scaling().columns(); c++) {
      proto.addOrigin(d.origin().values()[c]);
    }
    for (float value : d.parameters()) {
      proto.addParameter(value);
    }
    return Checksummed.wrap(VAEModel.class, VAEModel.CURRENT_VERSION, proto.build());
  }

  /** The shape of an autoencoder as a message. */
  public static ArchitectureProto write(Architecture a) {
    return ArchitectureProto.newBuilder()
        .addAllEncoder(a.encoder())
        .addAllDecoder(a.decoder())
        .setActivation(a.activation().name())
        .setGated(a.gated())
        .setLatent(a.latent())
        .setPosterior(Protos.write(a.posterior()))
        .setPrior(Protos.write(a.prior()))
        .setLikelihood(Protos.write(a.likelihood()))
        .setWeights(a.weights().name())
        .build();
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
    Scaling scaling =
        new Scaling(Protos.toArray(proto.getShiftList()), Protos.toArray(proto.getScaleList()));
    requireColumns(carrier.featureDomain().size(), scaling.columns());
    if (!(carrier.outputDomain() instanceof ImmutableLatentCodeInfo codes)) {
      throw new IllegalArgumentException(
          "VAEModel: expected latent codes as output domain, found "
              + carrier.outputDomain().getClass().getName());
    }
    Architecture architecture = read(proto.getArchitecture());
    DimensionNames.checkSame(LatentCode.dimensionNames(architecture.latent()), codes.getNames());
    return new VAEModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        codes,
        new VAEDefinition(
            architecture,
            scaling,
            proto.getSparse(),
            missing(proto.getMissingList(), scaling.columns()),
            origin(proto.getOriginList(), scaling.columns()),
            finite(proto.getParameterList()),
            proto.getSeed()));
  }

  private static MissingColumns missing(List<Integer> units, int columns) {
    if (!units.isEmpty() && units.size() != columns) {
      throw new IllegalArgumentException(
          "VAEModel: expected for none or each of "
              + columns
              + " columns whether it may be missing, found "
              + units.size());
    }
    return units.isEmpty() ? MissingColumns.none(columns) : new MissingColumns(units);
  }

  /**
   * An origin from numbers, of which there are none where it is none.
   *
   * @throws IllegalArgumentException if there are some but not one for each column, or if one is
   *     not finite
   */
  public static Origin origin(List<Double> values, int columns) {
    if (!values.isEmpty() && values.size() != columns) {
      throw new IllegalArgumentException(
          "Expected an origin of " + columns + " columns or none, found " + values.size());
    }
    return values.isEmpty() ? Origin.none(columns) : new Origin(Protos.toArray(values));
  }

  private static void requireColumns(int features, int columns) {
    if (features != columns) {
      throw new IllegalArgumentException(
          "VAEModel: expected a scaling of " + features + " columns, found " + columns);
    }
  }

  /**
   * The shape of an autoencoder from a message.
   *
   * @throws IllegalArgumentException if a size is below 1 or a part is not known
   */
  public static Architecture read(ArchitectureProto a) {
    return new Architecture(
        a.getEncoderList(),
        a.getDecoderList(),
        Activation.of(a.getActivation()),
        a.getGated(),
        a.getLatent(),
        Protos.read(Posterior.class, a.getPosterior()),
        Protos.read(Prior.class, a.getPrior()),
        Protos.read(Likelihood.class, a.getLikelihood()),
        WeightInitialiser.of(a.getWeights()));
  }

  /**
   * Unboxes parameters.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  public static float[] finite(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
      if (!Float.isFinite(array[i])) {
        throw new IllegalArgumentException(
            "Expected finite parameters, found " + array[i] + " at " + i);
      }
    }
    return array;
  }
}
