package org.lateo.semisupervised;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.VAEModelStorage;
import org.lateo.likelihood.Scaling;
import org.lateo.model.ClassPrior;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.protos.SemiSupervisedVAEModelProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
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
    SemiSupervisedDefinition d = model.definition();
    SemiSupervisedArchitecture a = d.architecture();
    SemiSupervisedVAEModelProto.Builder proto =
        SemiSupervisedVAEModelProto.newBuilder()
            .setMetadata(model.metadata())
            .setArchitecture(VAEModelStorage.write(a.vae()))
            .addAllClassifier(a.classifier())
            .addAllClassProbability(a.prior().probabilities())
            .setClassPriorLearned(a.prior().learned())
            .setCodes(a.codes())
            .setSparse(d.sparse())
            .setSeed(d.seed());
    for (int c = 0; c < d.scaling().columns(); c++) {
      proto.addShift(d.scaling().shift()[c]).addScale(d.scaling().scale()[c]);
    }
    for (int c = 0; !d.origin().isNone() && c < d.origin().values().length; c++) {
      proto.addOrigin(d.origin().values()[c]);
    }
    for (float value : d.parameters()) {
      proto.addParameter(value);
    }
    return Checksummed.wrap(MODEL, SemiSupervisedVAEModel.CURRENT_VERSION, proto.build());
  }

  static SemiSupervisedVAEModel read(Any message) throws InvalidProtocolBufferException {
    SemiSupervisedVAEModelProto proto =
        SemiSupervisedVAEModelProto.parseFrom(Checksummed.unwrap(MODEL, message));
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Scaling scaling =
        new Scaling(Protos.toArray(proto.getShiftList()), Protos.toArray(proto.getScaleList()));
    int columns = proto.getCodes() ? 2 * scaling.columns() : scaling.columns();
    require("features", carrier.featureDomain().size(), columns);
    ImmutableOutputInfo<Label> labels = labels(carrier);
    require("classes", labels.size(), proto.getClassProbabilityCount());
    return new SemiSupervisedVAEModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        labels,
        new SemiSupervisedDefinition(
            architecture(proto),
            scaling,
            proto.getSparse(),
            VAEModelStorage.origin(proto.getOriginList(), columns),
            VAEModelStorage.finite(proto.getParameterList()),
            proto.getSeed()));
  }

  private static SemiSupervisedArchitecture architecture(SemiSupervisedVAEModelProto proto) {
    return new SemiSupervisedArchitecture(
        VAEModelStorage.read(proto.getArchitecture()),
        proto.getClassifierList(),
        new ClassPrior(proto.getClassProbabilityList(), proto.getClassPriorLearned()),
        proto.getCodes());
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
