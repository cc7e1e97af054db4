package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train --model autoencoder}, and every verb on what comes of it. */
final class PlainAutoencoderCommandsTest {
  @TempDir private Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void files() {
    data = SmallData.csv(folder);
    model = folder.resolve("model.tribuo");
  }

  private Ran train(String... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--data", data, "--out", model, "--response", "kind", "--epochs", 3));
    arguments.addAll(List.of("--quiet", "--threads", "1"));
    arguments.addAll(List.of(more));
    if (Stream.of("--contractive", "--from").noneMatch(arguments::contains)) {
      arguments.addAll(List.of("--hidden", "8"));
    }
    return Ran.run(arguments.toArray());
  }

  private Ran on(String verb, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(verb, "--model", model));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--denoise 0.5 --mask 0.2 --sparse 1",
        "--contractive 0.1 --tied --likelihood gaussian"
      })
  void everyVerbKnowsIt(String options) throws IOException {
    String all = ("--model autoencoder --latent 2 " + options).strip();
    train(all.split(" ", -1)).ok();
    Path out = folder.resolve("out.csv");
    on("encode", "--data", data, "--out", out, "--response", "kind").ok();
    JsonNode scored =
        on("score", "--data", data, "--out", out, "--response", "kind", "--json").ok().json();
    assertTrue(scored.get("nll").isNull());
    String[] cells = Files.readAllLines(out).get(1).split(",", -1);
    assertEquals(cells[1], cells[2]);
    assertEquals(0, Double.parseDouble(cells[3]));
    assertEquals("", cells[4]);
    JsonNode evaluated = on("evaluate", "--data", data, "--response", "kind", "--json").ok().json();
    assertEquals(evaluated.get("elbo"), evaluated.get("reconstruction"));
    assertTrue(evaluated.get("nll").isNull());
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      on("export", "--head", head, "--out", folder.resolve(head + ".onnx")).ok();
    }
    on("score", "--data", data, "--out", out, "--response", "kind", "--report", folder.resolve("r"))
        .ok();
  }

  @Test
  void standsBehindDetectorsAndClassifiers() {
    train("--model", "autoencoder", "--task", "anomaly", "--members", "1", "--anomalous", "minus")
        .ok();
    on("export", "--head", "score", "--out", folder.resolve("detector.onnx")).ok();
    for (String method : List.of("m1", "both", "spread")) {
      train("--model", "autoencoder", "--task", "classify", "--method", method).ok();
    }
  }

  @Test
  void goesOnFromOne() {
    train("--model", "autoencoder", "--latent", "2").ok();
    Path first = folder.resolve("first.tribuo");
    assertTrue(model.toFile().renameTo(first.toFile()));
    train("--from", first.toString(), "--mask", "0.1").ok();
    train("--from", first.toString(), "--beta", "2")
        .refused("lateo train: --beta: goes with --model vae");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    train("--denoise", "1").refused("lateo train: --denoise: goes with --model autoencoder");
    train("--model", "vae", "--tied", "--sparse", "1")
        .refused("lateo train: --sparse, --tied: goes with --model autoencoder");
    train("--model", "autoencoder", "--prior", "mixture")
        .refused("lateo train: --prior: goes with --model vae");
    train("--model", "autoencoder", "--mask", "1")
        .refused("lateo train: --mask: expected a share in [0, 1), found 1.0");
    train("--model", "autoencoder", "--contractive", "1", "--hidden", "4")
        .refusedAbout("lateo train: --objective: contraction: expected an encoder of one layer");
    train("--model", "autoencoder", "--task", "classify", "--method", "m1m2")
        .refusedAbout("lateo train: --method m2 and m1m2: expected --model vae");
    train("--model", "autoencoder", "--task", "anomaly", "--score", "latent_density")
        .refusedAbout("lateo train: --score: expected ELBO, RECONSTRUCTION or");
  }
}
