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
  void crossValidated() throws ReflectiveOperationException {
    String printed = run("CrossValidated", 2);
    for (String features : List.of("features", "features and codes")) {
      double right = number("(?m)^" + features + " +([0-9.]+) % right", printed);
      double least = number("(?m)^" + features + " .* from ([0-9.]+) to", printed);
      double most = number("(?m)^" + features + " .* to ([0-9.]+) in 5 folds", printed);
      assertTrue(50 < least && least < right && right < most && most < 70, printed);
    }
  }

  @Test
  void baggedCodes() throws ReflectiveOperationException {
    String printed = run("BaggedCodes", 2);
    assertEquals(5, printed.lines().filter(line -> line.startsWith("member ")).count(), printed);
    double mean =
        Pattern.compile("member .: ([0-9.]+) % right")
            .matcher(printed)
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .average()
            .orElseThrow();
    assertTrue(number("ensemble: ([0-9.]+) % right", printed) > mean, printed);
  }

  @Test
  void waitingTimes() throws ReflectiveOperationException {
    String printed = run("WaitingTimes", 10);
    double exponential = number("(\\S+) nats a row: Exponential", printed);
    assertTrue(exponential > number("(\\S+) nats a row: LogNormal", printed), printed);
    assertTrue(exponential > number("(\\S+) nats a row: Gaussian", printed), printed);
  }

  @Test
  void trainAgain() throws ReflectiveOperationException {
    String printed = run("TrainAgain", 2);
    assertTrue(printed.startsWith("org.lateo.VAETrainer"), printed);
    assertTrue(printed.contains("telemetry-train.csv.gz"), printed);
    assertTrue(printed.contains("the same rows: true"), printed);
    Matcher codes =
        Pattern.compile("the model's code (\\[.*])\\R+trained again +(\\[.*])").matcher(printed);
    assertTrue(codes.find(), printed);
    assertEquals(codes.group(1), codes.group(2));
  }

  @Test
  void scoreDocuments() throws ReflectiveOperationException {
    List<String> lines = run("ScoreDocuments", 1).lines().toList();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("EXPECTED, p-value 0."), lines::toString);
    assertTrue(lines.get(1).matches("ANOMALOUS.* first reason motor_current"), lines::toString);
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
        Set.of(
            "BaggedCodes.java",
            "CrossValidated.java",
            "FewLabels.java",
            "ScoreDocuments.java",
            "ServeWithONNX.java",
            "TrainAgain.java",
            "UnusualRows.java",
            "WaitingTimes.java",
            "WineGrades.java"),
        names);
  }
}
