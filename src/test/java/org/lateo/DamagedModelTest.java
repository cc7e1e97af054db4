package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Likelihood;
import org.lateo.output.LatentCode;
import org.lateo.output.SerializedProto;
import org.lateo.protos.ChecksummedProto;
import org.lateo.protos.DefinitionProto;
import org.lateo.protos.PartProto;
import org.lateo.protos.StoredModelProto;
import org.lateo.storage.Checksummed;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.protos.core.ModelProto;

/** A file that is not what was written is refused, or gives the model that was written. */
final class DamagedModelTest {
  private static final int ALTERATIONS = 200;
  private static final MutableDataset<LatentCode> DATASET = Tiny.unit(40);
  private static final VAEModel MODEL = Tiny.trainer().build().fit(DATASET);
  private static final MutableDataset<Label> LABELLED = Labels.dataset(40);
  private static final LatentFeatureModel<Label> PIPELINE = Labels.trainer().train(LABELLED);

  private static Model<?> read(byte[] bytes) throws IOException {
    return Model.deserializeFromStream(new ByteArrayInputStream(bytes));
  }

  private static String allMessages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      all.append(t).append('\n');
    }
    return all.toString();
  }

  private static void assertRefused(ModelProto proto, String... parts) {
    String all =
        allMessages(assertThrows(IllegalStateException.class, () -> Model.deserialize(proto)));
    for (String part : parts) {
      assertTrue(all.contains(part), () -> "Expected '" + part + "' in: " + all.replace('\n', '|'));
    }
  }

  /** Every byte of the outer messages, and some of the rest. */
  private static int position(int i, byte[] bytes, Random random) {
    return i < 100 ? i : i < 120 ? bytes.length - 1 - (i - 100) : random.nextInt(bytes.length);
  }

  @Test
  void alteredBytes() {
    byte[] bytes = MODEL.serialize().toByteArray();
    Random random = new Random(1);
    for (int i = 0; i < ALTERATIONS; i++) {
      byte[] altered = bytes.clone();
      int at = position(i, bytes, random);
      altered[at] ^= (byte) (1 + random.nextInt(255));
      Object result =
          assertTimeout(Duration.ofSeconds(2), () -> readOrCatch(altered), "byte " + at);
      if (result instanceof VAEModel model) {
        Bits.assertSameModel(MODEL, model, DATASET);
      }
    }
  }

  /** The maps of a provenance may change their order when they are read, so all are read once. */
  @Test
  void alteredBytesOfAPipeline() throws IOException {
    byte[] bytes = PIPELINE.serialize().toByteArray();
    ModelProto expected = read(bytes).serialize();
    Random random = new Random(2);
    for (int i = 0; i < ALTERATIONS; i++) {
      byte[] altered = bytes.clone();
      int at = position(i, bytes, random);
      altered[at] ^= (byte) (1 << random.nextInt(8));
      Object result =
          assertTimeout(Duration.ofSeconds(2), () -> readOrCatch(altered), "byte " + at);
      if (result instanceof Model<?> model) {
        assertEquals(expected, model.serialize(), "byte " + at);
      }
    }
  }

  /** A model, or null after an exception of the kinds that a reader may expect. */
  private static Model<?> readOrCatch(byte[] bytes) {
    try {
      return read(bytes);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      assertNotNull(e.getMessage());
      return null;
    }
  }

  @Test
  void truncated() {
    byte[] bytes = MODEL.serialize().toByteArray();
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      byte[] start = Arrays.copyOf(bytes, i < 5 ? i : random.nextInt(bytes.length));
      assertTrue(readOrCatch(start) == null, () -> "read " + start.length + " bytes");
    }
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertSays(assertThrows(InvalidProtocolBufferException.class, () -> read(half)), "ended");
  }

  @Test
  void aFlippedBitInAWeight() {
    ModelProto proto =
        changed(
            content -> {
              byte[] bytes = content.toByteArray();
              bytes[bytes.length - 200] ^= 1;
              return ByteString.copyFrom(bytes);
            });
    assertRefused(proto, "VAEModel", "damaged", "expected checksum", "found");
  }

  private static ModelProto changed(UnaryOperator<ByteString> change) {
    try {
      ModelProto proto = MODEL.serialize();
      ChecksummedProto stored = proto.getSerializedData().unpack(ChecksummedProto.class);
      return proto.toBuilder()
          .setSerializedData(
              Any.pack(stored.toBuilder().setContent(change.apply(stored.getContent())).build()))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parts that do not fit together, the checksum right. */
  private static ModelProto rewritten(UnaryOperator<DefinitionProto.Builder> change) {
    return rewrittenWhole(p -> p.setDefinition(change.apply(p.getDefinitionBuilder())));
  }

  private static DefinitionProto.Builder setting(
      DefinitionProto.Builder p, String name, String value) {
    p.getArchitectureBuilder().putSetting(name, value);
    return p;
  }

  /** The message of a part of the architecture, made anew. */
  private static DefinitionProto.Builder part(
      DefinitionProto.Builder p, String field, PartProto.Builder part) {
    p.getArchitectureBuilder().putPart(field, part.build());
    return p;
  }

  private static ModelProto rewrittenWhole(UnaryOperator<StoredModelProto.Builder> change) {
    try {
      ChecksummedProto stored =
          MODEL.serialize().getSerializedData().unpack(ChecksummedProto.class);
      StoredModelProto.Builder content =
          StoredModelProto.parseFrom(stored.getContent()).toBuilder();
      return Checksummed.wrap(VAEModel.class, 0, change.apply(content).build());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void partsThatDoNotFit() {
    assertRefused(rewritten(p -> p.addShift(0).addScale(1)), "scaling of 6 columns", "found 7");
    assertRefused(rewritten(p -> p.addShift(0)), "as many scales as shifts", "found 6 and 7");
    assertRefused(rewritten(p -> p.setScale(2, -1)), "positive scale", "-1.0 in column 2");
    assertRefused(rewritten(p -> p.addParameter(0)), "parameter values", "found ");
    assertRefused(
        rewritten(p -> p.setParameter(7, Float.NaN)), "finite parameters", "found NaN at 7");
    assertRefused(
        rewritten(p -> setting(p, "latent", "4")),
        "dimensions [z0, z1, z2, z3]",
        "found [z0, z1, z2]");
    assertRefused(rewritten(p -> setting(p, "latent", "-1")), "latent", "at least 1", "found -1");
    assertRefused(
        rewritten(p -> setting(p, "activation", "tan")), "activation", "TANH", "found tan");
    assertRefused(rewritten(p -> setting(p, "weights", "tan")), "GLOROT", "found tan");
    assertRefused(
        rewritten(p -> setting(setting(p, "encoder", "2000000000"), "decoder", "2000000000")),
        "too large");
    assertRefused(rewrittenWhole(p -> p.clearMetadata()), "VAEModel");
  }

  @Test
  void partsOfAnUnknownName() {
    assertRefused(
        rewritten(p -> part(p, "likelihood", PartProto.newBuilder().setName("cauchy"))),
        "likelihood",
        "[bernoulli, categorical, discretised-logistic, gaussian,",
        "found cauchy");
    assertRefused(
        rewritten(
            p ->
                part(
                    p,
                    "likelihood",
                    PartProto.newBuilder().setName("gaussian").putSetting("variance", "SOME"))),
        "SHARED",
        "found SOME");
    assertRefused(
        rewritten(p -> part(p, "prior", PartProto.newBuilder().setName("tree"))),
        "prior",
        "[flow, mixture, standard-normal, vamp]",
        "found tree");
    assertRefused(
        rewritten(p -> part(p, "posterior", PartProto.newBuilder().setName("flow"))),
        "posterior",
        "[autoregressive-flow, cholesky-gaussian, diagonal-gaussian, planar-flow, point,",
        "found flow");
  }

  static boolean trapped;

  /** Of the class path, but no part: nothing that it does may happen. */
  static final class Trap {
    static {
      trapped = true;
    }

    private Trap() {}
  }

  /** The model with another likelihood. */
  private static ModelProto withLikelihood(String name, Map<String, String> settings) {
    return rewritten(
        p -> part(p, "likelihood", PartProto.newBuilder().setName(name).putAllSetting(settings)));
  }

  @Test
  void partsOfAnotherClass() {
    for (String name :
        List.of(
            Trap.class.getName(),
            "com.example.Missing",
            "java.lang.ProcessBuilder",
            "[Ljava.lang.String;",
            Likelihood.class.getName(),
            StandardNormalPrior.class.getName(),
            "")) {
      assertRefused(
          withLikelihood(name, Map.of()),
          "Expected a likelihood of [bernoulli, categorical,",
          "or the name of a class that implements org.lateo.likelihood.Likelihood, found " + name);
    }
    assertFalse(trapped);
  }

  @Test
  void partsWithOtherSettings() {
    assertRefused(
        withLikelihood("gaussian", Map.of("colour", "red")),
        "Expected settings of [standardDeviation, variance] for the likelihood gaussian, found"
            + " [colour]");
    assertRefused(
        withLikelihood("gaussian", Map.of("standardDeviation", "wide")),
        "Expected a number as standardDeviation of gaussian, found wide");
    assertRefused(
        withLikelihood("discretised-logistic", Map.of("levels", "2.5")),
        "Expected a whole number as levels of discretised-logistic, found 2.5");
    assertRefused(
        withLikelihood("mixed", Map.of("numbers", "gaussian:variance")),
        "Expected NAME:SETTING=VALUE,SETTING=VALUE, found gaussian:variance");
    assertRefused(
        withLikelihood("mixed", Map.of("numbers", "standard-normal")), "found standard-normal");
    assertRefused(
        withLikelihood("mixed", Map.of("rules", "a=mixed:rules=a=poisson")),
        "rules: Expected the likelihood of one group of columns, found mixed");
    assertRefused(
        withLikelihood("mixed", Map.of("groups", "mixed:groups=x\t0\tr")),
        "groups: Expected the likelihood of one group of columns, found mixed");
  }

  @Test
  void partsInPartsWithoutEnd() {
    String nested = "mixed:numbers=".repeat(50_000) + "gaussian";
    String wrapped = "mixed:numbers=(".repeat(50_000) + "gaussian" + ")".repeat(50_000);
    for (String numbers : List.of(nested, wrapped)) {
      assertRefused(
          withLikelihood("mixed", Map.of("numbers", numbers)),
          "Expected parts within parts at most 8 deep, found the likelihood mixed deeper");
    }
  }

  @Test
  void aNewerVersion() {
    assertRefused(
        MODEL.serialize().toBuilder().setVersion(1).build(),
        "VAEModel",
        "unknown version 1",
        "versions 0 to 0");
    assertRefused(
        PIPELINE.serialize().toBuilder().setVersion(7).build(),
        "LatentFeatureModel",
        "unknown version 7",
        "versions 0 to 0");
  }

  @Test
  void anotherClass() {
    Any data = MODEL.serialize().getSerializedData();
    ModelProto linear = PIPELINE.inner().serialize();
    assertInstanceOf(LinearSGDModel.class, Model.deserialize(linear));
    assertRefused(
        linear.toBuilder().setClassName(VAEModel.class.getName()).build(), "does not match");
    assertRefused(linear.toBuilder().setSerializedData(data).build(), "does not match");
    assertRefused(
        PIPELINE.serialize().toBuilder().setClassName(VAEModel.class.getName()).build(),
        "VAEModel: expected",
        "found 'LatentFeatureModel'");
    assertRefused(
        MODEL.serialize().toBuilder().setClassName(LatentFeatureModel.class.getName()).build(),
        "LatentFeatureModel: expected",
        "found 'VAEModel'");
    assertRefused(
        MODEL.serialize().toBuilder().setClassName("org.lateo.Nonesuch").build(), "Nonesuch");
  }

  @Test
  void javaStreamsSayWhy() throws IOException {
    byte[] bytes = JavaSerialization.write(MODEL);
    bytes[bytes.length - 200] ^= 1;
    InvalidObjectException refused =
        assertThrows(InvalidObjectException.class, () -> JavaSerialization.read(bytes));
    assertSays(refused, "MODEL", "damaged", "expected checksum");
  }

  private static Object filtered(byte[] bytes, long most)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(SerializedProto.filter(most));
      return in.readObject();
    }
  }

  /** A stream of others can hold anything that is on the class path. */
  @Test
  void javaStreamsHoldModelsAlone() throws IOException, ClassNotFoundException {
    byte[] bytes = JavaSerialization.write(MODEL);
    Bits.assertSameModel(MODEL, (VAEModel) filtered(bytes, bytes.length), DATASET);
    assertThrows(InvalidClassException.class, () -> filtered(bytes, bytes.length / 2));
    for (Object other : List.of(new ArrayList<>(List.of(1)), new Random(1), 1.5)) {
      byte[] stream = JavaSerialization.write(other);
      assertThrows(InvalidClassException.class, () -> filtered(stream, stream.length));
    }
  }
}
