package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line does the same in every language, each in a JVM of its own. */
final class LocaleTest {
  @TempDir private Path folder;

  private String run(String language, String country, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Duser.language=" + language, "-Duser.country=" + country));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> read(log));
    return read(log);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path data() throws IOException {
    StringBuilder rows = new StringBuilder("i,I,x\n");
    for (int r = 0; r < 40; r++) {
      rows.append(r % 7 * 0.25).append(',').append(r % 5).append(',').append(r * 1.5).append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), rows);
  }

  private String train(String language, String country) throws Exception {
    return run(
        language,
        country,
        "train",
        "--data",
        data(),
        "--out",
        folder.resolve("model"),
        "--hidden",
        4,
        "--latent",
        2,
        "--epochs",
        2,
        "--json");
  }

  /** Where a capital i has a dot, and Tribuo does not find its own methods. */
  @Test
  void turkish() throws Exception {
    train("tr", "TR");
    assertTrue(Files.size(folder.resolve("model")) > 0);
  }

  /** Where numbers have commas for points, or other digits. */
  @Test
  void germanAndArabic() throws Exception {
    String german = train("de", "DE");
    assertTrue(german.contains("."), german);
    Path scores = folder.resolve("scores.csv");
    run("ar", "EG", "score", "--data", data(), "--model", folder.resolve("model"), "--out", scores);
    List<String> lines = Files.readAllLines(scores);
    assertEquals(41, lines.size());
    for (String line : lines.subList(1, 41)) {
      for (String cell : line.split(",", -1)) {
        assertTrue(Double.isFinite(Double.parseDouble(cell)), line);
      }
    }
  }
}
