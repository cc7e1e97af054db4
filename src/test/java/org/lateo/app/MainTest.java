package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.storage.LateoVersion;

final class MainTest {
  @TempDir private Path folder;

  @Test
  void helpListsTheVerbs() {
    Ran ran = Ran.run("--help").ok();
    for (String verb :
        List.of("train", "encode", "score", "predict", "evaluate", "export", "bench")) {
      assertTrue(ran.out().contains("\n  " + verb + " "), ran.out());
      assertTrue(Ran.run(verb, "--help").ok().out().startsWith("Usage: lateo " + verb));
    }
  }

  @Test
  void helpReadsDefaultsFromTheTrainer() {
    String help = Ran.run("train", "--help").ok().out();
    assertFalse(help.contains("${"), help);
    for (String shown : List.of("(default: 20)", "(default: tanh)", "(default: 0.001)")) {
      assertTrue(help.contains(shown), () -> shown + " in " + help);
    }
  }

  @Test
  void tellsItsVersion() {
    assertEquals("lateo " + LateoVersion.VERSION, Ran.run("--version").ok().out().strip());
  }

  @Test
  void refusesWrongUsageInOneLine() {
    Ran.run().refused("lateo: Missing required subcommand; see lateo --help");
    Ran.run("fly").refused("lateo: expected a verb, found 'fly'; see lateo --help");
    Ran.run("export", "--model", "m", "--head", "encoder")
        .refused("lateo export: Missing required option: '--out=FILE'; see lateo export --help");
    Ran.run("train", "--data", "d", "--out", "m", "--no-such-option")
        .refused("lateo train: Unknown option: '--no-such-option'; see lateo train --help");
    Ran.run("train", "--data", "d", "--out", "m", "--epochs", "few")
        .refused(
            "lateo train: Invalid value for option '--epochs': 'few' is not an int; see lateo train"
                + " --help");
  }

  @Test
  void saysWhatAMisspeltNameMayStandFor() {
    Ran.run("trian", "--data", "d")
        .refused("lateo: expected a verb, found 'trian' (did you mean train?); see lateo --help");
    Ran.run("train", "--data", "d", "--out", "m", "--epoch=5")
        .refused(
            "lateo train: Unknown option: '--epoch=5' (did you mean --epochs?); see lateo train"
                + " --help");
  }

  @Test
  void namesAnUnknownOptionBesideAMissingOne() {
    Ran.run("train", "--data", "d", "--ouput", "m")
        .refused(
            "lateo train: Missing required option: '--out=FILE'; Unknown options: '--ouput', 'm';"
                + " see lateo train --help");
    Ran.run("export", "--modle=m", "--head", "encoder", "--out", "o")
        .refused(
            "lateo export: Missing required option: '--model=FILE'; Unknown option: '--modle=m'"
                + " (did you mean --model?); see lateo export --help");
  }

  @Test
  void listsChoicesAsTheHelpDoes() {
    Ran.run("train", "--data", "d", "--out", "m", "--task", "detect")
        .refused(
            "lateo train: Invalid value for option '--task': expected one of latent, anomaly,"
                + " classify, regress, found 'detect'; see lateo train --help");
  }

  @Test
  void verboseShowsWhereErrorsArose() {
    Ran ran = Ran.run("bench", "--random", 0, "--verbose");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("InputException"), ran.err());
    assertTrue(ran.err().contains("\tat org.lateo.app.bench.BenchCommand"), ran.err());
  }

  @Test
  void librariesSayNothing() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream stray = new ByteArrayOutputStream();
    PrintStream trap = new PrintStream(stray, true, StandardCharsets.UTF_8);
    System.setOut(trap);
    System.setErr(trap);
    try {
      Path model = folder.resolve("model");
      Ran.run(
              "train",
              "--data",
              SmallData.csv(folder),
              "--response",
              "kind",
              "--out",
              model,
              "--task",
              "classify",
              "--epochs",
              2)
          .ok();
      Path onnx = folder.resolve("pipeline.onnx");
      Ran.run("export", "--model", model, "--head", "pipeline", "--out", onnx).ok();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", stray.toString(StandardCharsets.UTF_8));
  }
}
