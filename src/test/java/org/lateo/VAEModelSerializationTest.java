package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.nn.Activation;
import org.lateo.output.LatentCode;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.test.Helpers;

/** A model that has been stored and read, or copied, gives the same bits. */
final class VAEModelSerializationTest {
  /** One of each likelihood, and shapes that are not the default. */
  enum Kind {
    BERNOULLI(new Bernoulli(), 16),
    MULTINOMIAL(new Multinomial(), 16),
    GAUSSIAN_SHARED(new Gaussian(Gaussian.Variance.SHARED), 16, 5),
    GAUSSIAN_FEATURE(new Gaussian(), 16),
    GAUSSIAN_ROW(new Gaussian(Gaussian.Variance.ROW)); // Linear

    @SuppressWarnings("ImmutableEnumChecker") // Parts have no setters.
    private final VAEModel model;

    Kind(Likelihood likelihood, int... hidden) {
      model =
          Tiny.trainer()
              .hidden(hidden)
              .decoderHidden(7)
              .activation(Activation.SOFTPLUS)
              .likelihood(likelihood)
              .build()
              .fit(likelihood instanceof Multinomial ? COUNTS : DATASET);
    }
  }

  private static final MutableDataset<LatentCode> DATASET = Tiny.unit(100);
  private static final MutableDataset<LatentCode> COUNTS = Tiny.counts(100);

  private static void assertSame(VAEModel expected, Object found) {
    VAEModel model = assertInstanceOf(VAEModel.class, found);
    Likelihood likelihood = expected.definition().architecture().likelihood();
    boolean counts = likelihood instanceof Multinomial;
    Bits.assertSameModel(expected, model, counts ? COUNTS : DATASET);
    assertEquals(counts, model.definition().sparse());
    assertEquals(expected.getName(), model.getName());
    assertEquals(expected.getProvenance(), model.getProvenance());
    assertEquals(expected.getOutputIDInfo(), model.getOutputIDInfo());
    assertEquals(words(expected), words(model));
  }

  /** Tribuo writes provenance in the order of a hash map, which depends on how it was filled. */
  private static List<String> words(VAEModel model) {
    return Stream.of(model.toString().split("[,{}()\\[\\]]+", -1))
        .map(String::strip)
        .sorted()
        .toList();
  }

  /** The second message is as long as the first: its provenance may stand in another order. */
  @ParameterizedTest
  @EnumSource
  void protobuf(Kind kind) {
    Model<?> once = Model.deserialize(kind.model.serialize());
    assertSame(kind.model, once);
    assertSame(kind.model, Model.deserialize(once.serialize()));
    assertEquals(kind.model.serialize().getSerializedSize(), once.serialize().getSerializedSize());
  }

  @ParameterizedTest
  @EnumSource
  void file(Kind kind, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("vae.tribuo");
    kind.model.serializeToFile(file);
    assertSame(kind.model, Model.deserializeFromFile(file));
  }

  @ParameterizedTest
  @EnumSource
  void javaSerialization(Kind kind) throws Exception {
    assertSame(kind.model, JavaSerialization.roundTrip(kind.model));
  }

  @ParameterizedTest
  @EnumSource
  void copy(Kind kind) {
    assertSame(kind.model, kind.model.copy());
  }

  @ParameterizedTest
  @EnumSource
  void tribuosHelpers(Kind kind) {
    Helpers.testModelSerialization(kind.model, LatentCode.class);
    assertSame(
        kind.model, Helpers.testModelProtoSerialization(kind.model, LatentCode.class, DATASET));
    Helpers.testProvenanceMarshalling(kind.model.getProvenance());
  }

  @Test
  void nameGoesAlong() {
    VAEModel model = (VAEModel) Kind.BERNOULLI.model.copy();
    model.setName("pixels");
    assertEquals("pixels", Model.deserialize(model.serialize()).getName());
    assertEquals("pixels", model.copy().getName());
  }
}
