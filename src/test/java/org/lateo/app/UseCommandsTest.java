package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.VAEModel;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.impl.ArrayExample;

/** The verbs that take a model. */
final class UseCommandsTest {
  @TempDir private static Path folder;
  private static Path csv;
  private static Path model;
  private static Path classifier;
  private static Path raw;
  private static Path m2;

  @TempDir private Path target;

  @BeforeAll
  static void train() {
    csv = SmallData.csv(folder);
    model = folder.resolve("vae.model");
    classifier = folder.resolve("m1.model");
    raw = folder.resolve("raw.model");
    train(model, "--task", "latent", "--epochs", "60");
    train(classifier, "--task", "classify", "--method", "m1", "--epochs", "60");
    train(raw, "--task", "classify", "--method", "raw");
    m2 = folder.resolve("m2.model");
    train(m2, "--task", "classify", "--method", "m2", "--epochs", "20");
  }

  private static void train(Path out, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--data", csv));
    arguments.addAll(List.of("--response", "kind", "--out", out, "--quiet"));
    arguments.addAll(List.of(more));
    if (!out.equals(raw)) {
      arguments.addAll(List.of("--hidden", 16, "--latent", 2, "--batch", 10));
    }
    Ran.run(arguments.toArray()).ok();
  }

  @Test
  void encodesEveryRow() throws IOException {
    Path out = target.resolve("codes.csv");
    for (Path file : List.of(model, classifier)) {
      Ran ran =
          Ran.run("encode", "--model", file, "--data", csv, "--response", "kind", "--out", out);
      assertEquals("Wrote 60 codes of 2 dimensions to " + out, ran.ok().out().strip());
      List<String> lines = Files.readAllLines(out);
      assertEquals("z0,z1,kind", lines.get(0));
      assertEquals(61, lines.size());
      assertTrue(lines.get(1).matches("-?[0-9.E-]+,-?[0-9.E-]+,plus"), lines.get(1));
      assertTrue(lines.get(4).endsWith(","), lines.get(4));
    }
    Ran.run(
            "train",
            "--data",
            out,
            "--response",
            "kind",
            "--out",
            target.resolve("m"),
            "--epochs",
            1)
        .ok();
  }

  @Test
  void encodesMeansAloneIfNoResponseIsNamed() throws IOException {
    Path out = target.resolve("codes.csv");
    Path plain = Files.writeString(target.resolve("plain.csv"), "a,b,c\n1,2,3\n0,0,0\n");
    Ran ran = Ran.run("encode", "--model", model, "--data", plain, "--out", out, "--json").ok();
    assertEquals("{\"rows\":2,\"latent\":2}", ran.out().strip());
    assertEquals("z0,z1", Files.readAllLines(out).get(0));
  }

  /** Rows are given to a model some at a time, which must not show. */
  @Test
  void encodesManyRowsAsJavaDoes() throws IOException {
    Path out = target.resolve("codes.csv");
    StringBuilder text = new StringBuilder("a,b,c\n");
    double[][] rows = new double[1100][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1 + i % 7, i % 11 - 5, 1 + i % 13};
      text.append(rows[i][0] + "," + rows[i][1] + "," + rows[i][2] + "\n");
    }
    Path many = Files.writeString(target.resolve("many.csv"), text);
    Path wide = target.resolve("wide.model");
    Ran.run("train", "--data", many, "--out", wide, "--latent", 20, "--epochs", 1).ok();
    Ran.run("encode", "--model", wide, "--data", many, "--out", out).ok();
    VAEModel vae = (VAEModel) Model.deserializeFromFile(wide);
    List<String> lines = Files.readAllLines(out);
    List<LatentCode> codes = vae.encode(examples(rows));
    for (int i = 0; i < rows.length; i++) {
      String mean = Arrays.toString(codes.get(i).getMean()).replaceAll("[ \\[\\]]", "");
      assertEquals(mean, lines.get(1 + i), "row " + (1 + i));
    }
  }

  private static List<Example<LatentCode>> examples(double[]... rows) {
    String[] names = {"a", "b", "c"};
    return Arrays.stream(rows)
        .<Example<LatentCode>>map(row -> new ArrayExample<>(LatentCode.UNKNOWN, names, row))
        .toList();
  }

  @Test
  void scoresEveryRow() throws IOException {
    Path out = target.resolve("scores.csv");
    JsonNode json =
        Ran.run(
                "score",
                "--model",
                model,
                "--data",
                csv,
                "--response",
                "kind",
                "--out",
                out,
                "--samples",
                20,
                "--json")
            .ok()
            .json();
    List<String> lines = Files.readAllLines(out);
    assertEquals("row,elbo,reconstruction,kl,log_likelihood", lines.get(0));
    assertEquals(61, lines.size());
    double elbo = 0;
    for (int row = 1; row <= 60; row++) {
      String[] cells = lines.get(row).split(",", -1);
      assertEquals(row, Integer.parseInt(cells[0]));
      elbo += Double.parseDouble(cells[1]) / 60;
      double difference = Double.parseDouble(cells[2]) - Double.parseDouble(cells[3]);
      assertEquals(Double.parseDouble(cells[1]), difference, 1e-5);
    }
    assertEquals(elbo, json.get("elbo").asDouble(), 1e-9);
  }

  @Test
  void evaluatesDensity() {
    Ran ran =
        Ran.run("evaluate", "--model", model, "--data", csv, "--response", "kind", "--json").ok();
    JsonNode json = ran.json();
    assertEquals(60, json.get("rows").asInt());
    assertTrue(json.get("nll").asDouble() <= -json.get("elbo").asDouble() + 0.1);
    assertTrue(json.get("active_units").asInt() <= 2);
    assertEquals(2, json.get("latent").asInt());
    assertEquals(
        json.get("kl").asDouble(),
        json.get("kl_per_latent").get(0).asDouble() + json.get("kl_per_latent").get(1).asDouble(),
        1e-5);
    double error = json.get("nll_standard_error").asDouble();
    assertTrue(error > json.get("nll_monte_carlo_error").asDouble(), json::toString);
    assertTrue(json.get("nll_monte_carlo_error").asDouble() > 0, json::toString);
    assertTrue(json.has("warning"));
    assertEquals("", ran.err());
    Ran people = Ran.run("evaluate", "--model", model, "--data", csv, "--response", "kind").ok();
    assertTrue(people.out().contains("Active units"), people.out());
    assertTrue(people.out().contains("KL per latent"), people.out());
    assertTrue(people.out().contains("(200 samples a row)"), people.out());
  }

  /** Rows that are all equal leave nothing to tell apart. */
  @Test
  void collapseIsSaidAfterTrainingAndOnEvaluation() throws IOException {
    Path equal = Files.writeString(target.resolve("equal.csv"), "a,b\n" + "1,2\n".repeat(20));
    Path out = target.resolve("equal.model");
    List<Object> train = new ArrayList<>(List.of("train", "--data", equal, "--out", out));
    train.addAll(List.of("--epochs", 1, "--latent", 3, "--hidden", 4));
    Ran.run(train.toArray())
        .refused(
            "lateo train: equal.csv: expected at least one feature, found 'a', where every cell is"
                + " '1'; 'b', where every cell is '2'");
    Path types = target.resolve("types.json");
    Files.writeString(types, "{\"a\": \"number\", \"b\": \"number\"}");
    train.addAll(List.of("--types", types));
    Ran trained = Ran.run(train.toArray());
    String collapse = "Posterior collapse: 3 of 3 latent dimensions are inactive";
    assertTrue(trained.ok().err().contains(collapse), trained.err());
    Ran people = Ran.run("evaluate", "--model", out, "--data", equal).ok();
    assertTrue(people.out().contains(collapse), people.out());
    JsonNode json = Ran.run("evaluate", "--model", out, "--data", equal, "--json").ok().json();
    assertTrue(json.get("warning").asText().startsWith(collapse), json::toString);
    assertEquals(0, json.get("active_units").asInt());
    assertEquals(3, json.get("kl_per_latent").size());
  }

  @Test
  void evaluatesClassifiersOnLabelledRows() {
    for (Path file : List.of(classifier, raw, m2)) {
      JsonNode json =
          Ran.run("evaluate", "--model", file, "--data", csv, "--response", "kind", "--json")
              .ok()
              .json();
      assertEquals(45, json.get("rows").asInt());
      assertTrue(json.get("accuracy").asDouble() > 0.9, json::toString);
    }
  }

  @Test
  void classifiersWithoutLabelsTellWhatTheyPredict() throws IOException {
    Path plain = Files.writeString(target.resolve("plain.csv"), "a,b,c\n3,1,0\n-3,-1,0\n3,1,1\n");
    Object[] arguments = {"evaluate", "--model", raw, "--data", plain};
    String said = Ran.run(arguments).ok().out();
    assertTrue(said.startsWith("1 rows minus\n2 rows plus\nMean probability of the pr"), said);
    assertTrue(said.strip().endsWith("(--response, --labels) no more can be told."), said);
    JsonNode json = Ran.run("evaluate", "--model", raw, "--data", plain, "--json").ok().json();
    assertEquals("{\"minus\":1,\"plus\":2}", json.get("classes").toString());
    double confidence = json.get("mean_confidence").asDouble();
    assertTrue(confidence > 0.5 && confidence <= 1, json.toString());
  }

  @Test
  void classifiersRefuseClassesTheyDoNotKnow() throws IOException {
    Path data = Files.writeString(target.resolve("odd.csv"), "a,b,c,kind\n1,2,3,odd\n");
    Ran.run("evaluate", "--model", raw, "--data", data, "--response", "kind")
        .refused(
            "lateo evaluate: odd.csv: expected the model's classes 'minus', 'plus', found 'odd'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder", "decoder", "reconstruction", "score"})
  void exportsHeads(String head) throws IOException {
    Path out = target.resolve(head + ".onnx");
    JsonNode json =
        Ran.run("export", "--model", model, "--head", head, "--out", out, "--json").ok().json();
    assertTrue(json.get("max_relative_difference").asDouble() < 1e-4);
    assertEquals(Files.size(out), json.get("bytes").asLong());
    assertTrue(json.get("nodes").asInt() > 2);
    Ran.run("export", "--model", model, "--head", head, "--out", out, "--half").ok();
    try (ONNXSession session = ONNXSession.open(out, SessionSettings.DEFAULT)) {
      assertEquals("float16", session.metadata().get("lateo.weights"));
    }
  }

  @Test
  void exportsPipelines() throws IOException {
    Path out = target.resolve("pipeline.onnx");
    Ran.run("export", "--model", m2, "--head", "pipeline", "--out", out).ok();
    Ran.run("export", "--model", classifier, "--head", "pipeline", "--out", out).ok();
    Ran.run("export", "--model", classifier, "--head", "pipeline", "--out", out, "--half").ok();
    Ran.run("export", "--model", m2, "--head", "pipeline", "--out", out, "--half")
        .refused(
            "lateo export: --half: expected an autoencoder or a classifier on its codes, found"
                + " SemiSupervisedVAEModel");
    assertEquals(List.of("pipeline.onnx"), SmallData.others(target).toList());
  }

  @Test
  void refusesHeadsThereAreNot() throws IOException {
    Path out = target.resolve("x.onnx");
    Ran.run("export", "--model", model, "--head", "pipeline", "--out", out)
        .refused(
            "lateo export: "
                + model
                + ": expected a head of [encoder, decoder, reconstruction, score] of VAEModel,"
                + " found pipeline");
    Ran.run("export", "--model", m2, "--head", "encoder", "--out", out)
        .refused(
            "lateo export: "
                + m2
                + ": expected a head of [pipeline] of SemiSupervisedVAEModel, found encoder");
    Ran.run("export", "--model", classifier, "--head", "tail", "--out", out)
        .refusedAbout(
            "lateo export: " + classifier + ": expected a head of [pipeline, encoder, decoder, ");
    Ran.run("export", "--model", raw, "--head", "encoder", "--out", out)
        .refused(
            "lateo export: "
                + raw
                + ": expected a head of [pipeline] of KernelLogisticModel, found encoder");
    assertEquals(List.of(), SmallData.others(target).toList());
  }

  private List<Ran> useEach(Path data, Object... more) {
    List<Ran> runs = new ArrayList<>();
    for (Path file : List.of(model, classifier, raw, m2)) {
      List<Object> all = new ArrayList<>(List.of("evaluate", "--model", file, "--data", data));
      all.addAll(List.of("--response", "kind"));
      all.addAll(List.of(more));
      runs.add(Ran.run(all.toArray()));
    }
    return runs;
  }

  /** Whatever stands in it, and without a change of what comes out. */
  @Test
  void leavesOutColumnsThatTrainingNeverSaw() throws IOException {
    List<String> lines = Files.readAllLines(csv);
    StringBuilder text = new StringBuilder("name," + lines.get(0) + "\n");
    lines.subList(1, lines.size()).forEach(line -> text.append("\"Smith, J\"," + line + "\n"));
    Path extra = Files.writeString(target.resolve("extra.csv"), text);
    List<Ran> without = useEach(csv);
    List<Ran> with = useEach(extra);
    for (int i = 0; i < with.size(); i++) {
      assertEquals(without.get(i).ok().out(), with.get(i).ok().out());
      assertEquals(
          "warning: extra.csv: the model does not know the column 'name', and leaves it out",
          with.get(i).err().strip());
    }
    Path out = target.resolve("o.csv");
    Ran ran = Ran.run("score", "--model", model, "--data", extra, "--out", out).ok();
    assertEquals(
        "warning: extra.csv: the model does not know 2 columns, 'name', 'kind', and leaves them out"
            + " (name one as the response, if it is the output)",
        ran.err().strip());
    Path one = Files.writeString(target.resolve("one.csv"), "a,b,c,z\n1,2,3,4\n");
    assertEquals(
        "warning: one.csv: the model does not know the column 'z', and leaves it out (name it as"
            + " the response, if it is the output)",
        Ran.run("encode", "--model", model, "--data", one, "--out", out).ok().err().strip());
  }

  @Test
  void refusesFilesThatLackColumns() throws IOException {
    Path data = Files.writeString(target.resolve("ab.csv"), "a,b,kind\n1,2,plus\n");
    for (Ran ran : useEach(data)) {
      ran.refused(
          "lateo evaluate: ab.csv: expected the model's column 'c', found none (--absent-as-zero"
              + " takes absent columns as zero)");
    }
    for (Ran ran : useEach(data, "--absent-as-zero")) {
      assertEquals(
          "warning: ab.csv lacks a column of the model, which counts as zero in every row: 'c'",
          ran.ok().err().strip());
    }
    Path renamed = Files.writeString(target.resolve("r.csv"), "A,b,other,kind\n1,2,3,plus\n");
    for (Ran ran : useEach(renamed)) {
      ran.refused(
          "lateo evaluate: r.csv: expected the model's columns 'a', 'c', found none, but 'A',"
              + " 'other'; is 'A' meant for 'a'? (--absent-as-zero takes absent columns as zero)");
    }
    Path sparse = Files.writeString(target.resolve("ab.svm"), "1 1:2\n");
    Ran.run("evaluate", "--model", model, "--data", sparse)
        .refused(
            "lateo evaluate: ab.svm: expected a column of the model's, which are 'a', 'b', 'c',"
                + " found '0000001'");
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    Path images = SmallData.images(target);
    Path ofImages = target.resolve("images.model");
    Ran.run(
            "train",
            "--data",
            images,
            "--out",
            ofImages,
            "--epochs",
            1,
            "--hidden",
            4,
            "--latent",
            2)
        .ok();
    byte[] file = Files.readAllBytes(images);
    file[11] = 1;
    file[7] = (byte) (3 * SmallData.ROWS);
    Path flat = Files.write(target.resolve("flat-idx3-ubyte"), file);
    Path out = target.resolve("o");
    Ran.run("encode", "--model", ofImages, "--data", flat, "--out", out)
        .refused(
            "lateo encode: flat-idx3-ubyte: expected what the model learned from, images of 3×3,"
                + " found images of 1×3");
    Ran.run("encode", "--model", model, "--data", images, "--out", out)
        .refused(
            "lateo encode: bars-idx3-ubyte: expected what the model learned from, columns 'a', 'b',"
                + " 'c', found images of 3×3");
    Ran.run("encode", "--model", ofImages, "--data", images, "--out", out).ok();
  }

  /** Words have no advice that the verb does not have, and no row but the file's. */
  @Test
  void namesRowsOfTheFile() throws IOException {
    Path out = target.resolve("o");
    Path words = Files.writeString(target.resolve("w.csv"), "a,b,c\n1,2,3\n1,red,3\n");
    Ran.run("score", "--model", model, "--data", words, "--out", out)
        .refused(
            "lateo score: w.csv, row 2, column 'b': expected a number, found 'red' (--gaps, if the"
                + " word stands for no value)");
    Path large = Files.writeString(target.resolve("l.csv"), "a,b,c\n1,2,3\n1,2,9.7e38\n");
    Ran.run("score", "--model", model, "--data", large, "--out", out)
        .refused(
            "lateo score: l.csv, row 2, column 'c': expected a number within the range of a float,"
                + " found 9.7E38");
    Path two = Files.writeString(target.resolve("t.csv"), "a,b\n1,0\n0.5,1\n0,2\n");
    Ran.run("train", "--data", two, "--likelihood", "bernoulli", "--out", out, "--quiet")
        .refusedAbout(
            "lateo train: t.csv: The bernoulli likelihood expects values in [0, 1], found 2.0 in"
                + " feature b, row 3;");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Path none = target.resolve("none");
    Ran.run("evaluate", "--model", none, "--data", csv)
        .refused("lateo evaluate: " + none + ": expected a model file, found none");
    Path text = Files.writeString(target.resolve("text"), "not a model");
    Ran ran = Ran.run("evaluate", "--model", text, "--data", csv);
    assertEquals(2, ran.code());
    assertEquals(1, ran.err().lines().count(), ran.err());
    String noModel = text + ": expected a model, found a file that is none, or that is damaged";
    assertTrue(ran.err().contains(noModel), ran.err());
    Path cut = target.resolve("cut");
    byte[] whole = Files.readAllBytes(model);
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Ran damaged =
        Ran.run("evaluate", "--model", Files.write(target.resolve("bad"), changed), "--data", csv);
    damaged.refusedAbout("lateo evaluate: " + target.resolve("bad") + ": expected a model, found");
    assertTrue(damaged.err().contains("expected checksum"), damaged.err());
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertEquals(2, Ran.run("evaluate", "--model", cut, "--data", csv).code());
    Ran.run("encode", "--model", raw, "--data", csv, "--out", none)
        .refused(
            "lateo encode: "
                + raw
                + ": expected a model that encodes, found KernelLogisticModel, which classifies,"
                + " exports");
    Ran.run("impute", "--model", m2, "--data", csv, "--out", none)
        .refused(
            "lateo impute: "
                + m2
                + ": expected a model that imputes, found SemiSupervisedVAEModel, which classifies,"
                + " exports");
  }

  @Test
  void refusesNoSamples() {
    Ran.run("evaluate", "--model", model, "--data", csv, "--response", "kind", "--samples", 0)
        .refused("lateo evaluate: --samples: expected at least 1, found 0");
  }

  private Path impossible() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2).append(',').append(i / 2 % 2).append('\n');
    }
    Path flags = Files.writeString(target.resolve("flags.csv"), text);
    train(flags, target.resolve("flags.model"));
    return Files.writeString(
        target.resolve("rows.csv"), "a,b\n1,0\n1.0000001,0\n1000,1\n-5,-1000\n1,-1e-9\n");
  }

  private static void train(Path data, Path out) {
    Ran.run(
            "train",
            "--data",
            data,
            "--out",
            out,
            "--likelihood",
            "bernoulli",
            "--hidden",
            8,
            "--latent",
            2,
            "--epochs",
            5,
            "--quiet")
        .ok();
  }

  /** Rows that the model cannot have: minus infinity, row by row, and no number of all together. */
  @Test
  void impossibleRowsScoreMinusInfinity() throws IOException {
    Path rows = impossible();
    Path out = target.resolve("scores.csv");
    Ran ran =
        Ran.run(
                "score",
                "--model",
                target.resolve("flags.model"),
                "--data",
                rows,
                "--out",
                out,
                "--samples",
                5,
                "--json")
            .ok();
    List<String> lines = Files.readAllLines(out);
    assertTrue(lines.get(3).matches("3,-Infinity,-Infinity,[0-9.E-]+,-Infinity"), lines.get(3));
    assertTrue(lines.get(4).matches("4,-Infinity,-Infinity,[0-9.E-]+,-Infinity"), lines.get(4));
    for (int possible : new int[] {1, 2, 5}) {
      assertTrue(
          lines.get(possible).matches("\\d,-\\d.*,-\\d.*,\\d.*,-\\d.*"), lines.get(possible));
    }
    assertTrue(ran.err().contains("2 rows are impossible"), ran.err());
    assertTrue(
        ran.err().contains("rows.csv, row 3: expected values in [0, 1], found 1000.0 in feature a"),
        ran.err());
    assertEquals(2, ran.json().get("impossible").asInt());
    assertTrue(ran.json().get("elbo").isNull());
    Ran.run("evaluate", "--model", target.resolve("flags.model"), "--data", rows, "--samples", 5)
        .refusedAbout(
            "lateo evaluate: rows.csv, row 3: expected values in [0, 1], found 1000.0 in feature"
                + " a");
  }

  @Test
  void numbersThatNoFloatHoldsAreTheUsers() throws IOException {
    Path out = target.resolve("scores.csv");
    Path large = Files.writeString(target.resolve("large.csv"), "a,b,c\n1,2,3\n1,9.7e38,3\n");
    for (String verb : List.of("score", "encode")) {
      Ran.run(verb, "--model", model, "--data", large, "--out", out)
          .refused(
              "lateo "
                  + verb
                  + ": large.csv, row 2, column 'b': expected a number within the range of a float,"
                  + " found 9.7E38");
    }
    Path small = Files.writeString(target.resolve("small.csv"), "a,b,c\n1e-45,2,3\n1e-42,0,1\n");
    Ran.run("score", "--model", model, "--data", small, "--out", out, "--samples", 5).ok();
    StringBuilder tiny = new StringBuilder("a,b\n");
    for (int i = 0; i < 30; i++) {
      tiny.append(i % 7).append("e-42,").append(2 * i).append('\n');
    }
    Path spread = Files.writeString(target.resolve("tiny.csv"), tiny);
    Ran.run("train", "--data", spread, "--out", target.resolve("m"), "--epochs", 1, "--quiet")
        .refusedAbout("lateo train: tiny.csv: expected a standard deviation of 0 or at least");
  }

  /** A row may be told by a column that the model does not read. */
  @Test
  void predictWritesClassesAndProbabilities() throws IOException {
    Path classifier = target.resolve("classifier");
    Ran.run(
            "train",
            "--task",
            "classify",
            "--method",
            "raw",
            "--data",
            csv,
            "--response",
            "kind",
            "--out",
            classifier,
            "--quiet")
        .ok();
    List<String> lines = Files.readAllLines(csv);
    StringBuilder text = new StringBuilder("who;a;b;c\n");
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      text.append("N" + i + ";" + cells[0] + ";" + cells[1] + ";" + cells[3] + "\n");
    }
    Path named = Files.writeString(target.resolve("named.csv"), text);
    Path out = target.resolve("classes.csv");
    Object[] arguments = {
      "predict", "--model", classifier, "--data", named, "--keep", "who", "--out", out, "--json"
    };
    Ran ran = Ran.run(arguments).ok();
    assertEquals(60, ran.json().get("rows").asInt());
    List<String> classes = Files.readAllLines(out);
    assertEquals("who,row,label,p(minus),p(plus)", classes.get(0));
    for (int i = 1; i < classes.size(); i++) {
      String[] cells = classes.get(i).split(",", -1);
      assertEquals("N" + i, cells[0]);
      assertEquals(i, Integer.parseInt(cells[1]));
      assertEquals(i % 2 == 1 ? "plus" : "minus", cells[2]);
      double minus = Double.parseDouble(cells[3]);
      assertEquals(1, minus + Double.parseDouble(cells[4]), 2 * Math.ulp(1f));
      assertEquals(cells[2].equals("minus"), minus > 0.5);
    }
    arguments[8] = target.resolve("classes.jsonl");
    Ran.run(arguments).ok();
    JsonNode first =
        new ObjectMapper().readTree(Files.readAllLines(target.resolve("classes.jsonl")).get(0));
    assertEquals("N1", first.get("who").asText());
    assertTrue(first.get("p(plus)").isNumber());
    Ran.run("predict", "--model", model, "--data", csv, "--out", out)
        .refusedAbout(
            "lateo predict: "
                + model
                + ": expected a model that classifies or predicts numbers, found");
    arguments[6] = "nobody";
    arguments[9] = "--quiet";
    Ran.run(arguments)
        .refusedAbout("lateo predict: --keep: expected a column of named.csv that matches, found");
  }

  /** One of the two would be lost in JSON. */
  @Test
  void keptColumnsHaveOtherNamesThanThoseThatAreWritten() throws IOException {
    Path rows = Files.writeString(target.resolve("kept.csv"), "row,id,a,b,c\n7,1.10,1,2,3\n");
    Path out = target.resolve("kept.jsonl");
    Ran.run("score", "--model", model, "--data", rows, "--keep", ".*", "--out", out, "--quiet")
        .refused(
            "lateo score: --keep: expected columns of other names than those that are written,"
                + " found 'row' (rename them in the file, or keep others)");
    assertFalse(Files.exists(out));
    Ran.run("score", "--model", model, "--data", rows, "--keep", "id", "--out", out).ok();
    assertTrue(Files.readString(out).startsWith("{\"id\":\"1.10\",\"row\":1,\"elbo\":-"));
  }

  /** Rows on the standard output are alone there. */
  @Test
  void aDashIsTheStandardOutput() throws IOException {
    Path out = target.resolve("codes.csv");
    Ran.run("encode", "--model", model, "--data", csv, "--response", "kind", "--out", out).ok();
    Ran ran =
        Ran.run("encode", "--model", model, "--data", csv, "--response", "kind", "--out", "-").ok();
    assertEquals(Files.readString(out), ran.out());
    assertTrue(ran.err().startsWith("Wrote 60 codes"), ran.err());
  }
}
