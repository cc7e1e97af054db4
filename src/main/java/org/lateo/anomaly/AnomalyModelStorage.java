package org.lateo.anomaly;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.Checksummed;
import org.lateo.Protos;
import org.lateo.ScoreKind;
import org.lateo.VAEModel;
import org.lateo.VAEModelStorage;
import org.lateo.nn.Sizes;
import org.lateo.protos.PartProto;
import org.lateo.protos.VAEAnomalyModelProto;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.ImmutableAnomalyInfo;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** Stores {@link VAEAnomalyModel}s as protobuf, and reads them with every number checked. */
final class AnomalyModelStorage {
  private AnomalyModelStorage() {}

  static ModelProto write(VAEAnomalyModel model, Any metadata) {
    Ensemble ensemble = model.ensemble();
    Calibration calibration = model.calibration();
    Baseline baseline = calibration.baseline();
    VAEAnomalyModelProto.Builder proto =
        VAEAnomalyModelProto.newBuilder()
            .setMetadata(metadata)
            .setScore(ensemble.kind().name())
            .setSamples(ensemble.samples())
            .setRows(ensemble.rows())
            .addAllUsualScore(list(calibration.scores().usual()))
            .addAllAnomalousScore(list(calibration.scores().anomalous()))
            .setRule(write(calibration.rule()))
            .setThreshold(calibration.threshold())
            .addAllFeatureBaseline(list(baseline.features()))
            .addAllLatentBaseline(list(baseline.latents()))
            .addAllInformation(list(baseline.information()));
    ensemble.members().forEach(member -> proto.addMember(Any.pack(member.serialize())));
    return Checksummed.wrap(VAEAnomalyModel.class, VAEAnomalyModel.CURRENT_VERSION, proto.build());
  }

  private static PartProto write(ThresholdRule rule) {
    return PartProto.newBuilder().setName(rule.partName()).putAllSetting(rule.settings()).build();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static VAEAnomalyModel read(Any message) throws InvalidProtocolBufferException {
    VAEAnomalyModelProto proto =
        VAEAnomalyModelProto.parseFrom(Checksummed.unwrap(VAEAnomalyModel.class, message));
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(proto.getMetadata().unpack(ModelDataProto.class));
    Ensemble ensemble =
        new Ensemble(
            members(proto, carrier.featureDomain()),
            kind(proto.getScore()),
            proto.getSamples(),
            proto.getRows());
    return new VAEAnomalyModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        events(carrier),
        ensemble,
        calibration(proto, ensemble));
  }

  private static List<VAEModel> members(VAEAnomalyModelProto proto, ImmutableFeatureMap features)
      throws InvalidProtocolBufferException {
    if (proto.getMemberCount() > Sizes.MEMBERS) {
      throw new IllegalArgumentException(
          "VAEAnomalyModel: expected at most "
              + Sizes.MEMBERS
              + " members, found "
              + proto.getMemberCount());
    }
    List<VAEModel> members = new ArrayList<>();
    for (Any member : proto.getMemberList()) {
      members.add(
          VAEModelStorage.read(member.unpack(ModelProto.class), "VAEAnomalyModel")
              .partOf(features));
    }
    return members;
  }

  private static ScoreKind kind(String name) {
    for (ScoreKind kind : ScoreKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "VAEAnomalyModel: expected a score of "
            + Arrays.toString(ScoreKind.values())
            + ", found "
            + name);
  }

  private static ImmutableOutputInfo<Event> events(ModelDataCarrier<?> carrier) {
    if (carrier.outputDomain() instanceof ImmutableAnomalyInfo events) {
      return events;
    }
    throw new IllegalArgumentException(
        "VAEAnomalyModel: expected events as output domain, found "
            + carrier.outputDomain().getClass().getName());
  }

  private static Calibration calibration(VAEAnomalyModelProto proto, Ensemble ensemble) {
    int groups = ensemble.groups().names().size();
    Baseline baseline =
        new Baseline(
            Protos.toArray(proto.getFeatureBaselineList()),
            Protos.toArray(proto.getLatentBaselineList()),
            Protos.toArray(proto.getInformationList()));
    if (baseline.features().length != groups || baseline.information().length != groups) {
      throw new IllegalArgumentException(
          String.format(
              "VAEAnomalyModel: expected baselines of %d features, found %d and %d",
              groups, baseline.features().length, baseline.information().length));
    }
    if (!ensemble.mayHaveLatents(baseline.latents().length)) {
      throw new IllegalArgumentException(
          String.format(
              "VAEAnomalyModel: expected baselines of the latents of %d members, found %d",
              ensemble.members().size(), baseline.latents().length));
    }
    CalibrationScores scores =
        new CalibrationScores(
            Protos.toArray(proto.getUsualScoreList()),
            Protos.toArray(proto.getAnomalousScoreList()));
    PartProto rule = proto.getRule();
    return new Calibration(
        scores,
        ThresholdRules.of(rule.getName(), rule.getSettingMap()),
        proto.getThreshold(),
        baseline);
  }
}
