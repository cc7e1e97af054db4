package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Java of the page compiles. */
final class PageTest {
  private static final Path PAGE = Path.of("..", "site", "markdown", "spark.md");
  private static final Path SNIPPETS =
      Path.of("src", "test", "java", "org", "lateo", "spark", "PageSnippets.java");

  @Test
  void linesAreThoseOfTheSnippets() throws IOException {
    String known = Files.readString(SNIPPETS).replaceAll("\\s", "");
    boolean inside = false;
    int count = 0;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        inside = line.equals("```java");
      } else if (inside) {
        String wanted = line.replaceAll(" // .*", "").replaceAll("\\s", "");
        assertTrue(known.contains(wanted), () -> "not in " + SNIPPETS + ": " + line);
        count++;
      }
    }
    assertEquals(10, count);
  }
}
