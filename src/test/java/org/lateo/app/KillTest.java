package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that are killed at random moments of a training, 20 of each kind or as the system
 * property {@code lateo.kills} says, and then resumed.
 */
@Tag("long")
final class KillTest {
  private static final int KILLS = Integer.getInteger("lateo.kills", 20);

  @TempDir private Path folder;

  private Process start(List<Object> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.lateo.app.Main"));
    arguments.forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private static List<Object> train(Path data, Path model, String options) {
    List<Object> train = new ArrayList<>(List.of("train", "--data", data, "--out", model));
    train.addAll(List.of(options.split(" ")));
    return train;
  }

  private String results(String verb, Path data, Path model) throws IOException {
    Path out = folder.resolve("out.csv");
    Ran.run(verb, "--data", data, "--model", model, "--out", out).ok();
    return Files.readString(out);
  }

  @ParameterizedTest
  @CsvSource({
    "encode, --epochs 1000 --hidden 8 --response kind",
    "predict, --epochs 500 --hidden 8 --task classify --method m2 --response kind",
    "score, --epochs 300 --hidden 8 --task anomaly --members 3 --response kind"
  })
  void resumedModelsAreThoseOfAWholeTraining(String verb, String options) throws Exception {
    Path data = SmallData.csv(folder);
    Path model = folder.resolve("model");
    long began = System.nanoTime();
    assertEquals(0, start(train(data, model, options)).waitFor());
    long whole = System.nanoTime() - began;
    String expected = results(verb, data, model);
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      Files.delete(model);
      Path states = Files.createDirectory(folder.resolve("states-" + kill));
      List<Object> first = train(data, model, options);
      first.addAll(List.of("--checkpoint", states, "--checkpoint-every", "10epochs"));
      Process process = start(first);
      process.waitFor((long) (whole * random.nextDouble()), TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      List<Object> second = train(data, model, options);
      second.addAll(List.of("--resume", states, "--threads", 1 + kill % 2));
      Ran.run(second.toArray()).ok();
      assertEquals(expected, results(verb, data, model), "kill " + kill);
    }
  }

  /** Within training, that is from its first line on, there is a model. */
  @ParameterizedTest
  @CsvSource({
    "encode, --epochs 100000000 --hidden 8 --response kind",
    "predict, --epochs 100000000 --hidden 8 --task classify --method m2 --response kind"
  })
  void stoppedModelsAreUsable(String verb, String options) throws Exception {
    Path data = SmallData.csv(folder);
    Path model = folder.resolve("model");
    Random random = new Random(2);
    for (int stop = 0; stop < KILLS; stop++) {
      Process process = start(train(data, model, options));
      while (!Files.readString(folder.resolve("said")).contains("epoch 1/")) {
        assertTrue(process.isAlive(), () -> said(folder));
        Thread.onSpinWait();
      }
      process.waitFor(random.nextInt(1000), TimeUnit.MILLISECONDS);
      process.destroy();
      assertEquals(143, process.waitFor());
      assertTrue(results(verb, data, model).lines().count() > SmallData.ROWS);
      Files.delete(model);
    }
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
