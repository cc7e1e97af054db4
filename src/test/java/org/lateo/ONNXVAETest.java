package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.math.RandomStream;
import org.lateo.onnx.ExecutionProvider;
import org.lateo.onnx.SessionSettings;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.storage.LateoVersion;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;

/** Exported files, opened again, say what Java says. */
final class ONNXVAETest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.unit(100);
  private static final VAEModel MODEL = Tiny.trainer().epochs(3).build().fit(DATASET);

  @TempDir private static Path folder;

  @BeforeAll
  static void export() {
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      MODEL.exportONNX(head, file(head));
    }
  }

  private static Path file(String head) {
    return folder.resolve(head + ".onnx");
  }

  private static ONNXVAE open(String head) {
    return ONNXVAE.open(file(head));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void encodesLikeJava(int count) {
    List<Example<LatentCode>> examples = DATASET.getData().subList(0, count);
    List<LatentCode> expected = MODEL.encode(examples);
    try (ONNXVAE encoder = open("encoder")) {
      List<LatentCode> found = encoder.encode(examples);
      for (int i = 0; i < count; i++) {
        assertArrayEquals(expected.get(i).getMean(), found.get(i).getMean(), 1e-5);
        assertArrayEquals(expected.get(i).getLogVariance(), found.get(i).getLogVariance(), 1e-5);
      }
    }
  }

  @Test
  void scoresLikeJava() {
    List<LatentCode> expected = MODEL.score(DATASET.getData());
    try (ONNXVAE score = open("score")) {
      Map<String, float[][]> found = score.run(DATASET.getData());
      assertEquals(
          Set.of("elbo", "reconstruction_nats", "kl", "feature_nats"), score.outputs().keySet());
      for (int i = 0; i < DATASET.size(); i++) {
        assertEquals(expected.get(i).getELBO(), found.get("elbo")[i][0], 1e-4);
      }
    }
  }

  @Test
  void decodesLikeJava() {
    double[] z = new double[MODEL.latent()];
    Arrays.fill(z, 0.5);
    float[] row = new float[z.length];
    Arrays.fill(row, 0.5f);
    try (ONNXVAE decoder = open("decoder")) {
      float[] found = decoder.run(new float[][] {row}).get("reconstruction")[0];
      double[] expected = MODEL.decode(z);
      for (int c = 0; c < expected.length; c++) {
        assertEquals(expected[c], found[c], 1e-5);
      }
      assertRefused(() -> decoder.run(DATASET.getData()), "takes features", "decoder");
      assertRefused(() -> decoder.encode(DATASET.getData()), "an encoder", "head decoder");
    }
  }

  @Test
  void saysWhatItIs() {
    try (ONNXVAE encoder = open("encoder")) {
      assertEquals("encoder", encoder.head());
      assertEquals(MODEL.featureNames(), encoder.features());
      assertEquals(List.of(), encoder.missing());
      assertEquals(LateoVersion.VERSION, encoder.version());
      assertEquals(
          Map.of("mean", MODEL.latent(), "log_variance", MODEL.latent()), encoder.outputs());
    }
  }

  /** Arrays, buffers and ND4J's arrays are the same rows, and the same memory serves them all. */
  @Test
  void takesRowsInAnyForm() {
    float[][] rows = rows(5);
    try (ONNXVAE encoder = open("encoder")) {
      float[][] expected = encoder.run(rows).get("mean");
      FloatBuffer buffer = FloatBuffer.allocate(5 * Tiny.COLUMNS);
      Arrays.stream(rows).forEach(buffer::put);
      FloatBuffer mean = encoder.run(buffer.flip()).get("mean");
      assertEquals(5 * Tiny.COLUMNS, buffer.remaining());
      for (float[] row : expected) {
        float[] found = new float[row.length];
        mean.get(found);
        assertArrayEquals(row, found);
      }
      assertArrayEquals(expected, encoder.run(Nd4j.create(rows)).get("mean").toFloatMatrix());
      float[][] first = encoder.run(rows).get("mean");
      encoder.run(rows(5, 9));
      assertArrayEquals(expected, first, "what was handed out is the caller's own");
    }
  }

  private static float[][] rows(int count) {
    return rows(count, 1);
  }

  private static float[][] rows(int count, long seed) {
    float[][] rows = new float[count][Tiny.COLUMNS];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < Tiny.COLUMNS; c++) {
        rows[i][c] = (float) RandomStream.of(seed, "rows").uniform((long) i * Tiny.COLUMNS + c);
      }
    }
    return rows;
  }

  @Test
  void missingValuesAreKnownFromTheFile() {
    MutableDataset<LatentCode> table = IncompleteTable.dataset(60);
    VAEModel model = Tiny.trainer().missing(".*").epochs(2).build().fit(table);
    Path path = folder.resolve("gaps.onnx");
    model.exportONNX("encoder", path);
    List<LatentCode> expected = model.encode(table.getData());
    try (ONNXVAE encoder = ONNXVAE.open(path)) {
      assertEquals(model.featureNames(), encoder.missing());
      List<LatentCode> found = encoder.encode(table.getData());
      for (int i = 0; i < table.size(); i++) {
        assertArrayEquals(expected.get(i).getMean(), found.get(i).getMean(), 1e-5);
      }
    }
  }

  /** Every way in has the same door. */
  @ParameterizedTest
  @ValueSource(strings = {"encoder", "decoder", "reconstruction", "score"})
  void refusesWhatIsNoNumber(String head) {
    try (ONNXVAE opened = open(head)) {
      String name = head.equals("decoder") ? "z1" : "f001";
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        float[][] rows = new float[3][opened.columns()];
        rows[2][1] = bad;
        String[] said = {"found " + bad + " in row 2, column 1 (both from 0), " + name};
        assertRefused(() -> opened.run(rows), said);
        FloatBuffer flat = FloatBuffer.allocate(1 + 3 * opened.columns());
        flat.put(0f);
        Arrays.stream(rows).forEach(flat::put);
        assertRefused(() -> opened.run(flat.flip().position(1)), said);
        assertRefused(() -> opened.run(Nd4j.create(rows)), said);
      }
    }
  }

  @Test
  void refusesNullAndRowsOfAnotherLength() {
    try (ONNXVAE opened = open("encoder")) {
      assertRefused(() -> opened.run((float[][]) null), "Expected rows [batch, columns]", "null");
      assertRefused(() -> opened.run((FloatBuffer) null), "found null");
      assertRefused(() -> opened.run((INDArray) null), "found null");
      assertRefused(() -> opened.run((List<Example<LatentCode>>) null), "list of examples");
      assertRefused(() -> opened.encode(Arrays.asList(DATASET.getExample(0), null)), "row 1");
      assertRefused(() -> opened.rows(null), "list of examples, found null");
      float[][] rows = {new float[Tiny.COLUMNS], null};
      assertRefused(() -> opened.run(rows), "Expected 6 values for input, found null in row 1");
      rows[1] = new float[5];
      assertRefused(() -> opened.run(rows), "Expected 6 values for input, found 5 in row 1");
      assertRefused(() -> opened.run(FloatBuffer.allocate(7)), "found 7 values");
      assertRefused(() -> opened.run(Nd4j.create(new float[6])), "[batch, columns]");
      assertRefused(() -> opened.run(Nd4j.create(new float[2][5])), "found 5 in row 0");
    }
  }

  /** NaN is a missing value where the model was trained so, in all columns of a field. */
  @Test
  void missingValuesAreNotANumberWhereTheyMayBe() {
    Path gaps = folder.resolve("gaps-of-a-field.onnx");
    MutableDataset<LatentCode> rows = Codes.dataset();
    for (int i = 0; i < 40; i++) {
      String[] names = {i % 2 == 0 ? "colour@blue" : "colour@red", "size"};
      rows.add(new ArrayExample<>(LatentCode.UNKNOWN, names, new double[] {1, i % 7}));
    }
    VAEModel model = Tiny.trainer().missing("colour").build().fit(rows);
    model.exportONNX("encoder", gaps);
    try (ONNXVAE opened = ONNXVAE.open(gaps)) {
      float nan = Float.NaN;
      assertEquals(1, opened.run(new float[][] {{nan, nan, 3}}).get("mean").length);
      assertRefused(
          () -> opened.run(new float[][] {{nan, 1, 3}}),
          "or NaN in all columns of a field, found NaN in row 0, column 0",
          "colour@blue");
      assertRefused(() -> opened.run(new float[][] {{0, 1, nan}}), "column 2", "size");
      assertRefused(
          () -> opened.run(new float[][] {{nan, Float.POSITIVE_INFINITY, 1}}), "column 0");
    }
  }

  @Test
  void featuresItDoesNotKnowAreIgnoredUnlessItKnowsNone() {
    LatentCode unknown = new LatentCodeFactory().getUnknownOutput();
    Example<LatentCode> known = Tiny.example(unknown, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    Example<LatentCode> more = known.copy();
    more.add(new Feature("zzz", 5));
    Example<LatentCode> none = new ArrayExample<>(unknown);
    none.add(new Feature("zzz", 5));
    try (ONNXVAE encoder = open("encoder")) {
      assertArrayEquals(
          encoder.encode(List.of(known)).get(0).getMean(),
          encoder.encode(List.of(more)).get(0).getMean());
      assertRefused(() -> encoder.encode(List.of(none)), "at least one of the model's 6 features");
      assertRefused(() -> encoder.encode(List.of()), "at least 1 row");
      assertRefused(() -> encoder.run(new float[2][5]), "6 values for input", "5 in row 0");
      assertRefused(() -> encoder.run(FloatBuffer.allocate(7)), "rows of 6 values", "found 7");
    }
  }

  @Test
  void manyCallersAtOnceGetTheirOwn() {
    try (ONNXVAE encoder = open("encoder")) {
      float[][][] batches = new float[64][][];
      float[][][] expected = new float[64][][];
      for (int i = 0; i < batches.length; i++) {
        batches[i] = rows(1 + i % 12, i);
        expected[i] = encoder.run(batches[i]).get("mean");
      }
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              i -> assertArrayEquals(expected[i % 64], encoder.run(batches[i % 64]).get("mean")));
    }
  }

  /** The same numbers in whatever company, but for the last digit. */
  @ParameterizedTest
  @ValueSource(strings = {"encoder", "score"})
  void rowsOfConcurrentCallersAreRunTogether(String head) {
    SessionSettings together = SessionSettings.DEFAULT.batching(16, 200);
    try (ONNXVAE alone = open(head);
        ONNXVAE batching = ONNXVAE.open(file(head), together)) {
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              i -> {
                float[][] rows = rows(1 + i % 5, i);
                Map<String, float[][]> found = batching.run(rows);
                alone.run(rows).forEach((name, e) -> assertClose(e, found.get(name)));
              });
      assertRefused(() -> batching.run(new float[2][5]), "6 values for input", "5 in row 0");
      assertRefused(() -> batching.run(new float[0][]), "at least 1 row");
    }
  }

  private static void assertClose(float[][] expected, float[][] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found[i], 1e-5f);
    }
  }

  /** Who waits for others when it is closed gets its numbers; who comes later is refused. */
  @Test
  void closingWaitsForCallersThatWait() throws Exception {
    ONNXVAE batching = ONNXVAE.open(file("encoder"), SessionSettings.DEFAULT.batching(16, 300_000));
    FutureTask<Map<String, float[][]>> caller = new FutureTask<>(() -> batching.run(rows(2)));
    Thread thread = new Thread(caller);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING && !caller.isDone()) {
      Thread.onSpinWait();
    }
    batching.close();
    assertEquals(2, caller.get().get("mean").length);
    assertSays(
        assertThrows(IllegalStateException.class, () -> batching.run(rows(1))), "a closed one");
  }

  /** Calls of many sizes share memory, and none sees what another left there. */
  @Test
  void sizesShareMemory() {
    try (ONNXVAE encoder = open("encoder")) {
      for (int i = 0; i < 300; i++) {
        float[][] rows = rows(1 + i * 7 % 67, i);
        float[][] found = encoder.run(rows).get("mean");
        assertClose(encoder.run(new float[][] {rows[0]}).get("mean"), new float[][] {found[0]});
        int last = rows.length - 1;
        assertClose(
            encoder.run(new float[][] {rows[last]}).get("mean"), new float[][] {found[last]});
      }
    }
  }

  @Test
  void isClosedOnce() {
    ONNXVAE encoder = open("encoder");
    encoder.run(rows(1));
    encoder.close();
    encoder.close();
    assertSays(
        assertThrows(IllegalStateException.class, () -> encoder.run(rows(1))), "a closed one");
  }

  /** Where the GPU's ONNX Runtime stands in for ours these are to be had, and the test is moot. */
  @ParameterizedTest
  @EnumSource(names = {"CUDA", "TENSORRT"})
  void providersThatAreNotThereAreRefusedOrReplaced(ExecutionProvider provider) {
    assumeFalse(provider.isBuiltIn());
    SessionSettings settings = SessionSettings.DEFAULT.on(provider);
    assertSays(
        assertThrows(
            UnsupportedOperationException.class, () -> ONNXVAE.open(file("encoder"), settings)),
        provider.name(),
        "onnxruntime_gpu");
    try (ONNXVAE expected = open("encoder");
        ONNXVAE found = ONNXVAE.open(file("encoder"), settings.orProcessor())) {
      assertArrayEquals(expected.run(rows(3)).get("mean"), found.run(rows(3)).get("mean"));
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertRefused(() -> ONNXVAE.open(text), "text.onnx", "Expected an ONNX file");
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    assertRefused(() -> ONNXVAE.open(empty), "lateo.sha256", "found none");
    assertThrows(UncheckedIOException.class, () -> ONNXVAE.open(folder.resolve("nowhere.onnx")));
  }

  /**
   * Bits flipped, bytes exchanged and files cut short, a thousand of each file: every one is found
   * out, or the file still says the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"encoder", "score"})
  void damageIsFoundOut(String head) throws IOException {
    byte[] whole = Files.readAllBytes(file(head));
    float[][] rows = rows(2);
    Map<String, float[][]> expected;
    try (ONNXVAE intact = open(head)) {
      expected = intact.run(rows);
    }
    Path path = folder.resolve("damaged.onnx");
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      Files.write(path, damaged(whole, RandomStream.of(i, head)));
      try (ONNXVAE damaged = ONNXVAE.open(path)) {
        damaged.run(rows).forEach((name, found) -> assertArrayEquals(expected.get(name), found));
      } catch (IllegalArgumentException e) {
        assertSays(e, "damaged.onnx", "Expected");
        refused++;
      }
    }
    assertTrue(refused > 950, refused + " refused");
  }

  private static byte[] damaged(byte[] whole, RandomStream random) {
    int at = random.below(whole.length, 0);
    byte[] bytes = whole.clone();
    switch (random.below(3, 1)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.below(8, 2));
      case 1 -> bytes[at] = (byte) random.below(256, 2);
      default -> {
        return Arrays.copyOf(whole, at);
      }
    }
    return bytes;
  }
}
