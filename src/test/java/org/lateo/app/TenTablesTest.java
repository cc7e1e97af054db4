package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.math.RandomStream;

/**
 * Tables as other programs write them: each trains by one command without options, or is refused by
 * a line that says which option it needs, with which it trains.
 */
final class TenTablesTest {
  private static final int ROWS = 60;
  private static final RandomStream RANDOM = RandomStream.of(1, "tables");

  @TempDir private Path folder;

  private static String number(int i) {
    return String.format(Locale.ROOT, "%.3f", RANDOM.gaussian(i));
  }

  private Path write(String name, String start, int rows, IntFunction<String> row)
      throws IOException {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < rows; i++) {
      text.append(row.apply(i));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Ran train(Path data, Object... more) {
    Object[] all = {
      "train", "--data", data, "--out", model(), "--epochs", 1, "--hidden", 4, "--latent", 1
    };
    Object[] arguments = new Object[all.length + more.length];
    System.arraycopy(all, 0, arguments, 0, all.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    return Ran.run(arguments);
  }

  private Path model() {
    return folder.resolve("model");
  }

  /** Asserts that a table trains without options, and what is said of it. */
  private void assertTrains(Path data, String... said) {
    Ran ran = train(data).ok();
    for (String text : said) {
      assertTrue(ran.out().contains(text), ran.out());
    }
  }

  /** A spreadsheet of a country with decimal commas. */
  @Test
  void semicolonsAndDecimalCommas() throws IOException {
    IntFunction<String> row =
        i -> number(i).replace('.', ',') + ";" + i % 3 + ";w" + i % 4 + "\r\n";
    Path data = write("semi.csv", "x;y;z\r\n", ROWS, row);
    String cell = number(0).replace('.', ',');
    train(data)
        .refused(
            "lateo train: semi.csv, row 1, column 'x': expected a number, found '"
                + cell
                + "' (--decimal-comma, if 1,5 is one and a half; --number x, if 1,500 is fifteen"
                + " hundred)");
    Ran ran = train(data, "--decimal-comma").ok();
    assertTrue(ran.out().startsWith("semi.csv: semicolons between cells; 2 columns"), ran.out());
    Path scores = folder.resolve("scores.csv");
    Ran.run("score", "--model", model(), "--data", data, "--out", scores).ok();
    assertEquals(ROWS + 1, Files.readAllLines(scores).size());
    Path points = write("points.csv", "x;y;z\r\n", ROWS, i -> row.apply(i).replace(',', '.'));
    Ran refused = Ran.run("score", "--model", model(), "--data", points, "--out", scores);
    refused.refusedAbout("lateo score: points.csv, row 1, column 'x': expected a number, found '");
    String advice =
        "' (the model was trained with --decimal-comma and reads 1,5 as one and a half;";
    assertTrue(refused.err().contains(advice), refused.err());
  }

  @Test
  void tabs() throws IOException {
    Path data = write("t.tsv", "a\tb\n", ROWS, i -> number(i) + "\t" + number(i + ROWS) + "\n");
    assertTrains(data, "t.tsv: tabs between cells; 2 columns of numbers: 'a', 'b'");
  }

  @Test
  void dates() throws IOException {
    LocalDateTime start = LocalDateTime.of(2024, 2, 27, 0, 0);
    Path data =
        write(
            "log.csv",
            "when,born,x\n",
            ROWS,
            i ->
                start.plusHours(5L * i)
                    + String.format(
                        Locale.ROOT, ",%02d/%02d/19%d,", 1 + i * 7 % 28, 5, 10 + i * 37 % 90)
                    + number(i)
                    + "\n");
    assertTrains(
        data,
        "  'when'  clock     dates that never go back, yyyy-MM-dd HH:mm\n",
        "  'born'  date      every cell is a date, dd/MM/yyyy\n");
  }

  @Test
  void idsAndConstants() throws IOException {
    Path data =
        write(
            "ids.csv",
            ",user,x,y,unit\n",
            ROWS,
            i -> i + ",u" + i * 31 + "," + number(i) + "," + number(i + ROWS) + ",kg\n");
    assertTrains(
        data,
        "2 columns of numbers: 'x', 'y'",
        "'column 1'  id        counts up by one; left out",
        "'user'      id        all of its words differ; left out",
        "'unit'      constant  every cell is 'kg'; left out");
  }

  @Test
  void manyCategories() throws IOException {
    Path data = write("many.csv", "city,x\n", 3000, i -> "c" + i % 1500 + "," + number(i) + "\n");
    assertTrains(
        data,
        "  'city'  text      1500 different words in 3000 rows, and a category has at most 1000;"
            + " left out (--categorical city takes it)");
    Ran ran = train(data, "--categorical", "city").ok();
    assertTrue(ran.out().contains("of 1,501 features"), ran.out());
  }

  @Test
  void gapsInWords() throws IOException {
    Path data =
        write(
            "gaps.csv",
            "a,b,c\n",
            ROWS,
            i ->
                (i % 7 == 2 ? "NA" : number(i))
                    + ","
                    + (i % 11 == 3 ? "?" : number(i + ROWS))
                    + ","
                    + (i % 5 == 1 ? "" : "w" + i % 3)
                    + "\n");
    assertTrains(data, "gaps, taken as missing values, in 'a', 'b', 'c'");
    Object[] raw = {
      "train",
      "--data",
      data,
      "--out",
      model() + ".raw",
      "--task",
      "classify",
      "--method",
      "raw",
      "--response",
      "c"
    };
    Ran.run(raw)
        .refusedAbout(
            "lateo train: gaps.csv, row 3, column 'a': expected a number, found 'NA'"
                + " (--exclude 'a|b' leaves them out)");
    Path filled = folder.resolve("filled.csv");
    Ran.run("impute", "--model", model(), "--data", data, "--out", filled).ok();
    String text = Files.readString(filled);
    assertTrue(!text.contains("NA") && !text.contains("?") && !text.contains(",\n"), text);
  }

  @Test
  void endsOfLinesInQuotes() throws IOException {
    Path data =
        write(
            "notes.csv",
            "note,x,y\n",
            ROWS,
            i -> "\"first\nof \"\"two\"\", " + i + "\"," + number(i) + "," + i % 4 + "\n");
    assertTrains(data, "notes.csv: commas between cells; 2 columns", "'note'  id  ");
  }

  @Test
  void byteOrderMark() throws IOException {
    Path data = write("bom.csv", "\uFEFFx|y\r\n", ROWS, i -> number(i) + "|" + i % 5 + "\r\n");
    assertTrains(data, "bom.csv: bars between cells; 2 columns of numbers: 'x', 'y'");
  }

  @Test
  void jsonLines() throws IOException {
    Path data =
        write(
            "log.jsonl",
            "",
            ROWS,
            i ->
                String.format(
                    "{\"x\": %s, \"user\": {\"plan\": \"%s\"}%s}%n",
                    number(i), i % 2 == 0 ? "free" : "pro", i < 5 ? "" : ", \"late\": " + i % 3));
    assertTrains(
        data,
        "log.jsonl: JSON objects; 2 columns of numbers: 'x', 'late'",
        "'user.plan'  category  2 different words",
        "gaps, taken as missing values, in 'late'");
  }

  /** Text that changed, an output that is absent and a column of no training do not matter. */
  @Test
  void columnsThatTrainingNeverSaw() throws IOException {
    IntFunction<String> row = i -> number(i) + "," + i % 4 + ",t" + i + ",k" + i % 2 + "\n";
    Path data = write("train.csv", "x,y,text,kind\n", ROWS, row);
    train(data, "--response", "kind").ok();
    Path later =
        Files.writeString(folder.resolve("later.csv"), "new;y;text;x\nA;1;2;0.5\nB;2;;-1\n");
    Path out = folder.resolve("out.csv");
    Ran ran = Ran.run("score", "--model", model(), "--data", later, "--out", out).ok();
    assertEquals(
        "warning: later.csv: the model does not know the column 'new', and leaves it out"
            + " (name it as the response, if it is the output)",
        ran.err().strip());
  }

  @Test
  void optionsSayWhatColumnsHold() throws IOException {
    Path data =
        write(
            "a.csv",
            "zip,born,n (x),id,y\n",
            ROWS,
            i ->
                i % 3
                    + ",0"
                    + (1 + i % 9)
                    + "/04/2020,"
                    + number(i)
                    + ","
                    + i
                    + ","
                    + i % 5
                    + "\n");
    assertTrains(
        data,
        "dates both of dd/MM/yyyy and of MM/dd/yyyy, dd/MM/yyyy; left out"
            + " (--date born=dd/MM/yyyy takes it)");
    Ran ran =
        train(
            data,
            "--categorical",
            "zip",
            "--date",
            "born=dd/MM/yyyy",
            "--exclude",
            "n \\(x\\)",
            "--id",
            "y");
    String said = ran.ok().out();
    assertTrue(said.contains("'zip'    category  as asked for"), said);
    assertTrue(said.contains("'born'   date      as asked for, dd/MM/yyyy"), said);
    assertTrue(said.contains("'n (x)'  excluded  as asked for; left out"), said);
    assertTrue(said.contains("'y'      id        as asked for; left out"), said);
    assertTrue(said.contains("of 4 features"), said);
    Path types = folder.resolve("types.json");
    Files.writeString(types, "{\"zip\": \"Category\", \"id\": \"number\", \"born\": \"text\"}");
    said = train(data, "--types", types, "--columns", "zip|id").ok().out();
    assertTrue(said.contains("1 column of numbers: 'id'"), said);
    assertTrue(said.contains("of 4 features"), said);
    Files.writeString(types, "[1]");
    train(data, "--types", types)
        .refused("lateo train: --types: expected a JSON object in " + types + ", found ARRAY");
    Files.writeString(types, "{\"zip\": \"number\",\n\"id\"}");
    Ran broken = train(data, "--types", types);
    broken.refusedAbout("lateo train: --types: expected a JSON object in " + types + ", found: Un");
    assertTrue(broken.err().strip().endsWith("in line 2"), broken.err());
    Path none = folder.resolve("none.json");
    train(data, "--types", none)
        .refused("lateo train: --types: expected a readable file, found none at " + none);
    Files.writeString(types, "{\"zip\": \"word\"}");
    train(data, "--types", types)
        .refused(
            "lateo train: --types: expected number, category, date, clock, id, text or excluded for"
                + " 'zip', found \"word\"");
    Files.writeString(types, "{\"zip\": \"date {\"}");
    train(data, "--types", types)
        .refusedAbout(
            "lateo train: --types: expected number, category, date, clock, id, text or excluded for"
                + " 'zip', found \"date {\": Expected a date as in dd/MM/yyyy, found '{': ");
    train(data, "--date", "born=dd/mm/{")
        .refusedAbout(
            "lateo train: --date: expected a date as in dd/MM/yyyy, found 'dd/mm/{': Pattern");
    train(data, "--id", "nobody")
        .refused(
            "lateo train: --id: expected a column of a.csv that is no output and matches, found"
                + " none for nobody");
  }
}
