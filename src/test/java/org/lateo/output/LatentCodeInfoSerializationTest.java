package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import java.io.InvalidObjectException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Codes;
import org.lateo.JavaSerialization;
import org.lateo.protos.LatentCodeInfoProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.test.Helpers;

final class LatentCodeInfoSerializationTest {

  static List<LatentCodeInfo> infos() {
    MutableLatentCodeInfo empty = new MutableLatentCodeInfo();
    MutableLatentCodeInfo unlabelled = new MutableLatentCodeInfo();
    unlabelled.observe(LatentCode.UNKNOWN);
    MutableLatentCodeInfo named = new MutableLatentCodeInfo(LatentCode.dimensionNames(11));
    MutableLatentCodeInfo seen = new MutableLatentCodeInfo();
    seen.observe(Codes.encoded(0.1, -3));
    seen.observe(Codes.encoded(0.2, 1.0 / 3));
    seen.observe(LatentCode.UNKNOWN);
    return List.of(
        empty,
        unlabelled,
        named,
        seen,
        empty.generateImmutableOutputInfo(),
        unlabelled.generateImmutableOutputInfo(),
        named.generateImmutableOutputInfo(),
        seen.generateImmutableOutputInfo());
  }

  @ParameterizedTest
  @MethodSource("infos")
  void protobufRoundTrip(LatentCodeInfo info) {
    LatentCodeInfo read = Helpers.testProtoSerialization(info);
    assertEquals(info.serialize(), read.serialize());
  }

  @ParameterizedTest
  @MethodSource("infos")
  void javaRoundTrip(LatentCodeInfo info) throws Exception {
    assertEquals(info, JavaSerialization.roundTrip(info));
  }

  @Test
  void statisticsGoOnAfterReading() throws Exception {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo();
    info.observe(Codes.encoded(1));
    info.observe(Codes.encoded(2));
    MutableLatentCodeInfo read =
        assertInstanceOf(MutableLatentCodeInfo.class, JavaSerialization.roundTrip(info));
    read.observe(Codes.encoded(6));
    assertEquals(3, read.getMean(0), 1e-15);
    assertEquals(7, read.getVariance(0), 1e-14); // deviations -2, -1, 3: 14 / 2
  }

  private static LatentCodeInfoProto.Builder valid() {
    return LatentCodeInfoProto.newBuilder()
        .addAllName(List.of("z0", "z1"))
        .setCount(2)
        .addAllMin(List.of(-1.0, 0.0))
        .addAllMax(List.of(1.0, 4.0))
        .addAllMean(List.of(0.0, 2.0))
        .addAllSumSquares(List.of(2.0, 8.0))
        .setUnknownCount(3);
  }

  private static void assertBothRefuse(
      int version, LatentCodeInfoProto.Builder proto, String... parts) {
    Any message = Any.pack(proto.build());
    assertRefused(
        () -> MutableLatentCodeInfo.deserializeFromProto(version, "Mutable", message), parts);
    assertRefused(
        () -> ImmutableLatentCodeInfo.deserializeFromProto(version, "Immutable", message), parts);
  }

  @Test
  void readsAMessageByHand() throws Exception {
    ImmutableLatentCodeInfo info =
        ImmutableLatentCodeInfo.deserializeFromProto(0, "", Any.pack(valid().build()));
    assertEquals(2, info.getTotalObservations());
    assertEquals(3, info.getUnknownCount());
    assertEquals(4, info.getMax(1));
    assertEquals(8, info.getVariance(1));
  }

  @Test
  void refusesUnknownVersions() {
    assertBothRefuse(1, valid(), "LatentCodeInfo", "unknown version 1", "versions 0 to 0");
    assertBothRefuse(-1, valid(), "unknown version -1");
  }

  @Test
  void refusesOtherLengths() {
    assertBothRefuse(0, valid().addMin(1), "each of 2 names", "found 3, 2, 2 and 2");
    assertBothRefuse(0, valid().clearMax(), "each of 2 names", "found 2, 0, 2 and 2");
    assertBothRefuse(0, valid().addMean(1), "each of 2 names", "found 2, 2, 3 and 2");
    assertBothRefuse(0, valid().clearSumSquares(), "each of 2 names", "found 2, 2, 2 and 0");
    assertBothRefuse(0, valid().clearName(), "each of 0 names", "found 2, 2, 2 and 2");
  }

  @Test
  void refusesBadNames() {
    assertBothRefuse(0, valid().setName(0, "z1"), "distinct", "'z1'");
    assertBothRefuse(0, valid().setName(1, ""), "dimension 1");
  }

  @Test
  void refusesBadCounts() {
    assertBothRefuse(0, valid().setCount(-2), "counts of at least 0", "count=-2");
    assertBothRefuse(0, valid().setUnknownCount(-1), "counts of at least 0", "unknownCount=-1");
    assertBothRefuse(0, LatentCodeInfoProto.newBuilder().setCount(5), "count=5", "dimensions=0");
  }

  @Test
  void refusesValuesThatContradictTheCount() {
    assertBothRefuse(0, valid().setCount(0), "Expected NaN", "'z0'", "after 0 codes");
    assertBothRefuse(0, valid().setMin(1, Double.NaN), "finite", "'z1'", "min=NaN");
    double infinity = Double.POSITIVE_INFINITY;
    assertBothRefuse(0, valid().setMax(0, infinity), "finite", "max=Infinity");
  }

  @Test
  void refusesValuesThatContradictEachOther() {
    assertBothRefuse(0, valid().setMin(0, 3), "min <= max", "min=3.0", "max=1.0");
    assertBothRefuse(0, valid().setSumSquares(1, -1), "sumSquares >= 0", "sumSquares=-1.0");
  }

  @Test
  void refusesAnotherMessage() {
    Any other = Any.pack(StringValue.of("z0"));
    assertThrows(
        InvalidProtocolBufferException.class,
        () -> MutableLatentCodeInfo.deserializeFromProto(0, "", other));
    assertThrows(
        InvalidProtocolBufferException.class,
        () -> ImmutableLatentCodeInfo.deserializeFromProto(0, "", other));
  }

  @Test
  void javaSerializationValidates() throws Exception {
    OutputDomainProto invalid =
        OutputDomainProto.newBuilder()
            .setClassName(ImmutableLatentCodeInfo.class.getName())
            .setSerializedData(Any.pack(valid().setCount(-2).build()))
            .build();
    byte[] bytes =
        JavaSerialization.write(new SerializedProto(SerializedProto.Kind.OUTPUT_INFO, invalid));
    InvalidObjectException thrown =
        assertThrows(InvalidObjectException.class, () -> JavaSerialization.read(bytes));
    assertSays(thrown, "Stored OUTPUT_INFO is invalid");
  }
}
