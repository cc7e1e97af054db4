package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Activation;

final class ONNXExportTest {
  @TempDir Path folder;

  private static double write(SmallModel model, ONNXHead head, Path path) {
    return ONNXExport.writeChecked(
        model.vae(),
        model.parameters(),
        head,
        SmallModel.metadata(),
        WeightPrecision.SINGLE,
        model.rows(),
        Scaling.none(SmallModel.COLUMNS),
        path);
  }

  @ParameterizedTest
  @MethodSource("org.lateo.onnx.SmallModel#heads")
  void modelsWithoutHiddenLayersExport(ONNXHead head) {
    write(SmallModel.of(new Gaussian(), Activation.RELU), head, folder.resolve("linear.onnx"));
    write(SmallModel.bernoulli(Activation.RELU), head, folder.resolve("linear.onnx"));
  }

  @Test
  void aFileRunsFromDiskAndIsReplaced() {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    Path path = folder.resolve("model.onnx");
    write(model, ONNXHead.DECODER, path);
    write(model, ONNXHead.ENCODER, path);
    float[][] rows = model.rows();
    try (ONNXSession session = ONNXSession.open(path, SessionSettings.DEFAULT)) {
      assertEquals("input", session.input());
      assertEquals(SmallModel.COLUMNS, session.columns());
      assertEquals("encoder", session.metadata().get(ONNXMetadata.HEAD_FIELD));
      float[][] expected = model.java(ONNXHead.ENCODER).apply(rows).get("mean");
      float[][] found = session.run(rows).get("mean");
      for (int r = 0; r < rows.length; r++) {
        assertArrayEquals(expected[r], found[r], 1e-5f);
      }
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed() throws IOException {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    Path path = folder.resolve("missing").resolve("model.onnx");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> write(model, ONNXHead.ENCODER, path));
    assertEquals(
        "Cannot write " + path + ": expected an existing folder, found none at " + path.getParent(),
        e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> write(model, ONNXHead.ENCODER, folder));
    assertEquals(
        "Cannot write " + folder + ": expected a file to write, found a folder or device",
        e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void aModelThatDiffersLeavesTheOldFile() throws IOException {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    SmallModel other = SmallModel.bernoulli(Activation.RELU, 5);
    Path path = Files.writeString(folder.resolve("model.onnx"), "old");
    assertThrows(
        ONNXMismatchException.class,
        () ->
            ONNXExport.writeChecked(
                model.head(ONNXHead.ENCODER),
                other.java(ONNXHead.ENCODER),
                Comparison.PLAIN,
                model.rows(),
                path));
    assertEquals("old", Files.readString(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void featureNamesAreCounted() {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    ONNXMetadata two = new ONNXMetadata("0.1", List.of("a", "b"), null);
    for (ONNXHead head : SmallModel.heads()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  ONNXExport.head(
                      model.vae(), model.parameters(), head, two, WeightPrecision.SINGLE));
      assertEquals("Expected 6 feature names, found 2", e.getMessage());
    }
  }

  @Test
  void headsHaveNames() {
    float[] draws = new float[SmallModel.LATENT];
    for (ONNXHead head : ONNXHead.all(draws)) {
      assertEquals(head.id(), ONNXHead.of(head.id(), draws).id());
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ONNXHead.of("tail", draws));
    assertEquals(
        "Expected a head of [encoder, decoder, reconstruction, score], found tail", e.getMessage());
  }

  @Test
  void drawsHaveTheLatentDimensions() {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    ONNXHead head = ONNXHead.score(new float[4]);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> model.head(head));
    assertEquals("Expected draws of 3 dimensions, found 4 numbers", e.getMessage());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
