package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.FlowModel;
import org.lateo.VAEModel;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.codes.ClassifierModel;
import org.lateo.model.Definition;
import org.lateo.output.Contains;
import org.tribuo.Model;

/**
 * Trainings that are killed and resumed, or stopped, each in a process of its own, at random
 * moments that are spread over the time which a whole training takes from its first epoch on. Of
 * each kind {@link #EACH} are killed, and as many are stopped of all kinds together; the system
 * property {@code lateo.kills} says another number.
 */
final class KillTest {
  private static final int EACH = 20;

  private static final int KILLS = Integer.getInteger("lateo.kills", EACH);

  /** What is trained, and the verb that shows what the model computes. */
  private static final List<Arguments> RESUMED =
      List.of(
          Arguments.of("encode", "--epochs 2000 --hidden 8 --response kind"),
          Arguments.of(
              "predict", "--epochs 1000 --hidden 8 --task classify --method m2 --response kind"),
          Arguments.of(
              "score", "--epochs 500 --hidden 8 --task anomaly --members 3 --response kind"),
          Arguments.of(
              "score",
              "--epochs 1000 --hidden 8 --model flow --patience 0 --exclude c --response kind"),
          Arguments.of(
              "score",
              "--epochs 500 --hidden 8 --model flow --task anomaly --members 3 --patience 0"
                  + " --exclude c --response kind"),
          Arguments.of(
              "predict",
              "--epochs 2000 --hidden 8 --task regress --members 3 --exclude kind --response c"),
          Arguments.of("predict", "--epochs 200 --hidden 8 --task classify --response kind"));

  private static final List<Arguments> STOPPED =
      List.of(
          Arguments.of("encode", "--epochs 2000 --hidden 8 --response kind"),
          Arguments.of(
              "predict", "--epochs 1000 --hidden 8 --task classify --method m2 --response kind"),
          Arguments.of(
              "score", "--epochs 500 --hidden 8 --task anomaly --members 3 --response kind"),
          Arguments.of("predict", "--epochs 200 --hidden 8 --task classify --response kind"));

  /** Of each kind that is stopped. */
  private static final int STOPS = Math.max(1, KILLS / STOPPED.size());

  private static final int[] THREADS = {1, 2, 4, 8};

  @TempDir private Path folder;

  private Path data;
  private Path model;

  private Process start(List<?> arguments) throws IOException {
    return Lateo.process(arguments)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private List<Object> train(String options) {
    data = SmallData.csv(folder);
    model = folder.resolve("model");
    List<Object> train = new ArrayList<>(List.of("train", "--data", data, "--out", model));
    train.addAll(List.of(options.split(" ")));
    return train;
  }

  private static List<Object> with(List<Object> arguments, Object... more) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all;
  }

  /** The time from the first epoch to the end, in nanoseconds. */
  private long whole(List<Object> train) throws IOException, InterruptedException {
    Process process = start(train);
    awaitEpoch(process);
    long began = System.nanoTime();
    assertEquals(0, process.waitFor(), this::said);
    return System.nanoTime() - began;
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A moment of a time, at random in its own part of it. */
  private static long moment(long time, int number, int count) {
    return (long) (time * (number + new Random(number).nextDouble()) / count);
  }

  /** The parameters of every part of the model in the file. */
  private float[][] parameters() throws IOException {
    float[][] all = parameters(Model.deserializeFromFile(model)).toArray(float[][]::new);
    assertTrue(all.length > 0, "Expected a model with parameters, found none");
    return all;
  }

  private static Stream<float[]> parameters(Model<?> part) {
    return part instanceof Contains whole
        ? whole.members().stream().flatMap(KillTest::parameters)
        : Stream.of(definition(part).parameters());
  }

  private static Definition<?> definition(Model<?> part) {
    if (part instanceof FlowModel flow) {
      return flow.definition();
    }
    if (part instanceof BayesianRegressionModel network) {
      return network.definition();
    }
    return part instanceof ClassifierModel<?> classifier
        ? classifier.definition()
        : ((VAEModel) part).definition();
  }

  private String answers(String verb) throws IOException {
    Path out = folder.resolve("out.csv");
    Ran.run(verb, "--data", data, "--model", model, "--out", out).ok();
    return Files.readString(out);
  }

  private static boolean hasCheckpoint(Path states) throws IOException {
    try (Stream<Path> files = Files.list(states)) {
      return files.anyMatch(file -> file.toString().endsWith(".checkpoint"));
    }
  }

  @Test
  void thePageOfTestsSaysHowMany() throws IOException {
    String says =
        String.format(
            "| `KillTest` | %d trainings killed at random moments and resumed have every bit of a"
                + " whole one; %d stopped ones leave a usable model",
            EACH * RESUMED.size(), EACH / STOPPED.size() * STOPPED.size());
    assertTrue(Files.readString(Path.of("CONTRIBUTING.md")).contains(says), says);
  }

  static List<Arguments> resumed() {
    return RESUMED;
  }

  static List<Arguments> stopped() {
    return STOPPED;
  }

  /** Parameters, and what is computed with them. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("resumed")
  void resumedModelsAreThoseOfAWholeTraining(String verb, String options) throws Exception {
    List<Object> train = train(options);
    long whole = whole(train);
    float[][] expected = parameters();
    String answers = answers(verb);
    int unfinished = 0;
    int continued = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Files.delete(model);
      Path states = Files.createDirectory(folder.resolve("states-" + kill));
      Process process =
          start(with(train, "--checkpoint", states, "--checkpoint-every", "10epochs"));
      awaitEpoch(process);
      process.waitFor(moment(whole, kill, KILLS), TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      unfinished += Files.notExists(model) ? 1 : 0;
      boolean left = hasCheckpoint(states);
      Ran resumed =
          Ran.run(with(train, "--resume", states, "--threads", THREADS[kill % 4]).toArray()).ok();
      boolean goesOn = resumed.err().contains("continuing after epoch ");
      assertEquals(left, goesOn || resumed.err().contains("trained before"), resumed.err());
      continued += goesOn ? 1 : 0;
      assertArrayEquals(expected, parameters(), "kill " + kill);
      assertEquals(answers, answers(verb), "kill " + kill);
    }
    System.out.printf(
        "%s: %d of %d resumed trainings have the bits of a whole one; %d were killed before their"
            + " end, %d continued in a part under way; %.1f s a training%n",
        options, KILLS, KILLS, unfinished, continued, whole / 1e9);
  }

  /** Stopped by SIGINT from the first epoch on: there is a model in the file that can be used. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("stopped")
  void stoppedModelsAreUsable(String verb, String options) throws Exception {
    String signal = Lateo.takesInterrupts() ? "INT" : "TERM";
    List<Object> train = train(options);
    long whole = whole(train);
    int stopped = 0;
    for (int stop = 0; stop < STOPS; stop++) {
      Files.delete(model);
      Process process = start(train);
      awaitEpoch(process);
      process.waitFor(moment(whole, stop, STOPS), TimeUnit.NANOSECONDS);
      Lateo.signal(process, signal);
      int code = process.waitFor();
      boolean early = code == (signal.equals("INT") ? 130 : 143);
      assertTrue(early || code == 0, code + ": " + said());
      stopped += early ? 1 : 0;
      assertTrue(!early || said().endsWith("; wrote " + model + "\n"), this::said);
      assertTrue(answers(verb).lines().count() > SmallData.ROWS);
    }
    System.out.printf(
        "%s: %d of %d trainings left a model that can be used; SIG%s stopped %d of them before"
            + " their end%n",
        options, STOPS, STOPS, signal, stopped);
  }

  private void awaitEpoch(Process process) throws IOException, InterruptedException {
    while (!Files.readString(folder.resolve("said")).contains("epoch 1/")) {
      assertTrue(process.isAlive(), this::said);
      Thread.sleep(5);
    }
  }
}
