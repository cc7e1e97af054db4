package acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.LatentCode;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.likelihood.MixedLikelihood;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A likelihood that is not ours does everything that ours do. */
final class LaplaceTest {
  private static final MutableDataset<Event> ROWS = rows();
  private static VAEModel model;

  @TempDir Path folder;

  private static MutableDataset<Event> rows() {
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double u = random.nextGaussian();
      double[] values = {u, 100 - 20 * u + random.nextGaussian(), random.nextGaussian()};
      rows.add(
          new ArrayExample<>(factory.getUnknownOutput(), new String[] {"a", "b", "c"}, values));
    }
    return rows;
  }

  @BeforeAll
  static void train() {
    model =
        VAETrainer.builder()
            .hidden(16)
            .latent(2)
            .epochs(20)
            .likelihood(new Laplace())
            .build()
            .fit(ROWS);
  }

  @Test
  void trains() {
    double first =
        VAETrainer.builder()
            .hidden(16)
            .latent(2)
            .epochs(1)
            .likelihood(new Laplace())
            .build()
            .fit(ROWS)
            .score(ROWS)
            .stream()
            .mapToDouble(LatentCode::getELBO)
            .average()
            .orElseThrow();
    double last =
        model.score(ROWS).stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
    assertTrue(last > first + 0.1, first + " nats after one epoch, " + last + " after twenty");
  }

  @Test
  void isSavedAndLoaded() throws IOException {
    Path file = folder.resolve("laplace.tribuo");
    model.serializeToFile(file);
    VAEModel read = (VAEModel) Model.deserializeFromFile(file);
    assertEquals(model.describeLikelihood(), read.describeLikelihood());
    assertTrue(read.describeLikelihood().get(1).startsWith("acme.Laplace"));
    assertArrayEquals(
        model.logLikelihood(ROWS.getData(), 10), read.logLikelihood(ROWS.getData(), 10));
  }

  @Test
  void isExported() {
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      assertTrue(model.exportONNX(head, folder.resolve(head + ".onnx")) <= 1e-4, head);
      assertTrue(Files.exists(folder.resolve(head + ".onnx")));
    }
  }

  @Test
  void isOneOfAMixture() {
    VAEModel mixed =
        VAETrainer.builder()
            .hidden(8)
            .latent(2)
            .epochs(2)
            .likelihood(new MixedLikelihood("a|b=acme.Laplace:scale=0.25"))
            .build()
            .fit(ROWS);
    VAEModel read = (VAEModel) Model.deserialize(mixed.serialize());
    assertEquals(mixed.describeLikelihood(), read.describeLikelihood());
    assertTrue(mixed.describeLikelihood().toString().contains("acme.Laplace:scale=0.25"));
  }
}
