package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lateo.storage.OutputFile;

/** Makes an ONNX model of a graph, and writes it to a file. */
final class ModelFile {
  /** The version of the file format to which opset 13 belongs. */
  private static final long IR_VERSION = 7;

  private static final String ML_DOMAIN = "ai.onnx.ml";

  /** The version of that domain which Tribuo's operators belong to. */
  private static final long ML_OPSET = 1;

  private ModelFile() {}

  static ModelProto model(
      GraphProto graph, String head, ONNXMetadata metadata, WeightPrecision weights) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Lateo")
            .setProducerVersion(metadata.version())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(Operation.OPSET))
            .addAllMetadataProps(metadata.entries(head));
    if (weights == WeightPrecision.HALF) {
      model.addMetadataProps(ExternalWeights.entry(WeightPrecision.FIELD, WeightPrecision.FLOAT16));
    }
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(ML_DOMAIN))) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET));
    }
    ModelProto whole = model.setGraph(graph.toBuilder().setName(head)).build();
    boolean fits = ONNXFile.bytesOfWeights(whole) <= ONNXFile.LARGEST;
    return fits ? Seal.on(whole) : whole; // With a second file it is sealed when it is written.
  }

  /**
   * Writes a file, and before it the second file with its weights if there is one; neither is ever
   * left half-written, see {@link OutputFile}. If writing is interrupted between the two, the seal
   * tells that model and weights do not belong together.
   *
   * @throws UncheckedIOException if a file cannot be written, naming the path
   */
  static void write(ONNXFile file, Path path) {
    try {
      if (!file.weights().isEmpty()) {
        String location = ExternalWeights.location(file.model());
        write(path.resolveSibling(location), out -> writeWeights(file, out));
      }
      write(path, file.model()::writeTo);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + e.getMessage(), e);
    }
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void write(Path path, Content content) throws IOException {
    try (OutputFile file = OutputFile.at(path)) {
      file.write(
          temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
              content.writeTo(out);
            }
          });
    }
  }

  private static void writeWeights(ONNXFile file, OutputStream out) throws IOException {
    long written = 0;
    for (TensorProto tensor : file.external()) {
      for (; written < ExternalWeights.offset(tensor); written++) {
        out.write(0);
      }
      ByteString weights = file.weights().get(tensor.getName());
      weights.writeTo(out);
      written += weights.size();
    }
  }
}
