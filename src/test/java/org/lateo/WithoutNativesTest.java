package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.math.BestBlas;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * The library in a process whose class path has no native library, and nothing of what only the
 * command line needs.
 */
final class WithoutNativesTest {
  /** Native libraries, then what the pom calls optional and what that brings. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*-(linux|macosx|windows)-.*|nd4j-(native|presets).*|onnxruntime.*"
              + "|(picocli|progressbar|opencsv|tribuo-data|tribuo-(classification|common)-sgd"
              + "|slf4j-jdk14|commons-(beanutils|collections-|logging|text))"
              + ".*");

  @TempDir private Path folder;

  private List<String> run(String... options) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !LEFT_OUT.matcher(new File(entry).getName()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of(options));
    command.add(Program.class.getName());
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int end = process.waitFor();
    List<String> said = Files.readAllLines(log);
    assertEquals(0, end, said::toString);
    return said;
  }

  private static long warnings(List<String> said) {
    return said.stream().filter(line -> line.startsWith("WARNING: Found no native BLAS")).count();
  }

  @Test
  void oneWarningAndItWorks() throws Exception {
    List<String> said = run();
    assertEquals(1, warnings(said), said::toString);
  }

  @Test
  void noneWhereJavaIsAskedFor() throws Exception {
    List<String> said = run("-Dlateo.blas=java");
    assertEquals(0, warnings(said), said::toString);
  }

  /** Trains, scores, stores and reads. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      Locale.setDefault(Locale.ROOT); // As the page of files says, for Turkish.
      for (String absent :
          List.of(
              "picocli.CommandLine",
              "com.opencsv.CSVReader",
              "org.slf4j.impl.StaticLoggerBinder",
              "org.nd4j.linalg.cpu.nativecpu.CpuBackend",
              "ai.onnxruntime.OrtEnvironment")) {
        requireAbsent(absent);
      }
      MutableDataset<Event> rows =
          Tiny.dataset(
              Tiny.unitRows(100, Tiny.COLUMNS, 7),
              new AnomalyFactory(),
              row -> new Event(EventType.EXPECTED));
      VAETrainer trainer = Tiny.trainer().validation(0).epochs(20).build();
      VAEModel model = trainer.fit(rows);
      Path file = Files.createTempFile("without", "natives");
      model.serializeToFile(file);
      Bits.assertSameModel(model, (VAEModel) VAEModel.deserializeFromFile(file), rows);
      Files.delete(file);
      VAEAnomalyTrainer.builder().autoencoder(trainer).members(2).build().train(rows);
      if (!BestBlas.get().describe().contains("Java")) {
        throw new IllegalStateException(BestBlas.get().describe());
      }
    }

    private static void requireAbsent(String name) {
      try {
        Class.forName(name, false, Program.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        return;
      }
      throw new IllegalStateException("Expected no " + name);
    }
  }
}
