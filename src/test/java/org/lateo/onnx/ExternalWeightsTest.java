package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.nn.Activation;

/** Weights in a file beside the model's, which is what happens above 2 GB. */
final class ExternalWeightsTest {
  private static final SmallModel MODEL = SmallModel.bernoulli(Activation.TANH, 60, 50);

  @TempDir Path folder;

  /** Writes a model that may hold 1,000 bytes of weights itself. */
  private Path write(WeightPrecision weights) {
    Path path = folder.resolve("model.onnx");
    ModelProto model = MODEL.head(ONNXHead.ENCODER, weights);
    ONNXExport.writeChecked(
        model, MODEL.java(ONNXHead.ENCODER), Comparison.PLAIN, usualRows(), path, 1000);
    return path;
  }

  private static float[][] usualRows() {
    return CheckRows.features(MODEL.vae().support(), MODEL.scaling(), 20, 3);
  }

  @ParameterizedTest
  @EnumSource
  void twoFilesComputeWhatOneDoes(WeightPrecision weights) throws IOException {
    Path path = write(weights);
    Path one = folder.resolve("one.onnx");
    Files.write(one, MODEL.head(ONNXHead.ENCODER, weights).toByteArray());
    assertEquals(List.of("model.onnx", "model.onnx.data", "one.onnx"), files());
    try (ONNXSession two = ONNXSession.open(path, SessionSettings.DEFAULT);
        ONNXSession whole = ONNXSession.open(one, SessionSettings.DEFAULT)) {
      Map<String, float[][]> expected = whole.run(usualRows());
      two.run(usualRows()).forEach((name, v) -> assertArrayEquals(expected.get(name), v));
    }
  }

  @Test
  void largeConstantsBeginAtPages() throws IOException {
    ONNXFile file = ONNXFile.read(write(WeightPrecision.SINGLE));
    List<String> names = file.external().stream().map(TensorProto::getName).toList();
    assertEquals(List.of("encoder.0.weight", "encoder.1.weight"), names);
    assertEquals(0, ExternalWeights.offset(file.external().get(0)));
    assertEquals(4096, ExternalWeights.offset(file.external().get(1)));
    assertEquals(4096 + 60 * 50 * 4, Files.size(folder.resolve("model.onnx.data")));
    assertEquals(Files.size(folder.resolve("model.onnx")) + 16096, file.bytes());
    file.requireSealed();
  }

  @Test
  void whatFitsStaysInOneFile() throws IOException {
    Path path = folder.resolve("small.onnx");
    ONNXExport.writeChecked(
        MODEL.head(ONNXHead.ENCODER),
        MODEL.java(ONNXHead.ENCODER),
        Comparison.PLAIN,
        usualRows(),
        path);
    assertEquals(List.of("small.onnx"), files());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 4096, 16095})
  void damageOfTheWeightsIsFoundOut(int at) throws IOException {
    Path path = write(WeightPrecision.SINGLE);
    Path data = folder.resolve("model.onnx.data");
    byte[] bytes = Files.readAllBytes(data);
    bytes[at] ^= 4;
    Files.write(data, bytes);
    ONNXFile file = ONNXFile.read(path);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> file.requireSealed());
    assertTrue(e.getMessage().startsWith("Expected the SHA-256 "), e.getMessage());
  }

  @Test
  void withoutItsWeightsAModelIsNotOpened() throws IOException {
    Path path = write(WeightPrecision.SINGLE);
    byte[] model = Files.readAllBytes(path);
    IllegalArgumentException alone =
        assertThrows(
            IllegalArgumentException.class, () -> ONNXSession.open(model, SessionSettings.DEFAULT));
    assertEquals(
        "Expected the weights encoder.0.weight, found none: they are in another file",
        alone.getMessage());
    Files.delete(folder.resolve("model.onnx.data"));
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class, () -> ONNXSession.open(path, SessionSettings.DEFAULT));
    assertEquals("Cannot read " + path, e.getMessage());
  }

  /** The model with one field of one constant's place changed. */
  private String refused(String constant, String key, String value) throws IOException {
    Path path = write(WeightPrecision.SINGLE);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(path)).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      for (StringStringEntryProto.Builder entry : tensor.getExternalDataBuilderList()) {
        if (tensor.getName().equals(constant) && entry.getKey().equals(key)) {
          entry.setValue(value);
        }
      }
    }
    Files.write(path, model.build().toByteArray());
    return assertThrows(IllegalArgumentException.class, () -> ONNXFile.read(path)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../model.onnx.data", "/etc/passwd", "a/b", "..", ".", "C:\\x", "file:x", ""})
  void aLocationIsAFileBesideTheModel(String location) throws IOException {
    assertEquals(
        "Expected weights in a file beside the model's, found the location " + location,
        refused("encoder.0.weight", "location", location));
  }

  @ParameterizedTest
  @CsvSource({
    "location, other.data",
    "offset, 4097",
    "offset, 999999999999",
    "length, 11999",
    "length, 99999999999"
  })
  void weightsLieInsideTheFile(String key, String value) throws IOException {
    String message = refused("encoder.1.weight", key, value);
    String start = "Expected the weights encoder.1.weight in model.onnx.data, found [60, 50] of ";
    assertTrue(message.startsWith(start), message);
    assertTrue(message.contains(value), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "", "1e3", "99999999999999999999"})
  void placesAreNumbers(String value) throws IOException {
    assertEquals(
        "Expected a number as offset of the weights encoder.1.weight, found " + value,
        refused("encoder.1.weight", "offset", value));
  }

  /** As a Constant that points to a file, which ONNX Runtime would read. */
  @Test
  void operatorsPointToNoFile() throws IOException {
    Path path = folder.resolve("constant.onnx");
    TensorProto elsewhere =
        TensorProto.newBuilder()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(ExternalWeights.entry("location", "../secret"))
            .build();
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput("c")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(elsewhere))
            .build();
    ModelProto.Builder model = MODEL.head(ONNXHead.ENCODER).toBuilder();
    model.getGraphBuilder().addNode(node);
    Files.write(path, model.build().toByteArray());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ONNXFile.read(path));
    assertTrue(e.getMessage().contains("found an operator's in"), e.getMessage());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }
}
