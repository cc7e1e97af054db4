package service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;

/** Something to serve for those who have no model yet: readings of the pump in test-data. */
final class PumpFiles {
  private PumpFiles() {}

  /** Trains, and exports codes and scores to temporary files, which go with the JVM. */
  static List<Path> export(int epochs) throws IOException {
    TableOptions readings =
        TableOptions.of(Path.of("test-data", "telemetry-train.csv.gz")).withResponse("status");
    VAEModel model =
        VAETrainer.builder()
            .hidden(128)
            .latent(8)
            .epochs(epochs)
            .build()
            .fit(Table.read(readings).events("ANOMALOUS"));
    List<Path> files = new ArrayList<>();
    for (String head : List.of("encoder", "score")) {
      Path file = Files.createTempFile("pump-" + head, ".onnx");
      file.toFile().deleteOnExit();
      model.exportONNX(head, file);
      files.add(file);
    }
    return files;
  }
}
