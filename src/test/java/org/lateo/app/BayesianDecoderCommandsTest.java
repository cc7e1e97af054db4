package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train --bayesian-decoder}, and the verbs on what comes of it. */
final class BayesianDecoderCommandsTest {
  @TempDir private Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void files() {
    data = SmallData.csv(folder);
    model = folder.resolve("model.tribuo");
  }

  private Ran train(Path out, String... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--data", data, "--out", out, "--epochs", 3));
    arguments.addAll(List.of("--response", "kind", "--quiet", "--threads", "1"));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private Ran on(String verb, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(verb, "--model", model));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  @Test
  void everyVerbKnowsIt() throws IOException {
    train(model, "--bayesian-decoder", "--latent", "2", "--hidden", "8").ok();
    Path out = folder.resolve("out.csv");
    on("evaluate", "--data", data, "--response", "kind").ok();
    on("score", "--data", data, "--out", out, "--response", "kind", "--report", folder.resolve("r"))
        .ok();
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      Path file = folder.resolve(head + ".onnx");
      on("export", "--head", head, "--out", file).ok();
      assertTrue(
          ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
              .map(NodeProto::getOpType)
              .noneMatch(type -> type.startsWith("Random")));
    }
    train(folder.resolve("further.tribuo"), "--from", model.toString()).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "m1", "both", "spread", "m1m2"})
  void everyMethodWithCodesButM2HasIt(String method) {
    List<String> arguments =
        List.of("--bayesian-decoder", "--task", "classify", "--method", method);
    train(model, arguments.toArray(String[]::new)).ok();
    on("evaluate", "--data", data, "--response", "kind").ok();
  }

  @Test
  void refusesWhatHasNoSuchBound() {
    String[] other = {"--bayesian-decoder", "--objective", "iwae"};
    train(model, other)
        .refused(
            "lateo train: --bayesian-decoder: expected false unless objective and refinement are elbo,"
                + " found true");
    train(model, "--bayesian-decoder", "--model", "autoencoder")
        .refused("lateo train: --bayesian-decoder: goes with --model vae");
    train(model, "--bayesian-decoder", "--task", "classify", "--method", "m2")
        .refused(
            "lateo train: --method m2: expected no --bayesian-decoder, since the model has a bound of"
                + " its own, found it");
    train(model, "--bayesian-decoder", "--gated")
        .refused(
            "lateo train: --bayesian-decoder: expected a distribution of codes, and layers with weights"
                + " of their own and no gates, for a decoder's weights to have distributions, found"
                + " gated layers");
  }
}
