package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.lateo.Errors.assertRefused;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lateo.Codes;
import org.lateo.JavaSerialization;
import org.tribuo.OutputFactory;
import org.tribuo.test.Helpers;

final class LatentCodeFactoryTest {
  private final LatentCodeFactory factory = new LatentCodeFactory();

  private static LatentCode dimension(String name, double mean) {
    return new LatentCode(new String[] {name}, new double[] {mean}, new double[1]);
  }

  @Test
  void everyLabelIsUnknown() {
    for (Object label : Arrays.asList("", "7", "z0=0.5", 3, null)) {
      assertSame(LatentCode.UNKNOWN, factory.generateOutput(label));
    }
    assertSame(LatentCode.UNKNOWN, factory.getUnknownOutput());
    assertEquals(
        List.of(LatentCode.UNKNOWN, LatentCode.UNKNOWN),
        factory.generateOutputs(List.of("a", "b")));
  }

  @Test
  void speaksOfLatentCodes() {
    assertSame(LatentCode.class, factory.getTypeWitness());
    assertInstanceOf(LatentCodeEvaluator.class, factory.getEvaluator());
    assertEquals(new MutableLatentCodeInfo(), factory.generateInfo());
  }

  @Test
  void factoriesAreAlike() throws Exception {
    assertEquals(factory, new LatentCodeFactory());
    assertEquals(factory.hashCode(), new LatentCodeFactory().hashCode());
    assertNotEquals(factory, new Object());
    assertEquals(factory, Helpers.testProtoSerialization(factory));
    assertEquals(factory, JavaSerialization.roundTrip(factory));
  }

  @Test
  void provenanceRebuildsTheFactory() {
    Helpers.testProvenanceMarshalling(factory.getProvenance());
    Helpers.testConfigurableRoundtrip(factory);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(factory.getProvenance()));
    List<LatentCodeFactory> built = manager.lookupAll(LatentCodeFactory.class);
    assertEquals(List.of(factory), built);
  }

  @Test
  void refusesOtherMessages() {
    Any empty = Any.getDefaultInstance();
    String name = LatentCodeFactory.class.getName();
    assertRefused(
        () -> LatentCodeFactory.deserializeFromProto(1, name, empty),
        "LatentCodeFactory",
        "unknown version 1");
    assertRefused(
        () -> LatentCodeFactory.deserializeFromProto(0, name, Any.pack(StringValue.of("abc"))),
        "Expected no data",
        "found 5 bytes");
  }

  @Test
  void externalModelsBringTheirDomain() {
    ImmutableLatentCodeInfo info =
        factory.constructInfoForExternalModel(Map.of(dimension("b", 4), 1, dimension("a", 3), 0));
    assertArrayEquals(new String[] {"a", "b"}, info.getNames());
    assertEquals(1, info.getTotalObservations());
    assertEquals(3, info.getMean(0));
    assertEquals(4, info.getMean(1));
    OutputFactory<LatentCode> asInterface = factory;
    assertEquals(1, asInterface.constructInfoForExternalModel(Map.of(dimension("a", 0), 0)).size());
  }

  @Test
  void refusesExternalDomainsThatAreNoDomain() {
    assertRefused(
        () -> factory.constructInfoForExternalModel(Map.of(dimension("a", 0), 1)), "received 1");
    assertRefused(
        () -> factory.constructInfoForExternalModel(Map.of(Codes.encoded(1, 2), 0)),
        "one dimension",
        "z1");
    assertRefused(
        () -> factory.constructInfoForExternalModel(Map.of(LatentCode.UNKNOWN, 0)),
        "one dimension",
        "UNKNOWN");
    assertRefused(
        () ->
            factory.constructInfoForExternalModel(
                Map.of(dimension("a", 0), 1, dimension("b", 0), 0)),
        "ascending",
        "'a' after 'b'");
  }
}
