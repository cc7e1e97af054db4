package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page on serving shows lies in files that run, and the GPU's version is ours. */
final class ServingPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "serving.md");
  private static final Path GPU = Path.of("src", "it", "gpu", "pom.xml");

  /** The blocks of a language, without their indentation. */
  private static List<List<String>> blocks(String language) throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = null;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        block = line.equals("```" + language) ? new ArrayList<>() : null;
        if (block != null) {
          blocks.add(block);
        }
      } else if (block != null && !line.isBlank()) {
        block.add(line.strip());
      }
    }
    return blocks;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** As they stand there, one line after another. */
  @ParameterizedTest
  @CsvSource({
    "java,   src/test/java/org/lateo/ServingSnippets.java, 2",
    "python, examples/python/score.py, 4",
    "js,     examples/browser/index.html, 3",
    "xml,    src/it/gpu/pom.xml, 1"
  })
  void blocksAreThoseOfTheFile(String language, String file, int count) throws IOException {
    List<List<String>> blocks = blocks(language);
    assertEquals(count, blocks.size());
    String all = String.join("\n", lines(Path.of(file)));
    for (List<String> block : blocks) {
      assertTrue(all.contains(String.join("\n", block)), () -> block + " is not in " + file);
    }
  }

  @Test
  void theGpusVersionIsOurs() throws IOException {
    assertEquals(
        value("<onnxruntime.version>(.*)</", Path.of("pom.xml")),
        value("onnxruntime_gpu</artifactId>\\s*<version>(.*)</", GPU));
    assertEquals(
        value("<artifactId>lateo</artifactId>\\s*<version>(.*)</", Path.of("pom.xml")),
        value("<artifactId>lateo</artifactId>\\s*<version>(.*)</", GPU));
  }

  private static String value(String pattern, Path file) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    assertTrue(matcher.find(), () -> pattern + " is not in " + file);
    return matcher.group(1);
  }
}
