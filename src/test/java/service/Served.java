package service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A small model, its files, and a client for the tests of the service. */
final class Served {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Served() {}

  /**
   * A model of {@code a}, {@code b}, {@code colour@blue} and {@code colour@red}.
   *
   * @param missing which features may be missing, a regular expression
   */
  static VAEModel model(String... missing) {
    LatentCodeFactory factory = new LatentCodeFactory();
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("served", factory), factory);
    RandomStream random = RandomStream.of(1, "served");
    for (int i = 0; i < 60; i++) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      example.add("a", random.uniform(2L * i));
      example.add("b", 100 * random.uniform(2L * i + 1));
      example.add(i % 2 == 0 ? "colour@blue" : "colour@red", 1);
      dataset.add(example);
    }
    return VAETrainer.builder()
        .hidden(8)
        .latent(2)
        .epochs(2)
        .threads(1)
        .missing(missing)
        .build()
        .fit(dataset);
  }

  /** Its files, one for each head. */
  static List<Path> export(VAEModel model, Path folder, String... heads) {
    List<Path> files = new ArrayList<>();
    for (String head : heads) {
      files.add(folder.resolve(head + ".onnx"));
      model.exportONNX(head, folder.resolve(head + ".onnx"));
    }
    return files;
  }

  static HttpResponse<String> post(int port, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        to(port, path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return CLIENT.send(to(port, path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }
}
