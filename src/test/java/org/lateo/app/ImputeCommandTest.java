package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.math.RandomStream;

/** Rows with empty cells: trained on, used, and filled in. */
final class ImputeCommandTest {
  private static final int ROWS = 60;

  @TempDir private static Path folder;
  private static Path csv;
  private static Path model;

  @TempDir private Path target;

  @BeforeAll
  static void train() throws IOException {
    csv = Files.writeString(folder.resolve("gaps.csv"), rows());
    model = folder.resolve("gaps.model");
    train(model, csv, "--missing", "a|b", "--missing", "kind").ok();
  }

  /** b is zero or ten with the kind, a follows it; the first, second and fourth rows have gaps. */
  private static String rows() {
    StringBuilder text = new StringBuilder("a,kind@x,kind@y,c,b\n5,,,1,10\n,1,0,0,0\n");
    RandomStream random = RandomStream.of(1, "gaps");
    for (int i = 2; i < ROWS; i++) {
      String kind = i == 3 ? "," : i % 2 == 0 ? "0,1" : "1,0";
      String a = String.format(Locale.ROOT, "%.3f", i % 2 * 5 + random.gaussian(i));
      text.append(a + "," + kind + "," + i % 3 + "," + i % 2 * 10 + "\n");
    }
    return text.toString();
  }

  private static Ran train(Path out, Path data, Object... more) {
    List<Object> all = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    all.addAll(List.of("--quiet", "--hidden", 16, "--latent", 2, "--batch", 10, "--epochs", 60));
    all.addAll(List.of("--learning-rate", "0.01"));
    all.addAll(List.of(more));
    return Ran.run(all.toArray());
  }

  private static String[] cells(List<String> lines, int row) {
    return lines.get(row).split(",", -1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void fillsGapsInAndKeepsTheRest(int samples) throws IOException {
    Path out = target.resolve("completed.csv");
    Ran ran =
        Ran.run(
            "impute",
            "--model",
            model,
            "--data",
            csv,
            "--out",
            out,
            "--samples",
            samples,
            "--json");
    assertEquals("{\"rows\":60,\"filled\":5,\"unknown_rows\":[]}", ran.ok().out().strip());
    List<String> lines = Files.readAllLines(out);
    assertEquals("a,kind@x,kind@y,c,b", lines.get(0));
    assertEquals(61, lines.size());
    assertEquals("5,1.0,0.0,1,10", lines.get(1));
    String[] second = cells(lines, 2);
    assertTrue(Math.abs(Double.parseDouble(second[0])) < 4, second[0]);
    assertEquals("1,0,0,0", String.join(",", List.of(second).subList(1, 5)));
    train(target.resolve("again"), out).ok();
  }

  /** As many columns as came, with categories in words. */
  @Test
  void categoriesAreWordsInAndOut() throws IOException {
    StringBuilder text = new StringBuilder("colour,a,colours\n");
    for (int i = 0; i < ROWS; i++) {
      text.append((i == 5 ? "" : i % 2 == 0 ? "red" : "blue") + "," + i % 2 * 10 + ",1\n");
    }
    Path words = Files.writeString(target.resolve("words.csv"), text.toString());
    Path out = target.resolve("words.model");
    train(out, words, "--categorical", "colour", "--missing", "colour").ok();
    Path completed = target.resolve("completed.csv");
    Ran.run("impute", "--model", out, "--data", words, "--out", completed).ok();
    List<String> lines = Files.readAllLines(completed);
    assertEquals("colour,a,colours", lines.get(0));
    assertEquals("red,0,1", lines.get(1));
    assertEquals("blue,10,1", lines.get(6));
    Ran.run("impute", "--model", out, "--data", words, "--out", completed, "--probabilities").ok();
    lines = Files.readAllLines(completed);
    assertEquals("colour,a,colours,colour@blue,colour@red", lines.get(0));
    assertEquals("red,0,1,0.0,1.0", lines.get(1));
    assertTrue(Double.parseDouble(lines.get(6).split(",", -1)[3]) > 0.5, lines.get(6));
    Path some = Files.writeString(target.resolve("some.csv"), "colour,a,colours\ngreen,1,1\n");
    Ran scored = Ran.run("score", "--model", out, "--data", some, "--out", completed);
    assertEquals("", scored.ok().err());
    train(target.resolve("found.model"), words).ok();
    Ran.run("impute", "--model", target.resolve("found.model"), "--data", words, "--out", completed)
        .ok();
    assertEquals("blue,10,1", Files.readAllLines(completed).get(6));
    train(out, words, "--categorical", "colour", "--missing", "colour", "--categorical", "color")
        .refused(
            "lateo train: --categorical: expected a column of words.csv that is no output and"
                + " matches, found none for color");
    train(out, words, "--refine-share", "0.5")
        .refused("lateo train: --refine-share: expected it with --refine, found 0.5 alone");
    train(out, words, "--categorical", "(")
        .refusedAbout("lateo train: --categorical: Unclosed group");
  }

  @Test
  void writesProbabilities() throws IOException {
    Path out = target.resolve("completed.csv");
    Ran.run("impute", "--model", model, "--data", csv, "--out", out, "--probabilities").ok();
    List<String> lines = Files.readAllLines(out);
    double x = Double.parseDouble(cells(lines, 1)[1]);
    double y = Double.parseDouble(cells(lines, 1)[2]);
    assertTrue(x > 0.5 && x < 1 && y > 0 && x + y <= 1 + 1e-6, x + ", " + y);
    assertEquals("0", cells(lines, 3)[1]);
  }

  @Test
  void saysWhatItDidAndKeepsTheResponse() throws IOException {
    Path out = target.resolve("completed.csv");
    Path named = Files.writeString(target.resolve("named.csv"), "who,a,c\nme,1,0\nyou,,2\n");
    Ran ran =
        Ran.run("impute", "--model", model, "--data", named, "--response", "who", "--out", out);
    assertEquals("Filled in 7 cells of 2 rows and wrote " + out, ran.ok().out().strip());
    assertEquals(
        "warning: named.csv lacks 2 columns of the model, which count as missing in every row: 'b',"
            + " 'kind'",
        ran.err().strip());
    List<String> lines = Files.readAllLines(out);
    assertEquals("who,a,c,b,kind@x,kind@y", lines.get(0));
    assertTrue(lines.get(1).startsWith("me,1,0,"), lines.get(1));
    assertTrue(lines.get(2).matches("you,[^,]+,2,.*"), lines.get(2));
  }

  /** With decimal commas, and as dates. */
  @Test
  void columnsThatTheFileLacksAreWrittenAsTheModelReadsThem() throws IOException {
    StringBuilder text = new StringBuilder("x;y;born\n");
    IntStream.range(0, ROWS)
        .forEach(
            i ->
                text.append(
                    i % 7
                        + ",5;"
                        + (i == 3 ? ";" : i % 5 + ",25;0" + (1 + i * 7 % 9) + ".02.2024")
                        + "\n"));
    Path out = target.resolve("commas.model");
    train(out, Files.writeString(target.resolve("t.csv"), text), "--decimal-comma").ok();
    Path some = Files.writeString(target.resolve("x.csv"), "x;z\n1,5;a\n");
    Path completed = target.resolve("o.csv");
    Ran.run("impute", "--model", out, "--data", some, "--out", completed).ok();
    List<String> lines = Files.readAllLines(completed);
    assertEquals("x;z;born;y", lines.get(0));
    assertTrue(lines.get(1).matches("1,5;a;\\d\\d\\.\\d\\d\\.2024;\\d,\\d+"), lines.get(1));
  }

  @Test
  void anArrayOfObjectsStaysOne() throws IOException {
    Path file =
        Files.writeString(
            target.resolve("t.json"),
            "[{\"a\": 1, \"kind@x\": 0, \"kind@y\": 1, \"c\": 1, \"b\": null}]\n");
    Path out = target.resolve("o.json");
    Ran.run("impute", "--model", model, "--data", file, "--out", out).ok();
    String written = Files.readString(out);
    String start = "[{\"a\": 1, \"kind@x\": 0, \"kind@y\": 1, \"c\": 1, \"b\": ";
    assertTrue(written.startsWith(start) && written.endsWith("}]\n"), written);
  }

  @Test
  void theOtherVerbsTakeGapsToo() {
    Path out = target.resolve("out.csv");
    Ran.run("encode", "--model", model, "--data", csv, "--out", out).ok();
    Ran.run("score", "--model", model, "--data", csv, "--out", out, "--samples", 5).ok();
    Ran.run("evaluate", "--model", model, "--data", csv, "--samples", 5).ok();
    Path onnx = target.resolve("score.onnx");
    Ran.run("export", "--model", model, "--head", "score", "--out", onnx).ok();
  }

  @Test
  void classifiersTakeGapsToo() {
    Path classifier = target.resolve("m1.model");
    train(classifier, csv, "--task", "classify", "--response", "c", "--missing", ".*").ok();
    Ran.run("evaluate", "--model", classifier, "--data", csv, "--response", "c").ok();
    Ran raw = train(classifier, csv, "--task", "classify", "--method", "raw", "--response", "c");
    raw.refusedAbout(
        "lateo train: gaps.csv, row 1, column 'kind@x': expected a number, found an empty cell");
  }

  @Test
  void refusesEmptyCellsElsewhere() throws IOException {
    Path file = Files.writeString(target.resolve("c.csv"), "a,b,c\n1,2,\n");
    Ran.run("encode", "--model", model, "--data", file, "--out", target.resolve("o"))
        .refused(
            "lateo encode: c.csv, row 1, column 'c': expected a number, found an empty cell; train with --missing"
                + " for columns where values are missing");
  }

  @Test
  void rowsOfGapsTeachNothing() throws IOException {
    Path file = Files.writeString(target.resolve("e.csv"), "a,b\n1,2\n,\n3,\n4,1\n");
    Ran ran = Ran.run("train", "--data", file, "--out", target.resolve("o"), "--epochs", 1);
    assertTrue(ran.ok().err().contains("warning: e.csv: no value in row 2, left out"), ran.err());
    assertTrue(ran.out().contains("Trained on 3 rows of 2 features"), ran.out());
  }

  @Test
  void refusesWhatMakesNoSense() throws IOException {
    Path out = target.resolve("o");
    Path plain = target.resolve("plain.model");
    Path full = Files.writeString(target.resolve("f.csv"), "a,b\n1,2\n2,1\n0,3\n");
    train(plain, full).ok();
    Ran.run("impute", "--model", plain, "--data", full, "--out", out)
        .refusedAbout(
            "lateo impute: "
                + plain
                + ": expected a model trained on a table with gaps, or with train");
    Ran.run("impute", "--model", model, "--data", csv, "--out", out, "--samples", -1)
        .refused("lateo impute: --samples: expected 0 or more, found -1");
    train(out, csv, "--missing", "a(")
        .refusedAbout("lateo train: --missing: expected regular expressions, found a(");
  }

  private static final String EXACT_HEADER = "id, x,c,note,never,y\n";

  /** Ten digits, long decimals, minus zero, quoted commas; 'never' has no value at all. */
  private static String exactRow(int i) {
    String c = List.of("\"a,b\"", "\"\"\"\"", "=1+1", "-").get(i % 4);
    String y = i % 5 == 0 ? "" : i % 7 == 0 ? "-0" : "0.1000000000000000" + i % 10;
    return (1234567890L + 7L * i) + ",-0.0," + c + ",\" n, " + i + "\",," + y + "\n";
  }

  /** Only gaps change, whatever stands in the other cells, and a column without a value stays. */
  @Test
  void knownCellsKeepTheirText() throws IOException {
    StringBuilder text = new StringBuilder(EXACT_HEADER);
    IntStream.range(0, 40).forEach(i -> text.append(exactRow(i)));
    Path file = Files.writeString(target.resolve("exact.csv"), text);
    Path out = target.resolve("exact.model");
    Ran trained =
        Ran.run(
            "train",
            "--data",
            file,
            "--out",
            out,
            "--missing",
            "y|never",
            "--categorical",
            "c",
            "--response",
            "note",
            "--epochs",
            2,
            "--hidden",
            4,
            "--latent",
            2);
    assertTrue(
        trained.ok().out().contains("'never'  constant  no cell has a value; left out"),
        trained.out());
    Path completed = target.resolve("completed.csv");
    text.append("1,1,violet,\"new, too\",7,\n");
    Files.writeString(file, text);
    Ran ran = Ran.run("impute", "--model", out, "--data", file, "--out", completed, "--json").ok();
    assertEquals("{\"rows\":41,\"filled\":9,\"unknown_rows\":[]}", ran.out().strip());
    assertTrue(ran.err().contains("the model does not know the column 'note'"), ran.err());
    List<String> given = text.toString().lines().toList();
    List<String> lines = Files.readAllLines(completed);
    assertEquals(given.size(), lines.size());
    for (int i = 0; i < given.size(); i++) {
      assertTrue(lines.get(i).startsWith(given.get(i)), lines.get(i));
      assertEquals(given.get(i).endsWith(","), lines.get(i).length() > given.get(i).length());
    }
  }

  /** Quotes, ends of lines, blank lines, the mark and the encoding stay; only gaps change. */
  @Test
  void everyOtherByteStays() throws IOException {
    Path all = target.resolve("all.model");
    train(all, csv, "--missing", ".*").ok();
    String text =
        "\uFEFFa, \"b\" ,c,kind@x,kind@y\r\n\"1.50\", 2e0 ,0,\"1\",0\r\n\r\n#1,NA,\"\",0,1\n#2,,,,";
    Path file = target.resolve("bytes.csv");
    Path out = target.resolve("bytes.out");
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Files.write(file, text.replace("#1", "3.0").replace("#2", "-0").getBytes(charset));
      Ran ran =
          Ran.run("impute", "--model", all, "--data", file, "--out", out, "--samples", 0, "--json");
      assertEquals("{\"rows\":3,\"filled\":6,\"unknown_rows\":[]}", ran.ok().out().strip());
      String filled = new String(Files.readAllBytes(out), charset);
      String pattern =
          Pattern.quote(text)
              .replace("NA", "\\E[-.\\dE]+\\Q")
              .replace(",\"\",", ",\\E\"[-.\\dE]+\"\\Q,")
              .replace("#1", "3.0")
              .replace("#2,,,,", "-0,\\E[-.\\dE]+,[-.\\dE]+,[01].0,[01].0\\Q");
      assertTrue(Pattern.matches(pattern, filled), filled);
    }
  }

  /** A row may have empty cells behind the last column, and the file blank lines at its end. */
  @Test
  void addedCellsStandUnderTheirName() throws IOException {
    Path all = target.resolve("all.model");
    train(all, csv, "--missing", ".*").ok();
    Path file =
        Files.writeString(
            target.resolve("t.csv"), "a,b,c,kind@x,kind@y\n1,2,0,1,0,,\n1,,0,1,0\n\n\n");
    Path out = target.resolve("o.csv");
    Object[] impute = {"impute", "--model", all, "--data", file, "--out", out, "--samples", 0};
    Ran.run(with(impute, "--mark", "m")).ok();
    List<String> lines = Files.readAllLines(out);
    assertEquals("1,2,0,1,0,none", lines.get(1));
    assertTrue(lines.get(2).endsWith(",0,1,0,some"), lines.get(2));
    assertEquals(List.of("", ""), lines.subList(3, lines.size()));
    Ran.run(with(impute, "--mark", "b"))
        .refused("lateo impute: --mark: expected a name that no column has, found b");
  }

  private static Object[] with(Object[] arguments, Object... more) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
  }

  /** An object in an object, which has no value itself, is followed by a comma. */
  @Test
  void objectsOfEmptyObjectsStayObjects() throws IOException {
    Path all = target.resolve("all.model");
    train(all, csv, "--missing", ".*").ok();
    Path file = Files.writeString(target.resolve("t.jsonl"), "{\"a\":1}\n{\"more\":{}}\n");
    Path out = target.resolve("o.jsonl");
    Ran.run("impute", "--model", all, "--data", file, "--out", out, "--samples", 0).ok();
    assertTrue(Files.readAllLines(out).get(1).startsWith("{\"more\":{}, \""), "comma");
  }

  /** A question mark in its place would look like an answer. */
  @Test
  void wordsThatTheEncodingLacksAreRefused() throws IOException {
    StringBuilder rows = new StringBuilder("town,a\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 2 == 0 ? "\u0141\u00f3d\u017a,1\n" : i == 1 ? ",9\n" : "Rom,9\n");
    }
    Path words = Files.writeString(target.resolve("words.csv"), rows);
    Path towns = target.resolve("towns.model");
    train(towns, words).ok();
    Path file = Files.writeString(target.resolve("t.csv"), "town,a\n,1\n");
    Path out = target.resolve("o.csv");
    Ran.run("impute", "--model", towns, "--data", file, "--out", out, "--encoding", "ISO-8859-1")
        .refused(
            "lateo impute: t.csv: expected text that ISO-8859-1 has, found '\u0141\u00f3d\u017a' to fill in");
    assertTrue(Files.notExists(out));
  }

  /** Objects keep their layout and the text of their numbers. */
  @Test
  void jsonStaysToo() throws IOException {
    Path all = target.resolve("all.model");
    train(all, csv, "--missing", ".*").ok();
    Path file =
        Files.writeString(
            target.resolve("t.jsonl"), "{\"a\": 1.50,\"b\":null, \"c\":1e0}\n\n{ \"c\":2}\n{}\n");
    Path out = target.resolve("o.jsonl");
    Ran ran =
        Ran.run(
            "impute",
            "--model",
            all,
            "--data",
            file,
            "--out",
            out,
            "--samples",
            0,
            "--mark",
            "filled");
    assertTrue(ran.ok().err().contains("nothing is known of row 3, filled with"), ran.err());
    List<String> lines = Files.readAllLines(out);
    String number = "[-.\\dE]+";
    String added = ", \"kind@x\": [01].0, \"kind@y\": [01].0, \"filled\": \"";
    String first = "\\{\"a\": 1.50,\"b\":" + number + ", \"c\":1e0" + added + "some\"}";
    assertTrue(lines.get(0).matches(first), lines.get(0));
    assertEquals("", lines.get(1));
    String second = "\\{ \"c\":2, \"a\": " + number + ", \"b\": " + number + added + "some\"}";
    assertTrue(lines.get(2).matches(second), lines.get(2));
    assertTrue(lines.get(3).startsWith("{\"a\": ") && lines.get(3).endsWith("\"all\"}"));
    train(target.resolve("again"), out).ok();
  }

  /** They do not end the file, and get what the model expects of an arbitrary row. */
  @Test
  void rowsWithoutAnyValueAreFilled() throws IOException {
    Path all = target.resolve("all.model");
    train(all, csv, "--missing", ".*").ok();
    Path file =
        Files.writeString(target.resolve("e.csv"), "a,b,c,kind@x,kind@y\n1,2,0,1,0\n,,,,\n");
    Path out = target.resolve("o.csv");
    for (int samples : new int[] {0, 100}) {
      Ran ran =
          Ran.run("impute", "--model", all, "--data", file, "--out", out, "--samples", samples);
      assertEquals(
          "warning: e.csv: nothing is known of row 2, filled with the model's mean or most probable"
              + " value of each column",
          ran.ok().err().strip());
      String[] filled = cells(Files.readAllLines(out), 2);
      assertEquals(5, filled.length);
      double b = Double.parseDouble(filled[1]);
      assertTrue(b > 0 && b < 10, filled[1]);
    }
    Ran.run("score", "--model", all, "--data", file, "--out", out)
        .refusedAbout(
            "lateo score: e.csv, row 2: expected a value in at least one known column, found all");
  }

  @Test
  void aLibsvmFileBecomesATable() throws IOException {
    Path lines = Files.writeString(target.resolve("t.svm"), "0 1:1.5 2:3\n1 1:2 2:4\n0 1:1 2:2\n");
    Path out = target.resolve("t.model");
    train(out, lines, "--missing", ".*").ok();
    Path gaps = Files.writeString(target.resolve("g.svm"), "1 1:16777217.25\n");
    Path completed = target.resolve("t.csv");
    Ran.run("impute", "--model", out, "--data", gaps, "--out", completed).ok();
    List<String> table = Files.readAllLines(completed);
    assertEquals("0000001,0000002", table.get(0));
    assertTrue(table.get(1).startsWith("1.677721725E7,"), table.get(1));
  }
}
