package org.lateo.anomaly;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lateo.FlowModel;
import org.lateo.VAEModel;
import org.lateo.inference.ScoreKind;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Sizes;
import org.lateo.output.ModelMetadata;
import org.lateo.output.ProtoModel;
import org.lateo.protos.ConstantsProto;
import org.lateo.protos.ExemplarsProto;
import org.lateo.protos.VAEAnomalyModelProto;
import org.lateo.rows.ExampleTable;
import org.lateo.storage.Protos;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.ImmutableAnomalyInfo;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/**
 * What is stored of a detector, as protobuf; it is read with every number checked.
 *
 * @param carrier name, provenance and domains
 * @param events the output domain
 */
record AnomalyModelStorage(
    ModelDataCarrier<?> carrier,
    ImmutableOutputInfo<Event> events,
    Ensemble ensemble,
    Calibration calibration) {

  static VAEAnomalyModelProto write(Any metadata, Ensemble ensemble, Calibration calibration) {
    Baseline baseline = calibration.baseline();
    VAEAnomalyModelProto.Builder proto =
        VAEAnomalyModelProto.newBuilder()
            .setMetadata(metadata)
            .setScore(ensemble.kind().name())
            .setSamples(ensemble.samples())
            .addAllUsualScore(list(calibration.scores().usual()))
            .addAllAnomalousScore(list(calibration.scores().anomalous()))
            .setRule(Protos.write(calibration.rule()))
            .setThreshold(calibration.threshold())
            .addAllFeatureBaseline(list(baseline.features()))
            .addAllLatentBaseline(list(baseline.latents()))
            .addAllInformation(list(baseline.information()));
    for (Member member : ensemble.members()) {
      proto.addMember(Any.pack(member.model().model().serialize()));
      proto.addConstants(constants(member.model()));
      proto.addRows(member.rows());
      proto.addClosed(member.closed());
      proto.addExemplars(
          member
              .exemplars()
              .map(AnomalyModelStorage::write)
              .orElse(ExemplarsProto.getDefaultInstance()));
    }
    return proto.build();
  }

  private static ConstantsProto constants(MemberModel model) {
    ConstantsProto.Builder proto = ConstantsProto.newBuilder();
    if (model instanceof FlowMember flow) {
      proto.putAllValue(flow.constants().values());
    }
    return proto.build();
  }

  private static ExemplarsProto write(Exemplars exemplars) {
    Exemplars.Factors factors = exemplars.factors();
    ExemplarsProto.Builder proto =
        ExemplarsProto.newBuilder()
            .addAllShift(list(exemplars.scaling().shift()))
            .addAllScale(list(exemplars.scaling().scale()))
            .setNarrow(exemplars.narrow())
            .setAutoencoderFactor(factors.model())
            .setNarrowFactor(factors.narrow())
            .setBroadFactor(factors.broad())
            .setAnomalousFactor(factors.anomalous());
    floats(exemplars.usual().rows()).forEach(proto::addValue);
    exemplars.anomalous().ifPresent(of -> floats(of.rows()).forEach(proto::addAnomalousValue));
    return proto.build();
  }

  private static Optional<Exemplars> exemplars(ExemplarsProto proto) {
    if (proto.getValueCount() == 0) {
      return Optional.empty();
    }
    Scaling scaling =
        new Scaling(Protos.toArray(proto.getShiftList()), Protos.toArray(proto.getScaleList()));
    Exemplars.Factors factors =
        new Exemplars.Factors(
            proto.getAutoencoderFactor(),
            proto.getNarrowFactor(),
            proto.getBroadFactor(),
            proto.getAnomalousFactor());
    return Optional.of(
        new Exemplars(
            Protos.toFinite("exemplars", proto.getValueList()),
            Protos.toFinite("exemplars", proto.getAnomalousValueList()),
            scaling,
            proto.getNarrow(),
            factors));
  }

  private static List<Float> floats(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static AnomalyModelStorage read(ByteString message) throws InvalidProtocolBufferException {
    VAEAnomalyModelProto proto = VAEAnomalyModelProto.parseFrom(message);
    ModelDataCarrier<?> carrier =
        ModelMetadata.read("VAEAnomalyModel", proto.getMetadata().unpack(ModelDataProto.class));
    Ensemble ensemble =
        new Ensemble(
            members(proto, carrier.featureDomain()), kind(proto.getScore()), proto.getSamples());
    List<String> names = ExampleTable.names(carrier.featureDomain());
    if (!names.equals(ensemble.featureNames())) {
      throw new IllegalArgumentException(
          String.format(
              "VAEAnomalyModel: expected members of the %d features of its domain, found %d%s",
              names.size(),
              ensemble.featureNames().size(),
              names.size() == ensemble.featureNames().size() ? " others" : ""));
    }
    return new AnomalyModelStorage(
        carrier, events(carrier), ensemble, calibration(proto, ensemble));
  }

  private static List<Member> members(VAEAnomalyModelProto proto, ImmutableFeatureMap features)
      throws InvalidProtocolBufferException {
    if (proto.getMemberCount() > Sizes.MEMBERS) {
      throw new IllegalArgumentException(
          "VAEAnomalyModel: expected at most "
              + Sizes.MEMBERS
              + " members, found "
              + proto.getMemberCount());
    }
    int count = proto.getMemberCount();
    if (proto.getRowsCount() != count
        || proto.getClosedCount() != count
        || proto.getExemplarsCount() != count
        || proto.getConstantsCount() != count) {
      throw new IllegalArgumentException(
          String.format(
              "VAEAnomalyModel: expected rows, kind of schema, exemplars and constants of %d members,"
                  + " found %d, %d, %d and %d",
              count,
              proto.getRowsCount(),
              proto.getClosedCount(),
              proto.getExemplarsCount(),
              proto.getConstantsCount()));
    }
    List<Member> members = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      members.add(
          new Member(
              model(proto, m, features),
              exemplars(proto.getExemplars(m)),
              proto.getRows(m),
              proto.getClosed(m)));
    }
    return members;
  }

  private static MemberModel model(VAEAnomalyModelProto proto, int m, ImmutableFeatureMap whole)
      throws InvalidProtocolBufferException {
    ModelProto member = proto.getMember(m).unpack(ModelProto.class);
    if (!member.getClassName().equals(FlowModel.class.getName())) {
      return AutoencoderMember.of(
          ProtoModel.readPart(VAEModel.class, member, "VAEAnomalyModel"), whole);
    }
    FlowModel flow = ProtoModel.readPart(FlowModel.class, member, "VAEAnomalyModel");
    ConstantColumns constants =
        new ConstantColumns(new TreeMap<>(proto.getConstants(m).getValueMap()));
    return new FlowMember(flow, constants, whole, proto.getRows(m));
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
    return new Calibration(
        scores, Protos.read(ThresholdRule.class, proto.getRule()), proto.getThreshold(), baseline);
  }
}
