package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs in {@code examples} run, with few epochs, and are as short as they claim. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");

  /** What a program prints. */
  private static String run(String program, int epochs) throws ReflectiveOperationException {
    Method main = Class.forName(program).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.invoke(null, (Object) new String[] {Integer.toString(epochs)});
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static double number(String pattern, String printed) {
    Matcher matcher = Pattern.compile(pattern).matcher(printed);
    assertTrue(matcher.find(), printed);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void fewLabels() throws ReflectiveOperationException {
    String printed = run("FewLabels", 2);
    assertEquals(68, number("pixels: ([0-9.]+) % right", printed), 2);
    assertTrue(number("codes: +([0-9.]+) % right", printed) > 25, printed);
  }

  @Test
  void unusualRows() throws ReflectiveOperationException {
    String printed = run("UnusualRows", 5);
    assertTrue(number("AUROC +([0-9.]+)", printed) > 0.94, printed);
    assertEquals(10, printed.lines().filter(line -> line.contains("in truth ")).count(), printed);
  }

  @Test
  void serveWithOnnx() throws ReflectiveOperationException, IOException {
    String printed = run("ServeWithONNX", 1);
    List<String> pictures = printed.lines().filter(line -> line.startsWith("a ")).toList();
    assertEquals(10, pictures.size(), printed);
    for (String picture : pictures) {
      assertEquals(number("Java ([0-9.]+)", picture), number("ONNX ([0-9.]+)", picture), 1e-4);
    }
    Files.delete(Path.of(printed.substring(0, printed.indexOf(" differs"))));
  }

  @Test
  void wineGrades() throws ReflectiveOperationException {
    String printed = run("WineGrades", 5);
    double inside = number("([0-9]+) of 320 grades lie in their intervals", printed);
    assertTrue(inside > 0.8 * 320 && inside < 320, printed);
    double before = number("before .* epistemic ([0-9.]+)", printed);
    assertTrue(number("after .* epistemic ([0-9.]+)", printed) > 3 * before, printed);
    assertTrue(Files.exists(Path.of("target", "wine", "report.html")));
  }

  @Test
  void theyAreShortAndAllAreRun() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        names.add(file.getFileName().toString());
        assertTrue(Files.readAllLines(file).size() < 80, file::toString);
      }
    }
    assertEquals(
        Set.of("FewLabels.java", "ServeWithONNX.java", "UnusualRows.java", "WineGrades.java"),
        names);
  }
}
