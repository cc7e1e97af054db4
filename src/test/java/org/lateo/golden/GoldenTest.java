package org.lateo.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training and every answer of a model give the numbers that they gave when the file of them was
 * written, to the last bit; what a detector says of rows, to 1e-6 of the size of its parts. The
 * file does not depend on the processor, the JDK or the number of threads, for all of it is
 * computed in Java by {@code StrictMath} and the Java BLAS, in a process of its own.
 *
 * <p>The file was written once, before the code behind these numbers was rearranged, by {@code
 * -Dlateo.golden=write} and one thread. It is not written again by later commits: whoever changes
 * numbers on purpose says which lines, and why.
 */
final class GoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden/models.txt");

  /** Others than the file was written with. */
  private static final int THREADS = 2;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> theSameNumbers() throws Exception {
    if ("write".equals(System.getProperty("lateo.golden"))) {
      Files.createDirectories(FILE.getParent());
      Files.copy(run(1), FILE, StandardCopyOption.REPLACE_EXISTING);
    }
    Map<String, GoldenLine> expected = read(FILE);
    Map<String, GoldenLine> found = read(run(THREADS));
    assertEquals(expected.keySet(), found.keySet());
    return expected.values().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.name(), () -> assertEquals("", line.difference(found.get(line.name())))));
  }

  private Path run(int threads) throws Exception {
    Path lines = folder.resolve("lines" + threads);
    Path log = folder.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dlateo.blas=java",
            "-cp",
            System.getProperty("java.class.path"),
            GoldenCases.class.getName(),
            Integer.toString(threads),
            lines.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> text(log));
    return lines;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, GoldenLine> read(Path file) throws IOException {
    Map<String, GoldenLine> lines = new LinkedHashMap<>();
    for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      GoldenLine line = GoldenLine.parse(text);
      lines.put(line.name(), line);
    }
    return lines;
  }
}
