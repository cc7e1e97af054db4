package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.FlowModel;
import org.lateo.math.RandomStream;
import org.tribuo.Model;

/** {@code train --model flow}, and every verb on what comes of it. */
final class FlowCommandsTest {
  private static final int ROWS = 80;

  /** The row whose b does not go with its a, and its line in a file of answers. */
  private static final int ODD = 7;

  @TempDir private Path folder;
  private Path data;
  private Path model;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    data = Files.writeString(folder.resolve("rows.csv"), table(ROWS));
    model = folder.resolve("model.tribuo");
    out = folder.resolve("out.csv");
  }

  /** Columns a, b near a, c, and kind. */
  private static String table(int rows) {
    RandomStream random = RandomStream.of(1, "flow commands");
    StringBuilder text = new StringBuilder("a,b,kind,c\n");
    for (int i = 0; i < rows; i++) {
      double a = random.gaussian(3L * i);
      double b = i == ODD ? a + 3 : a + 0.2 * random.gaussian(3L * i + 1);
      double c = random.gaussian(3L * i + 2);
      text.append(String.format(Locale.ROOT, "%.5f,%.5f,%s,%.5f\n", a, b, i % 2, 100 + c));
    }
    return text.toString();
  }

  private Ran train(String... more) {
    return trainOn(data, more);
  }

  private Ran trainOn(Path rows, String... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--data", rows, "--out", model, "--response", "kind"));
    arguments.addAll(List.of("--model", "flow", "--quiet", "--threads", "1"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--epochs")) {
      arguments.addAll(List.of("--epochs", 3));
    }
    return Ran.run(arguments.toArray());
  }

  private Ran on(String verb, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(verb, "--model", model));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private FlowModel read() throws IOException {
    return (FlowModel) Model.deserializeFromFile(model);
  }

  private List<String[]> lines() throws IOException {
    return Files.readAllLines(out).stream().map(line -> line.split(",", -1)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--kind spline_autoregressive --layers 2 --hidden 16 --bins 4",
        "--kind maf --scaling none --jitter 0.01 --activation tanh",
        "--kind REAL_NVP --learning-rate 0.01 --batch 20 --patience 1"
      })
  void everyVerbKnowsIt(String options) throws IOException {
    train(Arrays.stream(options.split(" ", -1)).filter(o -> !o.isEmpty()).toArray(String[]::new))
        .ok();
    on("encode", "--data", data, "--out", out, "--response", "kind").ok();
    assertArrayEquals(new String[] {"z0", "z1", "z2", "kind"}, lines().get(0));
    JsonNode scored =
        on("score", "--data", data, "--out", out, "--response", "kind", "--json").ok().json();
    assertEquals(scored.get("elbo").asDouble(), -scored.get("nll").asDouble());
    String[] cells = lines().get(1);
    assertEquals(5, cells.length);
    assertEquals(cells[1], cells[4]);
    JsonNode evaluated = on("evaluate", "--data", data, "--response", "kind", "--json").ok().json();
    double nll = evaluated.get("nll").asDouble();
    assertEquals(scored.get("nll").asDouble(), nll, 1e-9 * Math.abs(nll));
    assertEquals(nll / 3, evaluated.get("nll_per_dimension").asDouble(), 1e-9 * Math.abs(nll));
    assertEquals(0, evaluated.get("nll_monte_carlo_error").asDouble());
    assertTrue(evaluated.get("feature_nats").isNull());
    for (String head : List.of("log_density", "z", "sample")) {
      on("export", "--head", head, "--out", folder.resolve(head + ".onnx")).ok();
    }
  }

  /** The parts add up to the log-density, and the odd row is so by b given a. */
  @Test
  void saysWhichColumnsSpeakAgainstARow() throws IOException {
    train("--kind", "maf", "--same-order", "--epochs", "60", "--learning-rate", "0.01").ok();
    on("score", "--data", data, "--out", out, "--response", "kind").ok();
    List<String[]> lines = lines();
    assertEquals(
        "row,elbo,reconstruction,kl,log_likelihood,reason_1,nats_1,reason_2,nats_2,reason_3,nats_3,"
            + "nats(a),nats(b),nats(c)",
        String.join(",", lines.get(0)));
    for (String[] cells : lines.subList(1, lines.size())) {
      double sum = Arrays.stream(cells, 11, 14).mapToDouble(Double::parseDouble).sum();
      assertEquals(Double.parseDouble(cells[1]), sum, 1e-4 * (1 + Math.abs(sum)));
    }
    String[] odd = lines.get(1 + ODD);
    assertEquals("b", odd[5]);
    assertTrue(Double.parseDouble(odd[6]) < -3, odd[6]);
    Ran evaluated = on("evaluate", "--data", data, "--response", "kind", "--json").ok();
    JsonNode parts = evaluated.json().get("feature_nats");
    double sum = parts.get("a").asDouble() + parts.get("b").asDouble() + parts.get("c").asDouble();
    assertEquals(evaluated.json().get("elbo").asDouble(), sum, 1e-4 * (1 + Math.abs(sum)));
    Ran said = on("evaluate", "--data", data, "--response", "kind").ok();
    assertTrue(said.out().contains("nats, exact"), said.out());
  }

  @Test
  void samplesHaveNoEffect() {
    train().ok();
    String warning = "warning: --samples has no effect: the log-densities of FlowModel are exact\n";
    Ran scored = on("score", "--data", data, "--out", out, "--response", "kind", "--samples", 9);
    assertTrue(scored.ok().err().contains(warning), scored.err());
    Ran evaluated = on("evaluate", "--data", data, "--response", "kind", "--samples", 9);
    assertTrue(evaluated.ok().err().contains(warning), evaluated.err());
    Ran without = on("evaluate", "--data", data, "--response", "kind").ok();
    assertFalse(without.err().contains("--samples"), without.err());
  }

  @Test
  void isResumed() throws IOException {
    String states = folder.resolve("states").toString();
    train("--epochs", "4", "--checkpoint", states, "--checkpoint-every", "2epochs").ok();
    FlowModel whole = read();
    train("--epochs", "4", "--resume", states).ok();
    assertArrayEquals(whole.definition().parameters(), read().definition().parameters());
    Ran other = train("--epochs", "4", "--resume", states, "--layers", "2");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("layers: expected 2, found 5"), other.err());
  }

  @Test
  void saysWhatItHasReached() throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("train", "--data", data, "--out", model));
    arguments.addAll(List.of("--response", "kind", "--model", "flow", "--epochs", 2));
    Ran ran = Ran.run(arguments.toArray()).ok();
    assertTrue(ran.out().contains("Log-density "), ran.out());
    assertFalse(ran.out().contains("ELBO"), ran.out());
    assertEquals(3, read().latent());
  }

  @Test
  void soDoesADetectorOfFlows() throws IOException {
    Path page = folder.resolve("report");
    List<Object> arguments = new ArrayList<>(List.of("train", "--data", data, "--out", model));
    arguments.addAll(List.of("--task", "anomaly", "--response", "kind", "--model", "flow"));
    arguments.addAll(List.of("--epochs", 2, "--members", 2, "--report", page));
    Ran ran = Ran.run(arguments.toArray()).ok();
    assertTrue(ran.out().contains("Log-density "), ran.out());
    assertFalse(ran.out().contains("ELBO"), ran.out());
    assertTrue(ran.err().contains("epoch 1/2: log-density "), ran.err());
    String report = Files.readString(page.resolve("report.html"));
    assertTrue(report.contains("log-density, nats a row"), report);
    assertFalse(report.contains("ELBO"), report);
  }

  /** A tenth of 100 rows are validation rows by default; of fewer rows none are. */
  @ParameterizedTest
  @ValueSource(strings = {"vae", "flow"})
  void detectorsMayEndEarly(String kind) throws IOException {
    Path many = Files.writeString(folder.resolve("many.csv"), table(120));
    List<Object> arguments = new ArrayList<>(List.of("train", "--out", model, "--quiet"));
    arguments.addAll(List.of("--task", "anomaly", "--response", "kind", "--model", kind));
    arguments.addAll(List.of("--epochs", 3, "--hidden", 8, "--members", 1, "--patience", 50));
    List<Object> few = new ArrayList<>(arguments);
    arguments.addAll(List.of("--data", many));
    Ran.run(arguments.toArray()).ok();
    few.addAll(List.of("--data", data));
    Ran.run(few.toArray())
        .refused(
            "lateo train: --patience: expected 0 without validation rows (validation=0), found 50");
    few.addAll(List.of("--validation", 0.2));
    Ran.run(few.toArray()).ok();
  }

  @Test
  void isTakenFromAConfiguration() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("trainer.xml"),
            "<config><component name='flow' type='org.lateo.FlowTrainer'><property name='epochs'"
                + " value='2'/><property name='mixed' value='true'/></component></config>");
    Object[] train = {
      "train",
      "--data",
      data,
      "--out",
      model,
      "--response",
      "kind",
      "--config",
      config,
      "--trainer",
      "flow",
      "--quiet"
    };
    Ran.run(train).ok();
    assertEquals(3, read().latent());
    List<Object> reported = new ArrayList<>(Arrays.asList(train));
    reported.addAll(List.of("--report", folder.resolve("report")));
    Ran.run(reported.toArray()).ok();
    String page = Files.readString(folder.resolve("report").resolve("report.html"));
    for (String part : List.of("Log-densities", "How training went", "FlowTrainer.builder()")) {
      assertTrue(page.contains(part), part);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--beta 2 --prior mixture; --prior, --beta: goes with --model vae",
        "--latent 2; --latent: goes with --model vae or autoencoder",
        "--likelihood gaussian --gated --missing a;"
            + " --gated, --likelihood, --missing: goes with --model vae or autoencoder",
        "--mask 0.1; --mask: goes with --model autoencoder",
        "--bins 1; --bins: expected 2 to 256 bins, found 1",
        "--layers 0; --layers: expected ",
        "--scaling logit --jitter 0.1; --jitter: expected 0 for the scaling LOGIT",
        "--same-order; --same-order: expected false unless layers are autoregressive",
        "--task anomaly --score reconstruction; --score: expected ELBO of flows, whose bound is log",
        "--task classify; --model flow: expected --task latent or anomaly, found classify; a",
      })
  void refusesWhatDoesNotGoTogether(String options, String message) {
    train(options.split(" ", -1)).refusedAbout("lateo train: " + message);
    assertFalse(Files.exists(model));
  }

  @Test
  void otherModelsRefuseItsOptions() {
    String[] options = {"--kind", "maf", "--jitter", "0.1"};
    for (String other : List.of("vae", "autoencoder")) {
      List<Object> all = new ArrayList<>(List.of("train", "--data", data, "--out", model));
      all.addAll(List.of("--model", other));
      all.addAll(List.of(options));
      Ran.run(all.toArray()).refused("lateo train: --kind, --jitter: goes with --model flow");
    }
  }

  @Test
  void refusesRowsThatHaveNoDensity() throws IOException {
    Path gaps = folder.resolve("gaps.csv");
    Files.writeString(gaps, Files.readString(data).replaceFirst("\n[^,]*,", "\n,"));
    Ran gap = trainOn(gaps);
    assertEquals(2, gap.code());
    assertTrue(
        gap.err().contains("(--exclude a leaves it out; --model vae takes gaps as missing values)"),
        gap.err());
    train("--categorical", "c")
        .refusedAbout("lateo train: rows.csv: expected numbers, found the category c@");
    trainOn(SmallData.csv(folder))
        .refusedAbout("lateo train: small.csv: expected numbers that seldom repeat, found 0.0 in ");
  }

  @Test
  void saysWhatToUseInstead() throws IOException {
    train().ok();
    on("impute", "--data", data, "--out", out)
        .refused(
            "lateo impute: "
                + model
                + ": expected a model that imputes, found FlowModel, which has no density of a part"
                + " of a row; a variational autoencoder has (train --model vae)");
    on("export", "--head", "decoder", "--out", out)
        .refused(
            "lateo export: "
                + model
                + ": expected a head of [log_density, z, sample] of FlowModel, found decoder");
    Path first = folder.resolve("first.tribuo");
    Files.move(model, first);
    Ran.run("train", "--data", data, "--out", model, "--from", first)
        .refused(
            "lateo train: "
                + first
                + ": expected an autoencoder, found FlowModel, which is trained anew on all rows");
  }
}
