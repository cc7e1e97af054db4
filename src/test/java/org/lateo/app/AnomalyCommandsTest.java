package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.FlowModel;
import org.lateo.ONNXVAE;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.config.PartKind;
import org.lateo.density.FlowKind;
import org.lateo.inference.ScoreKind;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.SheetReader;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/** Training, scoring and evaluating detectors; rows of the kind "minus" are the anomalies. */
final class AnomalyCommandsTest {
  @TempDir private Path folder;
  private Path csv;
  private Path model;

  @BeforeEach
  void write() {
    csv = SmallData.csv(folder);
    model = folder.resolve("model");
  }

  private Ran train(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", "anomaly", "--data", csv, "--out", model));
    arguments.addAll(List.of("--response", "kind", "--anomalous", "minus"));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  /** Two autoencoders, unless more says otherwise. */
  private Ran trainSmall(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--hidden", 8, "--epochs", 30));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--members")) {
      arguments.addAll(List.of("--members", 2));
    }
    return train(arguments.toArray());
  }

  private VAEAnomalyModel read() throws IOException {
    return (VAEAnomalyModel) Model.deserializeFromFile(model);
  }

  @Test
  void trains() throws IOException {
    JsonNode json = trainSmall("--json").ok().json();
    assertEquals(30, json.get("epochs").asInt());
    assertTrue(json.get("elbo").isNumber());
    VAEAnomalyModel detector = read();
    assertEquals(2, detector.members().size());
    assertEquals(15, detector.calibrationScores().anomalous().length);
    assertEquals(45, detector.calibrationScores().usual().length);
  }

  private Ran trainOnce(Path data, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--task", "anomaly", "--data", data));
    arguments.addAll(List.of("--out", model, "--response", "kind", "--epochs", 1, "--members", 1));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray()).ok();
  }

  @Test
  void saysWhatResponsesCountAs() {
    Ran named = trainOnce(csv, "--anomalous", "minus");
    String usual = "45 rows count as usual (kind 'plus' or no value), 15 as known anomalies";
    assertTrue(named.out().contains(usual + " ('minus')"), named.out());
    assertFalse(named.err().contains("warning: no row"), named.err());
    assertTrue(named.out().contains("1 autoencoder; rows are anomalous"), named.out());
  }

  @Test
  void warnsWhereNoRowIsAnAnomaly() {
    Ran misspelt = trainOnce(csv, "--anomalous", "FAULT");
    String warning = "warning: no row of 'kind' is 'FAULT'; found 'minus' (15), 'plus' (30), which";
    assertTrue(misspelt.err().contains(warning), misspelt.err());
    Ran unnamed = trainOnce(csv);
    assertTrue(unnamed.err().contains("no row of 'kind' is 'ANOMALOUS'"), unnamed.err());
  }

  @Test
  void doesNotWarnOfUsualRowsAlone() throws IOException {
    Path usual = folder.resolve("usual.csv");
    List<String> lines = Files.readAllLines(csv);
    Files.write(usual, lines.stream().filter(line -> !line.contains("minus")).toList());
    Ran ran = trainOnce(usual);
    assertFalse(ran.err().contains("no row of"), ran.err());
    assertTrue(ran.out().contains("45 rows count as usual"), ran.out());
  }

  @Test
  void takesEveryOption() throws IOException {
    Ran ran =
        trainSmall(
                "--score",
                "reconstruction",
                "--threshold",
                "contamination:share=0.25",
                "--exemplars",
                "0.2",
                "--trimming",
                0.1,
                "--latent",
                2)
            .ok();
    assertTrue(ran.out().contains("2 autoencoders; rows are anomalous below"), ran.out());
    VAEAnomalyModel detector = read();
    assertEquals(ScoreKind.RECONSTRUCTION, detector.kind());
    assertEquals("contamination:share=0.25", ruleOf(detector));
    assertEquals(2, ((VAEModel) detector.members().get(0)).latent());
    String provenance = detector.getProvenance().toString();
    assertTrue(provenance.contains("0.1"), provenance);
  }

  /** Members are flows, which are asked for by the same verbs. */
  @Test
  void detectorsOfFlows() throws IOException {
    Path page = folder.resolve("page");
    Ran ran = trainSmall("--model", "flow", "--kind", "maf", "--layers", 2, "--report", page).ok();
    assertTrue(ran.out().contains("2 flows; rows are anomalous below"), ran.out());
    VAEAnomalyModel detector = read();
    FlowModel first = (FlowModel) detector.members().get(0);
    assertEquals(FlowKind.MAF, first.definition().architecture().kind());
    String shown = first.getProvenance().getTrainerProvenance().toString();
    assertTrue(shown.contains("jitter=0.02"), shown);
    String html = Files.readString(page.resolve("report.html"));
    assertTrue(html.contains("Flows") && html.contains(".flow(FlowTrainer.builder()"), html);
    Path out = folder.resolve("scores.csv");
    Ran.run("score", "--model", model, "--data", csv, "--out", out).ok();
    assertTrue(Files.readString(out).startsWith("row,score,event,p_value,reason_1,nats_1,"));
    JsonNode found =
        Ran.run(
                "evaluate",
                "--model",
                model,
                "--data",
                csv,
                "--response",
                "kind",
                "--anomalous",
                "minus",
                "--json")
            .ok()
            .json();
    assertTrue(found.get("auroc").isNumber());
    Path file = folder.resolve("score.onnx");
    Ran.run("export", "--model", model, "--head", "score", "--out", file).ok();
    Ran.run("encode", "--model", model, "--data", csv, "--out", out)
        .refusedAbout(
            "lateo encode: " + model + ": expected one model, found a detector of 2; train");
  }

  private static String ruleOf(VAEAnomalyModel detector) {
    return PartKind.format(detector.thresholdRule());
  }

  @Test
  void withoutOptionsTheAutoencoderIsChosen() throws IOException {
    Ran ran = train("--members", 1, "--quiet").ok();
    assertEquals("", ran.out());
    String shown = read().members().get(0).getProvenance().getTrainerProvenance().toString();
    assertTrue(shown.contains("StudentT"), shown);
    assertEquals("false-alarm-rate", ruleOf(read()));
  }

  @Test
  void scores() throws IOException {
    trainSmall("--exemplars", 0).ok();
    Path out = folder.resolve("scores.csv");
    JsonNode json =
        Ran.run(
                "score",
                "--model",
                model,
                "--data",
                csv,
                "--out",
                out,
                "--keep",
                "c",
                "--json",
                "--response",
                "kind")
            .ok()
            .json();
    List<String> lines = Files.readAllLines(out);
    assertEquals(
        "c,row,score,event,p_value,reason_1,nats_1,reason_2,nats_2,reason_3,nats_3", lines.get(0));
    VAEAnomalyModel detector = read();
    Dataset<Event> rows = Table.read(TableOptions.of(csv).withResponse("kind"), detector).events();
    assertEquals(1 + json.get("rows").asInt(), lines.size());
    int alarms = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Example<Event> row = rows.getExample(Integer.parseInt(cells[1]) - 1);
      double score = Double.parseDouble(cells[2]);
      assertEquals(detector.score(row), score);
      boolean anomalous = score < detector.threshold();
      assertEquals(anomalous ? "ANOMALOUS" : "EXPECTED", cells[3]);
      assertEquals(detector.pValue(row), Double.parseDouble(cells[4]));
      AnomalyExplanation why = detector.explain(row);
      for (int i = 0; i < 3; i++) {
        assertEquals(why.features().get(i).name(), cells[5 + 2 * i]);
        assertEquals(why.features().get(i).deviation(), Double.parseDouble(cells[6 + 2 * i]));
      }
      alarms += anomalous ? 1 : 0;
    }
    assertEquals(json.get("anomalous").asInt(), alarms);
  }

  /** A column that training never saw is left out, a value that it never saw is not. */
  @Test
  void columnsAreToldFromValues() throws IOException {
    StringBuilder text = new StringBuilder("colour,a\n");
    for (int i = 0; i < 80; i++) {
      text.append(i % 2 == 0 ? "red," : "blue,").append(0.1 * (i % 7)).append("\n");
    }
    Path words = Files.writeString(folder.resolve("words.csv"), text);
    Ran.run(
            "train",
            "--task",
            "anomaly",
            "--members",
            1,
            "--data",
            words,
            "--categorical",
            "colour",
            "--out",
            model,
            "--hidden",
            4,
            "--latent",
            2,
            "--epochs",
            5)
        .ok();
    String usual = scoresOf("usual.csv", "colour,a\nred,0.3\nblue,0.2\n", "");
    String warning =
        "warning: extra.csv: the model does not know the column 'id', and leaves it out"
            + " (name it as the response, if it is the output)";
    assertEquals(usual, scoresOf("extra.csv", "id,colour,a\n77,red,0.3\nx,blue,0.2\n", warning));
    assertEquals(usual, scoresOf("order.csv", "a,colour\n0.3,red\n0.2,blue\n", ""));
    String unseen = scoresOf("unseen.csv", "colour,a\nred,0.3\ngreen,0.2\n", "");
    assertEquals(usual.lines().toList().get(1), unseen.lines().toList().get(1));
    assertTrue(score(unseen) < score(usual) - 1, unseen);
    String lacks =
        "warning: columns.csv lacks a column of the model, which counts as zero in every row:"
            + " 'colour@red'";
    String columns =
        scoresOf("columns.csv", "colour@blue,colour@green,a\n1,0,0.3\n0,1,0.2\n", lacks);
    assertEquals(unseen.lines().toList().get(2), columns.lines().toList().get(2));
    Path none = Files.writeString(folder.resolve("none.csv"), "a,Colour\n0.3,red\n");
    Ran.run("score", "--model", model, "--data", none, "--out", folder.resolve("o"))
        .refused(
            "lateo score: none.csv: expected the model's column 'colour', found none, but 'Colour';"
                + " is 'Colour' meant for 'colour'? (--absent-as-zero takes absent columns as"
                + " zero)");
  }

  /** Of the second row. */
  private static double score(String scores) {
    return Double.parseDouble(scores.lines().toList().get(2).split(",", -1)[1]);
  }

  private String scoresOf(String name, String rows, String warning) throws IOException {
    Path file = Files.writeString(folder.resolve(name), rows);
    Path out = folder.resolve("scores.csv");
    Ran ran = Ran.run("score", "--model", model, "--data", file, "--out", out, "--samples", 5);
    assertEquals(warning, ran.ok().err().strip());
    return Files.readString(out);
  }

  @Test
  void exportsADetectorAsOneFile() {
    Path onnx = folder.resolve("score.onnx");
    trainSmall().ok();
    JsonNode json =
        Ran.run("export", "--model", model, "--head", "score", "--out", onnx, "--json").ok().json();
    assertTrue(json.get("max_relative_difference").asDouble() < 1e-4);
    try (ONNXVAE file = ONNXVAE.open(onnx)) {
      assertTrue(file.outputs().keySet().containsAll(List.of("score", "is_anomaly", "p_value")));
    }
  }

  @Test
  void exportsTheAutoencoderOfADetectorThatHasOne() {
    Path onnx = folder.resolve("encoder.onnx");
    trainSmall().ok();
    Ran.run("export", "--model", model, "--head", "encoder", "--out", onnx)
        .refused(
            "lateo export: "
                + model
                + ": expected a head of [score] of VAEAnomalyModel, found encoder (train --members"
                + " 1)");
    trainSmall("--members", 1).ok();
    Ran.run("export", "--model", model, "--head", "encoder", "--out", onnx).ok();
    assertTrue(Files.isRegularFile(onnx));
  }

  @Test
  void evaluates() {
    trainSmall().ok();
    List<Object> arguments = new ArrayList<>(List.of("evaluate", "--model", model));
    arguments.addAll(List.of("--data", csv, "--response", "kind", "--anomalous", "minus"));
    Ran people = Ran.run(arguments.toArray()).ok();
    assertTrue(people.out().contains("AUROC"), people.out());
    arguments.add("--json");
    JsonNode json = Ran.run(arguments.toArray()).ok().json();
    for (String name : List.of("auroc", "average_precision", "recall_at_0.05", "f1")) {
      assertTrue(json.get(name).asDouble() >= 0 && json.get(name).asDouble() <= 1, name);
    }
    assertNull(json.get("nll"));
    Ran.run("evaluate", "--model", model, "--data", csv, "--response", "kind")
        .refused(
            "lateo evaluate: small.csv: expected rows whose response is ANOMALOUS and others,"
                + " found 'minus', 'plus' (--response, --anomalous)");
  }

  /** Each member's posterior collapses, which is told once, with options that help. */
  @Test
  void collapseIsToldOnce() {
    String said = trainSmall("--beta", 1000).ok().err();
    String[] told = said.split("Posterior collapse", -1);
    assertEquals(2, told.length, said);
    assertTrue(told[1].contains("Remedies: --warm-up, --free-bits, or a smaller --latent"), said);
  }

  /** Alarms and tenths of p-values are those that the model tells row by row. */
  @Test
  void evaluatesWithoutResponses() throws IOException {
    trainSmall().ok();
    Object[] arguments = {"evaluate", "--model", model, "--data", csv, "--json"};
    JsonNode json = Ran.run(arguments).ok().json();
    VAEAnomalyModel detector = read();
    Dataset<Event> data =
        Datasets.toTrain(
            SheetReader.read(TableOptions.of(csv).withResponse("kind")), OutputKind.events(""));
    int[] tenths = new int[10];
    int alarms = 0;
    for (Example<Event> row : data) {
      tenths[(int) Math.ceil(10 * detector.pValue(row)) - 1]++;
      alarms += detector.predict(row).getOutput().getType() == EventType.ANOMALOUS ? 1 : 0;
    }
    assertEquals(data.size(), json.get("rows").asInt());
    assertEquals(alarms, json.get("alarms").asInt());
    assertEquals(alarms / (double) data.size(), json.get("alarm_rate").asDouble());
    JsonNode shares = json.get("p_value_shares");
    assertEquals(10, shares.size());
    for (int i = 0; i < 10; i++) {
      assertEquals(tenths[i] / (double) data.size(), shares.get(i).asDouble(), 1e-12);
    }
    JsonNode quantiles = json.get("score_quantiles");
    assertTrue(
        quantiles.get("0.05").asDouble() <= quantiles.get("0.5").asDouble(), json.toString());
    String said = Ran.run("evaluate", "--model", model, "--data", csv).ok().out();
    assertTrue(said.startsWith("Alarms "), said);
  }

  /** Of a detector without scores of rows held out no rate of false alarms is promised. */
  @Test
  void evaluatesAnyModelOfEvents() throws IOException {
    VAETrainer codes = VAETrainer.builder().hidden(8).latent(2).epochs(5).build();
    VAEAnomalyTrainer detector = VAEAnomalyTrainer.builder().autoencoder(codes).members(1).build();
    Dataset<Event> rows =
        Datasets.toTrain(
            SheetReader.read(TableOptions.of(csv).withResponse("kind")),
            OutputKind.events("minus"));
    new LatentFeatureTrainer<>(codes, detector).train(rows).serializeToFile(model);
    Object[] arguments = {
      "evaluate", "--model", model, "--data", csv, "--response", "kind", "--anomalous", "minus"
    };
    Ran.run(arguments).ok();
    List<Object> json = new ArrayList<>(List.of(arguments));
    json.add("--json");
    JsonNode found = Ran.run(json.toArray()).ok().json();
    assertTrue(found.get("auroc").isNumber());
    assertTrue(found.get("false_alarms_at_0.05").isNull());
  }

  @Test
  void writesReports() throws IOException {
    trainSmall("--report", folder.resolve("report")).ok();
    assertTrue(report("report").contains("The training rows that score lowest."));
    Ran.run(
            "score",
            "--model",
            model,
            "--data",
            csv,
            "--out",
            folder.resolve("s.csv"),
            "--report",
            folder.resolve("scored"))
        .ok();
    assertTrue(report("scored").contains("The rows that score lowest"), "of new rows");
    Ran.run(
            "evaluate",
            "--model",
            model,
            "--data",
            csv,
            "--response",
            "kind",
            "--anomalous",
            "minus",
            "--report",
            folder.resolve("evaluated"))
        .ok();
    assertTrue(report("evaluated").contains("Area under the ROC curve"));
    assertFalse(report("evaluated").contains("events("), "it is not known what was anomalous");
  }

  /** A page without known anomalies; its rows have the numbers of the file. */
  @Test
  void reportsOfRowsWithoutResponsesNumberThemAsTheFile() throws IOException {
    trainSmall().ok();
    List<String> lines = Files.readAllLines(csv);
    String head = lines.get(0);
    String row = lines.get(1);
    String empty = row.replaceAll("[^,]", "");
    String odd = row.replaceAll("-?\\d[\\d.]*", "1e6");
    Path file = folder.resolve("few.csv");
    Files.write(file, List.of(head, row, row, row, odd));
    Path out = folder.resolve("evaluated");
    Ran.run("evaluate", "--model", model, "--data", file, "--report", out).ok();
    assertEquals("4", firstOfTheMostUnusual(report("evaluated")), "the odd one");
    Files.write(file, List.of(head, row, empty, row, row, odd));
    Object[] train = {"train", "--data", file, "--out", folder.resolve("vae"), "--epochs", 2};
    Ran.run(with(train, "--validation", 0, "--report", folder.resolve("trained"))).ok();
    assertTrue(report("trained").contains("row 5 worst"), report("trained"));
  }

  private static Object[] with(Object[] arguments, Object... more) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
  }

  private static String firstOfTheMostUnusual(String page) {
    Matcher cell =
        Pattern.compile("(?s)>The most unusual rows</h2>.*?<tbody>\\s*<tr>\\s*<t[dh][^>]*>(\\d+)<")
            .matcher(page);
    assertTrue(cell.find(), page);
    return cell.group(1);
  }

  private String report(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("report.html"));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Ran.run("train", "--data", csv, "--out", model, "--members", 3, "--anomalous", "x")
        .refused("lateo train: --members, --anomalous: goes with --task anomaly");
    trainSmall("--labelled", 3).refused("lateo train: --labelled goes with --task classify");
    trainSmall("--threshold", "none")
        .refusedAbout("lateo train: --threshold: expected a threshold");
    trainSmall("--threshold", "fixed:value=x")
        .refusedAbout("lateo train: --threshold: expected a number as value of fixed");
    trainSmall("--trimming", 2).refusedAbout("lateo train: --trimming: expected a share in [0, 1)");
    trainSmall("--prior", "none").refusedAbout("lateo train: --prior: expected a prior");
    trainSmall("--score", "nothing").refusedAbout("lateo train: ");
  }

  @Test
  void takesATrainerFromAConfiguration() throws IOException {
    Path config = folder.resolve("config.xml");
    Files.writeString(
        config,
        """
        <config>
          <component name="detector" type="org.lateo.anomaly.VAEAnomalyTrainer">
            <property name="members" value="2"/>
            <property name="autoencoder" value="vae"/>
          </component>
          <component name="vae" type="org.lateo.VAETrainer">
            <propertylist name="hidden"><item>7</item></propertylist>
            <property name="epochs" value="3"/>
          </component>
        </config>
        """);
    train("--config", config, "--trainer", "detector").ok();
    assertEquals(2, read().members().size());
    train("--config", config, "--trainer", "vae")
        .refused(
            "lateo train: --trainer: expected a VAEAnomalyTrainer for --task anomaly, found"
                + " VAETrainer");
    train("--config", config, "--trainer", "detector", "--members", 3)
        .refusedAbout(
            "lateo train: --config: expected the trainer's settings in the configuration alone");
  }
}
