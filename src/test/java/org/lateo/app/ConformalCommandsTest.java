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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.conformal.ConformalClassificationModel;
import org.lateo.conformal.ConformalRegressionModel;
import org.lateo.math.RandomStream;
import org.tribuo.Model;

/** {@code train --coverage}, and the verbs on what comes of it. */
final class ConformalCommandsTest {
  private static final int ROWS = 400;
  private static final int ANSWERED = ROWS * 9 / 10;

  @TempDir private Path folder;
  private Path data;
  private Path model;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    data = Files.writeString(folder.resolve("homes.csv"), table());
    model = folder.resolve("model.tribuo");
    out = folder.resolve("out.csv");
  }

  /** A price with much noise, and whether it is high; neither is known of every tenth row. */
  private static String table() {
    RandomStream random = RandomStream.of(1, "homes");
    StringBuilder text = new StringBuilder("size,price,dear\n");
    for (int i = 0; i < ROWS; i++) {
      double size = 50 + 20 * random.gaussian(2L * i);
      double price = 3 * size + 30 * random.gaussian(2L * i + 1);
      String known =
          i % 10 == 9
              ? ","
              : String.format(Locale.ROOT, "%.2f,%s", price, price > 150 ? "yes" : "no");
      text.append(String.format(Locale.ROOT, "%.3f,%s\n", size, known));
    }
    return text.toString();
  }

  private Ran train(String task, String response, String... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", task, "--data", data, "--response", response));
    String other = response.equals("price") ? "dear" : "price";
    arguments.addAll(List.of("--exclude", other, "--out", model, "--threads", "1"));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private Ran on(String verb, String response, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(verb, "--model", model, "--data", data));
    arguments.addAll(List.of("--response", response));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private List<String[]> lines() throws IOException {
    return Files.readAllLines(out).stream().map(line -> line.split(",", -1)).toList();
  }

  private <M> M read(Class<M> kind) throws IOException {
    return kind.cast(Model.deserializeFromFile(model));
  }

  @Test
  void numbersHaveIntervals() throws IOException {
    Ran ran = train("regress", "price", "--coverage", "0.8", "--epochs", "60").ok();
    assertTrue(
        ran.out().contains("0.8 of fresh outputs are held, by ABSOLUTE among 90"), ran.out());
    ConformalRegressionModel read = read(ConformalRegressionModel.class);
    assertEquals(0.8, read.coverage());
    on("predict", "price", "--out", out).ok();
    List<String[]> lines = lines();
    assertEquals(List.of("low(price)", "high(price)"), Arrays.asList(lines.get(0)).subList(7, 9));
    assertEquals(ROWS + 1, lines.size());
    int held = 0;
    for (int r = 1; r <= ROWS; r++) {
      double low = Double.parseDouble(lines.get(r)[7]);
      double high = Double.parseDouble(lines.get(r)[8]);
      double price = Double.parseDouble(lines.get(r)[1]);
      assertTrue(low < price && price < high);
      held += isHeld(r, low, high) ? 1 : 0;
    }
    JsonNode found = on("evaluate", "price", "--json").ok().json();
    assertEquals(held / (double) ANSWERED, found.get("coverage").asDouble(), 1e-12);
    // Calibration rows hold at least 0.8; of the others the model knows more.
    assertTrue(held > 0.75 * ANSWERED && held < 0.9 * ANSWERED, held + " rows");
    assertTrue(found.get("width").asDouble() > 30);
    assertTrue(found.has("coverage_of_0.9"));
    String said = on("evaluate", "price").ok().out();
    assertTrue(said.contains("Calibrated intervals hold 0."), said);
  }

  private boolean isHeld(int row, double low, double high) throws IOException {
    String price = Files.readAllLines(data).get(row).split(",", -1)[1];
    return !price.isEmpty()
        && low <= Double.parseDouble(price)
        && high >= Double.parseDouble(price);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bayes", "raw"})
  void classesHaveSets(String method) throws IOException {
    train("classify", "dear", "--method", method, "--coverage", "0.95", "--calibration", "0.4")
        .ok();
    ConformalClassificationModel read = read(ConformalClassificationModel.class);
    assertEquals(0.4 * ANSWERED, read.calibrationRows().get(""), 1);
    on("predict", "dear", "--out", out).ok();
    List<String[]> lines = lines();
    List<String> header = Arrays.asList(lines.get(0));
    int in = header.indexOf("in(no)");
    assertEquals(List.of("in(no)", "in(yes)"), header.subList(in, header.size()));
    List<String> all = Files.readAllLines(data);
    int held = 0;
    int size = 0;
    for (int r = 1; r <= ROWS; r++) {
      String dear = all.get(r).split(",", -1)[2];
      if (!dear.isEmpty()) {
        held += Integer.parseInt(lines.get(r)[in + (dear.equals("yes") ? 1 : 0)]);
        size += Integer.parseInt(lines.get(r)[in]) + Integer.parseInt(lines.get(r)[in + 1]);
      }
    }
    JsonNode found = on("evaluate", "dear", "--json").ok().json();
    assertEquals(held / (double) ANSWERED, found.get("coverage").asDouble(), 1e-12);
    assertEquals(size / (double) ANSWERED, found.get("mean_size").asDouble(), 1e-12);
    assertTrue(held > 0.9 * ANSWERED, held + " rows");
    assertTrue(size > ANSWERED, size + " classes");
    String said = on("evaluate", "dear").ok().out();
    assertTrue(said.contains("Sets hold the class of 0."), said);
  }

  @Test
  void theModelInsideIsExported() {
    train("regress", "price", "--coverage", "0.9", "--epochs", "5").ok();
    Ran.run("export", "--model", model, "--head", "prediction", "--out", folder.resolve("x.onnx"))
        .ok();
  }

  /** Rows as the file counts them, of which the first thirty have no class. */
  private Path rare() throws IOException {
    StringBuilder text = new StringBuilder("size,dear\n");
    for (int i = 0; i < 90; i++) {
      String dear = i < 30 ? "" : i == 70 ? "rare" : i % 2 == 0 ? "yes" : "no";
      text.append(i * 7 % 31).append(',').append(dear).append('\n');
    }
    return Files.writeString(folder.resolve("rare.csv"), text);
  }

  /** Of a class whose one row calibrates there is none to train on; its row is that of the file. */
  @ParameterizedTest
  @ValueSource(strings = {"bayes", "raw"})
  void aClassThatOnlyCalibratesIsNamed(String method) throws IOException {
    data = rare();
    Ran refused = null;
    for (int seed = 1; seed < 9 && (refused == null || refused.code() == 0); seed++) {
      refused = trainRare(method, "" + seed);
    }
    refused.refusedAbout(
        "lateo train: rare.csv: expected a row of label rare to train on, found all 1 in the draw of"
            + " calibration rows, such as row 71; calibrate with a smaller share, draw by another"
            + " seed, or leave the label out");
  }

  private Ran trainRare(String method, String seed) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", "classify", "--method", method));
    arguments.addAll(List.of("--data", data, "--response", "dear", "--out", model));
    arguments.addAll(
        List.of("--coverage", "0.5", "--calibration", "0.9", "--seed", seed, "--quiet"));
    return Ran.run(arguments.toArray());
  }

  /** Of a network whose training maximises a bound, which rows that are held out do not have. */
  @ParameterizedTest
  @ValueSource(strings = {"mean_field", "last_layer"})
  void heldOutRowsHaveTheirExpectedLogLikelihood(String weights) {
    String[] options = {"--coverage", "0.8", "--weights", weights, "--validation", "0.2"};
    String said = train("regress", "price", options).ok().out();
    String lines = said.replaceAll("-?[0-9.,]*[0-9]", "0");
    assertTrue(lines.contains("ELBO 0 nats a row, expected log-likelihood 0 on validation"), said);
  }

  private static final String CONFIGURATION =
      """
      <config>
        <component name="network" type="org.lateo.bayes.BayesianRegressionTrainer">
          <property name="epochs" value="4"/>
        </component>
        <component name="intervals" type="org.lateo.conformal.ConformalRegressionTrainer">
          <property name="innerTrainer" value="network"/>
        </component>
        <component name="mean" type="org.tribuo.regression.baseline.DummyRegressionTrainer">
          <property name="dummyType" value="MEAN"/>
        </component>
        <component name="around" type="org.lateo.conformal.ConformalRegressionTrainer">
          <property name="innerTrainer" value="mean"/>
        </component>
      </config>
      """;

  private Ran configured(String trainer, Object... more) throws IOException {
    Path config = Files.writeString(folder.resolve("trainers.xml"), CONFIGURATION);
    List<Object> arguments = new ArrayList<>(List.of("train", "--task", "regress"));
    arguments.addAll(List.of("--data", data, "--response", "price", "--exclude", "dear"));
    arguments.addAll(List.of("--config", config, "--trainer", trainer, "--out", model));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  /** Its network is told of, and continued by checkpoints, as one that options ask for. */
  @Test
  void aTrainerOfAConfigurationReports() throws IOException {
    Path states = folder.resolve("states");
    JsonNode found = configured("intervals", "--checkpoint", states, "--json").ok().json();
    assertEquals(4, found.get("epochs").asInt());
    assertTrue(found.get("log_likelihood").asDouble() < 0, found.toString());
    try (Stream<Path> files = Files.list(states)) {
      assertTrue(files.anyMatch(file -> file.toString().endsWith(".checkpoint")));
    }
    float[] once = inside();
    String again = configured("intervals", "--resume", states).ok().err();
    assertTrue(again.contains("trained before"), again);
    assertArrayEquals(once, inside());
  }

  private float[] inside() throws IOException {
    return ((BayesianRegressionModel) read(ConformalRegressionModel.class).model())
        .definition()
        .parameters();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "around"})
  void checkpointsOfATrainerThatReportsNothingAreRefused(String trainer) throws IOException {
    String expected =
        "lateo train: --checkpoint and --resume: expected a trainer that reports its training to a"
            + " listener, found ";
    configured(trainer, "--checkpoint", folder.resolve("states")).refusedAbout(expected);
    assertFalse(Files.exists(folder.resolve("states")));
    configured(trainer).ok();
  }

  @Test
  void checkpointsOfAClassifierOfFeaturesAreRefused() throws IOException {
    Object[] train = {"train", "--task", "classify", "--method", "raw", "--data", data};
    List<Object> arguments = new ArrayList<>(List.of(train));
    arguments.addAll(List.of("--response", "dear", "--out", model));
    arguments.addAll(List.of("--checkpoint", folder.resolve("states")));
    Ran.run(arguments.toArray())
        .refusedAbout(
            "lateo train: --checkpoint and --resume: expected a trainer that reports its training to a"
                + " listener, found --method raw");
    assertFalse(Files.exists(folder.resolve("states")));
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    String alone = "--coverage: goes with --task regress --method bayes, and with --task classify";
    train("classify", "dear", "--coverage", "0.9").refusedAbout("lateo train: " + alone);
    train("regress", "price", "--method", "m1", "--coverage", "0.9")
        .refusedAbout("lateo train: " + alone);
    train("latent", "price", "--coverage", "0.9").refusedAbout("lateo train: " + alone);
    train("regress", "price", "--calibration", "0.5")
        .refusedAbout("lateo train: --calibration goes with --coverage");
    train("regress", "price", "--coverage", "1")
        .refusedAbout("lateo train: --coverage: expected a share in (0, 1), found 1.0");
    train("regress", "price", "--coverage", "0.9", "--calibration", "0")
        .refusedAbout("lateo train: --calibration: expected a share in (0, 1), found 0.0");
    train("regress", "price", "--coverage", "0.999", "--quiet")
        .refusedAbout(
            "lateo train: homes.csv: expected at least 999 calibration rows for a coverage of 0.999");
    train("regress", "price", "--coverage", "0.9", "--report", folder.resolve("page").toString())
        .refusedAbout("lateo train: --report: expected");
  }
}
