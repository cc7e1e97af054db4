package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.output.LatentCodeInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** The commands of plugin-descriptor/README.md, run as they stand there. */
final class PluginDescriptorTest {
  private static final Path DESCRIPTOR = Path.of("plugin-descriptor", "lateo-config.xml");
  private static final Path README = Path.of("plugin-descriptor", "README.md");

  @TempDir private Path folder;

  /** The arguments of the command that runs {@code mainClass}, files put into the test's folder. */
  private List<String> command(String mainClass) throws IOException {
    String readme = Files.readString(README).replace("\\\n", " ");
    String line =
        readme
            .lines()
            .filter(l -> l.startsWith("java ") && l.contains(" " + mainClass + " "))
            .findFirst()
            .orElseThrow();
    List<String> command = Jvm.commandForTribuo();
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    for (String word : words(line.substring(line.indexOf(mainClass)))) {
      boolean file = word.endsWith(".tribuo") || word.endsWith(".svm");
      command.add(file ? folder.resolve(word).toString() : word);
    }
    return command;
  }

  private static List<String> words(String line) {
    return Pattern.compile("\\s+").splitAsStream(line).toList();
  }

  private String run(String mainClass, String... more) throws Exception {
    List<String> command = command(mainClass);
    command.addAll(List.of(more));
    return run(command);
  }

  private String run(List<String> command) throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "did not end");
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertEquals(0, process.exitValue(), said);
    assertFalse(said.contains("SEVERE") || said.contains("Exception"), said);
    return said;
  }

  @Test
  void everyComponentCanBeMade() {
    ConfigurationManager manager = new ConfigurationManager(DESCRIPTOR.toString());
    assertTrue(manager.getComponentNames().contains("latent-features"));
    for (String name : manager.getComponentNames()) {
      assertTrue(manager.lookup(name) != null, name);
    }
  }

  @Test
  void tribuosClassificationProgramTrainsOnRowsWithAndWithoutLabels() throws Exception {
    MutableDataset<Label> train = Labels.partly(200, 4);
    MutableDataset<Label> test = Labels.dataset(50);
    train.serializeToFile(folder.resolve("train.tribuo"));
    test.serializeToFile(folder.resolve("test.tribuo"));
    String said = run("org.tribuo.classification.experiments.ConfigurableTrainTest");
    assertTrue(said.contains("Average AUC"), said);
    Model<Label> model =
        Model.deserializeFromFile(folder.resolve("model.tribuo")).castModel(Label.class);
    assertEquals(2, model.getOutputIDInfo().size(), "the unknown label is no class");
    List<Prediction<Label>> predictions = model.predict(test);
    long right =
        predictions.stream().filter(p -> p.getOutput().equals(p.getExample().getOutput())).count();
    assertTrue(right > 40, () -> right + " of 50 right");
    assertSameAsHere(model, train);
  }

  /** The other process's model is the one that this process trains, to the last bit. */
  private static void assertSameAsHere(Model<Label> model, MutableDataset<Label> train) {
    ConfigurationManager manager = new ConfigurationManager(DESCRIPTOR.toString());
    @SuppressWarnings("unchecked") // what the file declares
    LatentFeatureTrainer<Label> trainer =
        (LatentFeatureTrainer<Label>) manager.lookup("latent-features");
    Labels.assertSame((LatentFeatureModel<Label>) model, trainer.train(train), train);
  }

  @Test
  void tribuosGeneralProgramTrainsTheAutoencoder() throws Exception {
    writeLibsvm("train.svm", 150, 1, "7");
    writeLibsvm("test.svm", 40, 2, "7");
    String said = run("org.tribuo.data.ConfigurableTrainTest", "--@vae.epochs", "5");
    assertTrue(said.contains("40 scored") && said.contains("ELBO"), said);
    VAEModel model = (VAEModel) Model.deserializeFromFile(folder.resolve("vae.tribuo"));
    assertEquals(10, model.latent());
    assertEquals(Tiny.COLUMNS, model.featureNames().size());
    assertEquals(150, ((LatentCodeInfo) model.getOutputIDInfo()).getCount());
  }

  /** Detectors, networks and flows too, with the configuration that lies in the jar. */
  @ParameterizedTest
  @CsvSource({
    "anomaly, events, --@vae.epochs, EXPECTED, precision=",
    "numbers, targets, --@numbers.epochs, 7 8, RMSE",
    "labels, classes, --@labels.epochs, 7 8, Accuracy",
    "flow, latent-codes, --@flow.epochs, 7, ELBO"
  })
  void tribuosGeneralProgramTrainsOthers(
      String trainer, String factory, String epochs, String outputs, String printed)
      throws Exception {
    writeLibsvm("train.svm", 150, 1, outputs);
    writeLibsvm("test.svm", 40, 2, outputs);
    Map<String, String> changed =
        Map.of(
            "vae",
            trainer,
            "latent-codes",
            factory,
            "plugin-descriptor/lateo-config.xml",
            "/META-INF/lateo/lateo-config.xml");
    List<String> command = command("org.tribuo.data.ConfigurableTrainTest");
    command.replaceAll(word -> changed.getOrDefault(word, word));
    command.addAll(List.of(epochs, "2"));
    String said = run(command);
    assertTrue(said.contains(printed), said);
    Model<?> model = Model.deserializeFromFile(folder.resolve("vae.tribuo"));
    assertEquals(Tiny.COLUMNS, model.getFeatureIDMap().size());
  }

  /** Rows that have the outputs by turns. */
  private void writeLibsvm(String file, int rows, long seed, String outputs) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> turns = words(outputs);
    for (double[] row : Tiny.unitRows(rows, Tiny.COLUMNS, seed)) {
      StringBuilder line = new StringBuilder(turns.get(lines.size() % turns.size()));
      for (int c = 0; c < row.length; c++) {
        line.append(' ').append(c + 1).append(':').append(row[c]);
      }
      lines.add(line.toString());
    }
    Files.write(folder.resolve(file), lines);
  }
}
