package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables that are larger than the memory that Java is given, trained on and used by the command
 * line, a process for each verb. Prints seconds and resident memory: what the process itself takes,
 * and the most with the pages of the temporary file that the system keeps while it has room.
 */
@Tag("long")
final class LargerThanMemoryTest {
  private static final Path MEMORY = Path.of("/proc/self/status");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2000000, 200, 512", "1000000, 50, 512", "200000, 784, 512"})
  void trainsAndScores(int rows, int columns, int megabytes) throws Exception {
    Assumptions.assumeTrue(Files.exists(MEMORY), "no " + MEMORY);
    Path data = write(rows, columns);
    Path model = folder.resolve("model");
    String table = String.format(Locale.ROOT, "%,d × %d, -Xmx%dm", rows, columns, megabytes);
    run(table, megabytes, "train", "--data", data, "--out", model, "--epochs", 1, "--hidden", 32);
    for (String verb : List.of("score", "encode")) {
      Path out = folder.resolve(verb + ".csv");
      List<Object> use = new ArrayList<>(List.of(verb, "--data", data, "--model", model));
      use.addAll(List.of("--out", out));
      use.addAll(verb.equals("score") ? List.of("--samples", 1) : List.of());
      run(table, megabytes, use.toArray());
      try (var lines = Files.lines(out)) {
        assertEquals(rows + 1L, lines.count());
      }
    }
  }

  /** Rows on a plane of ten dimensions, with noise. */
  private Path write(int rows, int columns) throws IOException {
    Path data = folder.resolve("rows.csv");
    SplittableRandom random = new SplittableRandom(1);
    double[][] plane = new double[10][columns];
    for (double[] direction : plane) {
      Arrays.setAll(direction, c -> random.nextDouble() - 0.5);
    }
    try (BufferedWriter out = Files.newBufferedWriter(data)) {
      for (int c = 0; c < columns; c++) {
        out.write((c == 0 ? "" : ",") + "c" + c);
      }
      double[] row = new double[columns];
      for (int r = 0; r < rows; r++) {
        fill(row, plane, random);
        out.write('\n');
        for (int c = 0; c < columns; c++) {
          out.write(c == 0 ? "" : ",");
          out.write(Long.toString(Math.round(100 * row[c])));
        }
      }
    }
    return data;
  }

  private static void fill(double[] row, double[][] plane, SplittableRandom random) {
    Arrays.setAll(row, c -> 0.1 * random.nextDouble());
    for (double[] direction : plane) {
      double place = random.nextDouble();
      for (int c = 0; c < row.length; c++) {
        row[c] += place * direction[c];
      }
    }
  }

  private void run(String table, int megabytes, Object... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "org.lateo.app.Main"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    long start = System.nanoTime();
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    long own = 0;
    long most = 0;
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      own = Math.max(own, kilobytes(process, "RssAnon"));
      most = Math.max(most, kilobytes(process, "VmHWM"));
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %.0f s, %,d MB of its own, %,d MB with pages of files%n",
        table,
        arguments[0],
        (System.nanoTime() - start) / 1e9,
        own >> 10,
        most >> 10);
    assertEquals(0, process.exitValue(), () -> text(said));
    assertTrue(own >> 10 < 2L * megabytes, () -> table + ": more than twice the heap");
  }

  private static String text(Path said) {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long kilobytes(Process process, String what) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith(what))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0); // Of a process that has just ended.
    } catch (IOException e) {
      return 0;
    }
  }
}
