package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal sees of the command line, run as a process of its own. */
final class TerminalTest {
  @TempDir private Path folder;

  private static Process start(Object... arguments) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.lateo.app.Main"));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command).start();
  }

  /** Ctrl-C ends training with 130, and neither the model nor a part of it is left. */
  @Test
  void interruptsLeaveNothing() throws IOException, InterruptedException {
    assumeTrue(takesInterrupts());
    Path data = SmallData.csv(folder);
    Process process =
        start("train", "--data", data, "--out", folder.resolve("m"), "--epochs", 100_000_000);
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      assertTrue(err.readLine().startsWith("epoch 1/"));
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      assertEquals(130, process.exitValue());
      String last = err.lines().reduce("", (before, line) -> line);
      assertEquals("stopped; no file is half-written", last);
    } finally {
      process.destroyForcibly();
    }
    assertEquals(List.of(), SmallData.others(folder).toList());
  }

  /** A process that was started in the background of a shell ignores them, and so do its own. */
  private static boolean takesInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 2) == 0;
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
