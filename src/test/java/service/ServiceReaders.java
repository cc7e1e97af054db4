package service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lateo.ONNXVAE;
import org.lateo.hostile.HostileReader;
import org.lateo.hostile.HostileReader.Kind;

/** The reader of the service's requests. */
public final class ServiceReaders {
  private static final List<String> BODIES =
      List.of(
          "{\"rows\": [[0.5, 20, 0, 1], [1e-3, 99.5, 1, 0]]}",
          "{\"rows\": [{\"b\": 20, \"a\": 0.5, \"colour@red\": 1},\n {\"a\": null, \"b\": 9}]}");

  private ServiceReaders() {}

  /** Rows as arrays and as objects; the model may miss any. */
  public static List<HostileReader> all(Path folder) {
    Path file = Served.export(Served.model(".*"), folder, "encoder").get(0);
    ONNXVAE model = ONNXVAE.open(file);
    RowReader reader = new RowReader(model, Limits.DEFAULT.rows());
    return List.of(
        new HostileReader(
            "request",
            BODIES.stream().map(body -> body.getBytes(StandardCharsets.UTF_8)).toList(),
            Kind.TEXT,
            List.of(Refusal.class),
            body -> {
              model.run(reader.read(body, false));
              reader.read(body, true);
            }));
  }
}
