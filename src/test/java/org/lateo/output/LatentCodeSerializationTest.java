package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InvalidObjectException;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Codes;
import org.lateo.JavaSerialization;
import org.lateo.protos.LatentCodeProto;
import org.tribuo.Output;
import org.tribuo.protos.core.OutputProto;
import org.tribuo.test.Helpers;

final class LatentCodeSerializationTest {

  static List<LatentCode> codes() {
    double impossible = Double.NEGATIVE_INFINITY;
    return List.of(
        LatentCode.UNKNOWN,
        Codes.encoded(0.1, -1e-300),
        Codes.scored(-90.5, 20.25, 1.0 / 3, 1e10, -0.0),
        new LatentCode(
            new String[] {"überall"}, new double[1], new double[1], impossible, impossible, 1));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void protobufKeepsEveryBit(LatentCode code) {
    assertTrue(code.fullEquals(Helpers.testProtoSerialization(code)));
    OutputProto proto = code.serialize();
    assertEquals(proto, Output.deserialize(proto).serialize());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void javaSerializationKeepsEveryBit(LatentCode code) throws Exception {
    LatentCode read = assertInstanceOf(LatentCode.class, JavaSerialization.roundTrip(code));
    assertEquals(code, read);
    assertTrue(code.fullEquals(read));
  }

  @Test
  void unknownStaysItself() throws Exception {
    assertSame(LatentCode.UNKNOWN, Output.deserialize(LatentCode.UNKNOWN.serialize()));
    assertSame(LatentCode.UNKNOWN, JavaSerialization.roundTrip(LatentCode.UNKNOWN));
  }

  private static LatentCodeProto.Builder valid() {
    return LatentCodeProto.newBuilder()
        .addAllName(List.of("z0", "z1"))
        .addAllMean(List.of(1.0, 2.0))
        .addAllLogVariance(List.of(0.0, 0.0))
        .setElbo(-3)
        .setReconstruction(-1)
        .setKl(2);
  }

  private static LatentCode read(int version, LatentCodeProto.Builder proto)
      throws InvalidProtocolBufferException {
    return LatentCode.deserializeFromProto(
        version, LatentCode.class.getName(), Any.pack(proto.build()));
  }

  @Test
  void readsAMessageByHand() throws Exception {
    assertTrue(read(0, valid()).fullEquals(Codes.scored(-1, 2, 1, 2)));
  }

  @Test
  void refusesUnknownVersions() {
    assertRefused(() -> read(7, valid()), "LatentCode", "unknown version 7", "versions 0 to 0");
    assertRefused(() -> read(-1, valid()), "unknown version -1");
  }

  @Test
  void refusesMessagesThatBreakARule() {
    assertRefused(() -> read(0, valid().addMean(3)), "2 values of mean", "found 3");
    assertRefused(() -> read(0, valid().clearLogVariance()), "2 values of logVariance", "found 0");
    assertRefused(() -> read(0, valid().clearName()), "at least 1 dimension name");
    assertRefused(() -> read(0, valid().setName(1, "z0")), "distinct", "'z0'");
    assertRefused(() -> read(0, valid().setMean(0, Double.NaN)), "finite mean", "'z0'");
    assertRefused(() -> read(0, valid().setElbo(5)), "elbo = reconstruction - kl", "elbo=5.0");
  }

  @Test
  void refusesAnotherMessage() {
    Any other = Any.pack(StringValue.of("z0"));
    assertThrows(
        InvalidProtocolBufferException.class,
        () -> LatentCode.deserializeFromProto(0, LatentCode.class.getName(), other));
  }

  @Test
  void javaSerializationValidates() throws Exception {
    OutputProto invalid =
        OutputProto.newBuilder()
            .setClassName(LatentCode.class.getName())
            .setSerializedData(Any.pack(valid().setElbo(5).build()))
            .build();
    byte[] bytes =
        JavaSerialization.write(new SerializedProto(SerializedProto.Kind.OUTPUT, invalid));
    InvalidObjectException thrown =
        assertThrows(InvalidObjectException.class, () -> JavaSerialization.read(bytes));
    assertSays(thrown, "Stored OUTPUT is invalid");
    assertSays(thrown.getCause().getCause().getCause(), "elbo = reconstruction - kl");
  }

  @Test
  void refusesAStreamOfFields() throws Exception {
    byte[] forged = forge(LatentCode.class);
    InvalidObjectException thrown =
        assertThrows(InvalidObjectException.class, () -> JavaSerialization.read(forged));
    assertSays(thrown, "LatentCode", "expected its protobuf form", "found its fields");
  }

  /** A stream that claims to hold an object of the class, without fields. */
  private static byte[] forge(Class<?> type) throws Exception {
    long id = ObjectStreamClass.lookup(type).getSerialVersionUID();
    byte[] name = type.getName().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
    out.writeShort(ObjectStreamConstants.STREAM_VERSION);
    out.writeByte(ObjectStreamConstants.TC_OBJECT);
    out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
    out.writeShort(name.length);
    out.write(name);
    out.writeLong(id);
    out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
    out.writeShort(0);
    out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    out.writeByte(ObjectStreamConstants.TC_NULL);
    return bytes.toByteArray();
  }
}
