import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Says what a program that depends on the library gets, and uses it. */
public final class Consumer {
  /** What only the command line needs, and what is for the program to choose. */
  private static final List<String> NOT_OURS_TO_BRING =
      List.of(
          "org.lateo.app.Main",
          "picocli.CommandLine",
          "me.tongfei.progressbar.ProgressBar",
          "org.slf4j.impl.StaticLoggerBinder");

  private Consumer() {}

  public static void main(String[] args) throws Exception {
    describe();
    NOT_OURS_TO_BRING.forEach(Consumer::requireAbsent);
    requireNoClassPath();
    use();
  }

  private static void describe() throws IOException {
    List<String> jars = new ArrayList<>();
    long bytes = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        jars.add(Path.of(entry).getFileName().toString());
        bytes += Files.size(Path.of(entry));
      }
    }
    System.out.printf("%d jars, %.1f MB: %s%n", jars.size(), bytes / 1e6, jars);
  }

  private static void requireAbsent(String name) {
    try {
      Class.forName(name, false, Consumer.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new IllegalStateException("Expected no " + name);
  }

  private static void requireNoClassPath() throws IOException {
    URL of = VAETrainer.class.getResource("VAETrainer.class");
    Attributes manifest = ((JarURLConnection) of.openConnection()).getMainAttributes();
    if (manifest.containsKey(Attributes.Name.CLASS_PATH)) {
      throw new IllegalStateException("Expected no class path in the library's manifest");
    }
  }

  private static void use() throws IOException {
    MutableDataset<Event> rows = rows();
    VAEModel model = VAETrainer.builder().hidden(8).latent(2).epochs(3).build().fit(rows);
    Path file = Files.createTempFile("consumer", ".model");
    model.serializeToFile(file);
    VAEModel read = (VAEModel) Model.deserializeFromFile(file);
    if (read.score(rows.getExample(0)).getELBO() != model.score(rows.getExample(0)).getELBO()) {
      throw new IllegalStateException("Expected the same score of the model that was read");
    }
    model.exportONNX("score", Files.createTempFile("consumer", ".onnx"));
    VAETrainer member = VAETrainer.builder().hidden(8).latent(2).epochs(3).build();
    VAEAnomalyModel detector =
        VAEAnomalyTrainer.builder().autoencoder(member).members(2).build().train(rows);
    System.out.println(detector.explain(rows.getExample(0)));
  }

  private static MutableDataset<Event> rows() {
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    Random random = new Random(1);
    String[] names = {"a", "b", "c"};
    for (int row = 0; row < 100; row++) {
      double x = random.nextGaussian();
      double[] values = {x, 2 * x + 0.1 * random.nextGaussian(), random.nextGaussian()};
      rows.add(new ArrayExample<>(new Event(Event.EventType.EXPECTED), names, values));
    }
    return rows;
  }
}
