package org.lateo.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.anomaly.ONNXDetector;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.hostile.HostileReader.Kind;
import org.lateo.inference.ScoreKind;
import org.lateo.onnx.ONNXFile;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.Resealed;
import org.lateo.onnx.WeightPrecision;
import org.tribuo.anomaly.Event;

/**
 * Readers of exported files, whose seals are made right: of the file, as far as ONNX Runtime does
 * not see it, and of its metadata, after which ONNX Runtime opens the graph as it was written.
 */
final class ONNXReaders {
  private static final List<Class<? extends Exception>> DOCUMENTED =
      List.of(IllegalArgumentException.class);

  private ONNXReaders() {}

  static List<HostileReader> all(Path folder) {
    VAEModel model =
        Tiny.trainer().epochs(1).hidden(4).latent(2).missing(".*").build().fit(Tiny.unit(30));
    VAEAnomalyModel detector = ModelReaders.detector(ScoreKind.ELBO);
    Path encoder = folder.resolve("encoder.onnx");
    Path scores = folder.resolve("scores.onnx");
    model.exportONNX("encoder", encoder);
    detector.exportONNX("score", scores, WeightPrecision.SINGLE);
    byte[] detectorFile = bytes(scores);
    return Stream.concat(
            Stream.of(
                new HostileReader(
                    "onnx",
                    List.of(bytes(encoder), detectorFile),
                    Kind.PROTOBUF,
                    DOCUMENTED,
                    input -> read(Files.write(folder.resolve("o.onnx"), Resealed.of(input))))),
            Stream.of(
                    "lateo.features", "lateo.groups", "lateo.unseen_values", "lateo.unseen_feature")
                .map(field -> metadata(folder, detectorFile, field)))
        .toList();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path path) throws IOException {
    ONNXFile file = ONNXFile.read(path);
    file.requireSealed();
    file.nodes();
    file.bytes();
    Map<String, String> fields = Resealed.metadata(file);
    ONNXMetadata metadata = ONNXMetadata.of(fields);
    metadata.missingColumns();
  }

  private static HostileReader metadata(Path folder, byte[] file, String field) {
    return new HostileReader(
        "onnx-" + field.substring(field.lastIndexOf('.') + 1),
        List.of(value(file, field)),
        Kind.TEXT,
        DOCUMENTED,
        input -> {
          String value = new String(input, StandardCharsets.UTF_8);
          Path changed = Files.write(folder.resolve("m.onnx"), Resealed.with(file, field, value));
          try (ONNXDetector detector = ONNXDetector.open(changed)) {
            detector.predict(List.of(Tiny.example(new Event(Event.EventType.UNKNOWN), 0, 1)));
          }
        });
  }

  private static byte[] value(byte[] file, String field) {
    try {
      return Resealed.field(file, field).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
