package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Model;
import org.tribuo.ModelExplorer;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/** Tribuo's own programs, other than those that {@link PluginDescriptorTest} runs. */
final class TribuoProgramsTest {
  @TempDir private Path folder;

  private static MutableDataset<Event> events() {
    Event usual = new Event(EventType.EXPECTED);
    return Tiny.dataset(Tiny.unitRows(60, 4, 3), new AnomalyFactory(), i -> usual);
  }

  static Stream<Model<?>> models() {
    VAETrainer vae = Tiny.trainer().epochs(1).build();
    return Stream.of(
        vae.train(Tiny.real(60)),
        Labels.trainer().train(Labels.partly(60, 3)),
        new SemiSupervisedVAETrainer(vae).train(Labels.partly(60, 3)),
        VAEAnomalyTrainer.builder().autoencoder(vae).members(2).build().train(events()));
  }

  /** The shell over a model's file answers each of its commands, for both kinds of file. */
  @ParameterizedTest
  @MethodSource("models")
  void theModelExplorerShowsModels(Model<?> model) throws IOException {
    Path stored = folder.resolve("model.tribuo");
    model.serializeToFile(stored);
    Path object = Files.write(folder.resolve("model.ser"), JavaSerialization.write(model));
    ModelExplorer explorer = new ModelExplorer();
    for (Path file : List.of(stored, object)) {
      String loaded = explorer.loadModel(null, file.toFile(), file.equals(stored));
      assertTrue(loaded.startsWith("Loaded model"), loaded);
      assertEquals("" + model.generatesProbabilities(), explorer.generatesProbabilities(null));
      assertTrue(explorer.modelProvenance(null).contains("train-invocation-count"));
      assertEquals("" + model.getFeatureIDMap().size(), explorer.numFeatures(null));
      assertTrue(explorer.featureInfo(null, "f001").contains("f001"));
      assertTrue(explorer.minCount(null, 0).startsWith(model.getFeatureIDMap().size() + " "));
      assertEquals("" + model.getTopFeatures(2), explorer.topFeatures(null, 2));
      assertEquals(model.getOutputIDInfo().toReadableString(), explorer.outputInfo(null));
      assertFalse(explorer.outputInfo(null).contains("NaN"), explorer.outputInfo(null));
    }
  }

  private static final String CONFIGURATION =
      """
      <config>
        <component name="vae" type="org.lateo.VAETrainer">
          <propertylist name="hidden"><item>8</item></propertylist>
          <property name="latent" value="2"/>
          <property name="epochs" value="2"/>
        </component>
        <component name="m2" type="org.lateo.semisupervised.SemiSupervisedVAETrainer">
          <property name="autoencoder" value="vae"/>
        </component>
        <component name="latent-features" type="org.lateo.codes.LatentFeatureTrainer">
          <property name="encoder" value="vae"/>
          <property name="innerTrainer" value="m2"/>
        </component>
        <component name="codes" type="org.lateo.output.LatentCodeFactory"/>
        <component name="labels" type="org.tribuo.classification.LabelFactory"/>
        <component name="rows-of-codes" type="org.tribuo.datasource.LibSVMDataSource">
          <property name="path" value="FILE"/>
          <property name="outputFactory" value="codes"/>
        </component>
        <component name="rows-of-labels" type="org.tribuo.datasource.LibSVMDataSource">
          <property name="path" value="FILE"/>
          <property name="outputFactory" value="labels"/>
        </component>
      </config>
      """;

  /** Sources and trainer from one configuration; the model that is written trains itself again. */
  @ParameterizedTest
  @CsvSource({"vae, codes, ELBO", "latent-features, labels, Accuracy"})
  void everythingMayBeConfigured(String trainer, String outputs, String metric) throws Exception {
    Path configuration = folder.resolve("configuration.xml");
    Path rows = folder.resolve("rows.svm");
    Files.write(rows, libsvm());
    Files.writeString(configuration, CONFIGURATION.replace("FILE", rows.toString()));
    Path out = folder.resolve("model.ser");
    String source = "rows-of-" + outputs;
    String said =
        run(
            List.of(
                "org.tribuo.data.CompletelyConfigurableTrainTest",
                "--config-file",
                configuration.toString(),
                "--trainer",
                trainer,
                "--train-source",
                source,
                "--test-source",
                source,
                "--model-output-path",
                out.toString()));
    assertTrue(said.contains(metric), said);
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(out))) {
      assertTrainsAgain((Model<?>) in.readObject());
    }
  }

  private static void assertTrainsAgain(Model<?> model) {
    assertNotNull(TrainedAgain.of(model));
  }

  private static List<String> libsvm() {
    List<String> lines = new ArrayList<>();
    for (double[] row : Tiny.unitRows(80, 3, 1)) {
      lines.add(String.format("%d 1:%s 2:%s 3:%s", lines.size() % 2, row[0], row[1], row[2]));
    }
    return lines;
  }

  /** In a virtual machine of its own, for it may end it. */
  private String run(List<String> program) throws Exception {
    List<String> command = Jvm.commandForTribuo();
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program);
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
}
