package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.math.RandomStream;

/** Tables that people have: each trains, or is refused in a line, and nothing is left behind. */
final class HostileTablesTest {
  private static final int ROWS = 40;
  private static final RandomStream RANDOM = RandomStream.of(1, "hostile tables");

  @TempDir private Path folder;

  private static String number(int i) {
    return String.format(Locale.ROOT, "%.3f", RANDOM.gaussian(i));
  }

  private Path file(Charset charset, String start, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < ROWS; i++) {
      text.append(row.apply(i));
    }
    return Files.write(folder.resolve("t.csv"), text.toString().getBytes(charset));
  }

  private Path file(String start, IntFunction<String> row) throws IOException {
    return file(StandardCharsets.UTF_8, start, row);
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

  private void assertRefused(String message, Path data) {
    train(data).refused("lateo train: t.csv" + message);
    assertFalse(Files.exists(model()));
  }

  private void assertTrains(String said, Path data, Object... more) {
    Ran ran = train(data, more).ok();
    assertTrue(ran.out().contains(said), ran.out());
  }

  private static String row(int i) {
    return number(i) + "," + number(i + ROWS) + "\n";
  }

  @Test
  void encodings() throws IOException {
    Charset latin = Charset.forName("windows-1252");
    Path data = file(latin, "größe,y\n", HostileTablesTest::row);
    assertRefused(
        ", line 1: expected UTF-8 text, found other bytes (--encoding windows-1252, if it is from"
            + " Windows)",
        data);
    assertTrains("2 columns of numbers: 'größe', 'y'", data, "--encoding", "windows-1252");
    Path later = folder.resolve("scores.csv");
    Ran.run("score", "--model", model(), "--data", data, "--out", later)
        .refusedAbout("lateo score: t.csv, line 1: expected UTF-8 text, found other bytes (--enc");
    train(data, "--encoding", "Klingon")
        .refused(
            "lateo train: --encoding: expected a name such as windows-1252 or ISO-8859-1, found"
                + " Klingon");
    for (Charset wide : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      assertTrains("'größe', 'y'", file(wide, "\uFEFFgröße,y\n", HostileTablesTest::row));
    }
  }

  @Test
  void headers() throws IOException {
    Path data = file("", i -> number(i) + "," + i % 3 + ",w" + i % 4 + "\n");
    assertRefused(
        ": expected a header naming the columns, found the numbers '"
            + number(0)
            + "', '0' in the first line (--no-header, if it is a row)",
        data);
    assertTrains("2 columns of numbers: 'column 1', 'column 2'", data, "--no-header");
    Path scores = folder.resolve("scores.csv");
    Ran.run("score", "--model", model(), "--data", data, "--no-header", "--out", scores).ok();
    assertEquals(ROWS + 1, Files.readAllLines(scores).size());
    Files.delete(model());
    assertRefused(
        ", row 1: expected 1 cell, as in the header 'made by x', found 2",
        file("made by x\nx,y\n", HostileTablesTest::row));
    assertTrains("2 columns of numbers: '2019', 'y'", file("2019,y\n", HostileTablesTest::row));
    assertTrains(
        "semicolons between cells; 2 columns of numbers",
        file("sep=;\nx;y\n", i -> number(i) + ";" + number(i + ROWS) + "\n"));
  }

  @Test
  void numbersInText() throws IOException {
    Path data =
        file("price,share,y\n", i -> "$" + (i + 2) + ".50," + (i + 1) + " %," + number(i) + "\n");
    assertTrains(
        "numbers with more around them, such as '$2.50'; left out (--number price takes it)", data);
    assertTrains("3 columns of numbers", data, "--number", "price|share");
    Path scores = folder.resolve("scores.csv");
    Ran.run("score", "--model", model(), "--data", data, "--out", scores).ok();
    Files.delete(model());
    assertRefused(
        ": expected at least one feature, found 'x', where numbers with more around them, such as"
            + " '1,234,500' (--number x takes them)",
        file("x\n", i -> "\"1,234,5" + (10 + i - 10) / 10 + i % 10 + "\"\n"));
    assertRefused(
        ", row 1, column 'x': expected a number, found '1.234,50' (--decimal-comma, if 1,5 is one"
            + " and a half; --number x, if 1,500 is fifteen hundred)",
        file("x;y\n", i -> "1.234,5" + i % 10 + ";" + i * i + "\n"));
    assertTrains(
        "2 columns of numbers",
        file("x;y\n", i -> "1.234,5" + i % 10 + ";" + i * i + "\n"),
        "--decimal-comma");
  }

  @Test
  void timesOfTwelveHours() throws IOException {
    assertTrains(
        "'when'  date      every cell is a date, MM/dd/yyyy HH:mm",
        file(
            "when,x\n",
            i -> i % 12 + 1 + "/" + (28 - i % 28) + "/2024 3:07 PM," + number(i) + "\n"));
  }

  @Test
  void emptyCellsBehindTheLastColumn() throws IOException {
    assertTrains("2 columns of numbers", file("x,y\n", i -> row(i).strip() + ",,\n"));
  }

  @Test
  void quotes() throws IOException {
    assertTrains(
        "'n'  category  4 different words",
        file("x,n\n", i -> number(i) + ", \"a,\n\"\"" + i % 4 + "\" \r\n"));
    Files.delete(model());
    assertRefused(
        ", row 3: expected a separator after a closing quote, found 'b'",
        file("x,n\n", i -> number(i) + (i == 2 ? ",\"a\"b\n" : ",5\" pipe\n")));
    assertRefused(
        ", row 2: expected a closing quote, found the end of the file",
        file("x,n\n", i -> number(i) + (i == 1 ? ",\"a\n" : ",a\n")));
  }

  /** Rows keep their numbers in messages after rows without a value are left out. */
  @Test
  void rowsKeepTheirNumbers() throws IOException {
    Path data = file("x,y\n", i -> i == 1 ? ",\n" : i == 9 ? "1e39,1\n" : row(i));
    Ran ran = train(data);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("warning: t.csv: no value in row 2, left out"), ran.err());
    assertTrue(ran.err().contains("t.csv, row 10, column 'x': expected a number"), ran.err());
  }
}
