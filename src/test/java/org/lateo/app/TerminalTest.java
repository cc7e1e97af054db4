package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal sees of the command line, run as a process of its own. */
final class TerminalTest {
  @TempDir private Path folder;

  /** A signal ends training after the current step, and the best model so far is written. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalsKeepTheBestModel(String signal, int code) throws IOException, InterruptedException {
    assumeTrue(Lateo.takesInterrupts());
    Path data = SmallData.csv(folder);
    Path model = folder.resolve("m");
    List<String> said = stop(signal, code, data, "--out", model);
    String last = said.get(said.size() - 1);
    assertTrue(last.matches("lateo train: training was stopped after epoch \\d+; .*"), last);
    assertTrue(last.endsWith("are kept; wrote " + model), last);
    assertEquals(
        "stopping, with a model of what is trained; a second signal stops at once", said.get(0));
    Ran.run("evaluate", "--data", data, "--model", model, "--samples", 2).ok();
    Files.delete(model);
    assertEquals(List.of(), SmallData.others(folder).toList());
  }

  /** What a training of several parts leaves can be used as what was asked for. */
  @ParameterizedTest
  @CsvSource({
    "--task=anomaly, member 1 of 5, score",
    "--task=classify --method=m1 --response=kind, the autoencoder, predict"
  })
  void signalsLeaveAModelOfWhatIsTrained(String options, String part, String verb)
      throws IOException, InterruptedException {
    assumeTrue(Lateo.takesInterrupts());
    Path data = SmallData.csv(folder);
    Path model = folder.resolve("m");
    List<Object> asked = new ArrayList<>(List.of("--out", model));
    asked.addAll(List.of(options.split(" ")));
    List<String> said = stop("INT", 130, data, asked.toArray());
    String last = said.get(said.size() - 1);
    assertTrue(last.startsWith("lateo train: training of " + part + " was stopped after "), last);
    assertTrue(last.endsWith("; wrote " + model), last);
    Path answers = folder.resolve("answers.csv");
    Ran.run(verb, "--data", data, "--model", model, "--out", answers).ok();
    assertEquals(1 + SmallData.ROWS, Files.readAllLines(answers).size());
  }

  /** After kill -9 a training continues to the model of one that was not killed. */
  @Test
  void aKilledTrainingIsResumed() throws IOException, InterruptedException {
    Path data = SmallData.csv(folder);
    Path states = folder.resolve("states");
    Path model = folder.resolve("m");
    Object[] train = {"train", "--data", data, "--out", model, "--epochs", 1000, "--hidden", 8};
    Process process =
        Lateo.process(
                List.of(with(train, "--checkpoint", states, "--checkpoint-every", "100epochs")))
            .start();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      while (!err.readLine().startsWith("epoch 240/")) {
        assertTrue(process.isAlive());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertFalse(Files.exists(model));
    Ran continued = Ran.run(with(train, "--resume", states, "--threads", 2)).ok();
    assertTrue(continued.err().contains("continuing after epoch "), continued.err());
    String resumed = codes(data, model);
    Ran.run(train).ok();
    assertEquals(codes(data, model), resumed);
    Ran other = Ran.run(with(train, "--resume", states, "--latent", 3));
    assertEquals(2, other.code());
    assertTrue(other.err().contains("found others: latent: expected 3, found "), other.err());
  }

  private String codes(Path data, Path model) throws IOException {
    Path codes = folder.resolve("codes.csv");
    Ran.run("encode", "--data", data, "--model", model, "--out", codes).ok();
    return Files.readString(codes);
  }

  private static Object[] with(Object[] arguments, Object... more) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray();
  }

  @Test
  void optionsOfCheckpointsGoTogether() {
    Path data = SmallData.csv(folder);
    Object[] train = {"train", "--data", data, "--out", folder.resolve("m")};
    Ran both = Ran.run(with(train, "--checkpoint", folder, "--resume", folder));
    assertTrue(both.err().contains("--resume: expected it without --checkpoint"), both.err());
    Ran alone = Ran.run(with(train, "--checkpoint-every", 5));
    assertTrue(alone.err().contains("expected it with --checkpoint or --resume"), alone.err());
    Ran word = Ran.run(with(train, "--resume", folder, "--checkpoint-every", "often"));
    assertTrue(word.err().contains("as in 5epochs, found often"), word.err());
    Ran none = Ran.run(with(train, "--resume", folder.resolve("none")));
    assertTrue(none.err().contains("expected a folder of checkpoints, found none"), none.err());
    Ran timed =
        Ran.run(with(train, "--task", "classify", "--checkpoint", folder, "--time-budget", 9));
    assertTrue(
        timed.err().contains("--time-budget: expected it without --checkpoint"), timed.err());
    for (Ran ran : List.of(both, alone, word, none, timed)) {
      assertEquals(2, ran.code());
    }
  }

  /** What is said on standard error after the first epoch, and after a signal. */
  private static List<String> stop(String signal, int code, Path data, Object... options)
      throws IOException, InterruptedException {
    List<Object> train = new ArrayList<>(List.of("train", "--data", data, "--epochs", 100_000_000));
    train.addAll(List.of(options));
    Process process = Lateo.process(train).start();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      assertTrue(err.readLine().startsWith("epoch 1/"));
      Lateo.signal(process, signal);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      assertEquals(code, process.exitValue());
      return err.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void completionIsBash() throws IOException, InterruptedException {
    Ran ran = Ran.run("completion").ok();
    assertTrue(ran.out().contains("--time-budget") && ran.out().contains("impute"), ran.out());
    Path script = Files.writeString(folder.resolve("lateo.sh"), ran.out());
    assumeTrue(Files.exists(Path.of("/bin/bash")));
    Process bash = new ProcessBuilder("/bin/bash", "-n", script.toString()).start();
    String said = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), said);
  }

  /** Before it is read, since a large file takes long; no control characters without a terminal. */
  @Test
  void largeFilesAreAnnounced() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i * 37L % 1013).append(',').append(i * 11L % 97).append('\n');
    }
    Path data = Files.writeString(folder.resolve("large.csv"), text);
    Object[] train = {
      "train",
      "--data",
      data,
      "--out",
      folder.resolve("m"),
      "--epochs",
      1,
      "--hidden",
      2,
      "--latent",
      1,
      "--rows",
      100
    };
    Ran ran = Ran.run(train).ok();
    assertEquals("reading " + data + ", 1 MB", ran.err().lines().findFirst().orElseThrow());
    assertTrue(ran.err().chars().noneMatch(c -> c < ' ' && c != '\n'), ran.err());
  }
}
