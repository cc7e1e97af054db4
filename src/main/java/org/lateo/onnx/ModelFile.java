package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a graph into a model, and a model into a file. */
final class ModelFile {
  /** The version of the format that opset 13 came with. */
  private static final long IR_VERSION = 7;

  private static final String ML_DOMAIN = "ai.onnx.ml";

  /** The version of the domain that Tribuo's operators are of. */
  private static final long ML_OPSET = 1;

  private ModelFile() {}

  static ModelProto model(GraphProto graph, String head, OnnxMetadata metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Lateo")
            .setProducerVersion(metadata.version())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(Operation.OPSET))
            .addAllMetadataProps(metadata.entries(head));
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(ML_DOMAIN))) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET));
    }
    return Seal.on(model.setGraph(graph.toBuilder().setName(head)).build());
  }

  /**
   * Writes a file beside the path and moves it there, so that nothing half-written is ever seen.
   *
   * @throws UncheckedIOException if that fails, naming the path
   */
  static void write(byte[] model, Path path) {
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + "." + System.nanoTime() + ".part");
    try {
      if (Files.isDirectory(target)) {
        throw new IOException("it is a folder");
      }
      try {
        Files.write(part, model, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ": " + reason(e, target), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String reason(IOException e, Path target) {
    Path folder = target.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    return e.getMessage();
  }
}
