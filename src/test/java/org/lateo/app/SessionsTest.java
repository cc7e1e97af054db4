package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.Printed;

/**
 * The page of recorded sessions has what the two pages for beginners tell to type, and what the
 * quick commands among it print today, numbers aside. {@code src/test/python/paste_pages.py} types
 * all of it and writes the page.
 */
final class SessionsTest {
  private static final Path SITE = Path.of("src", "site", "markdown");
  private static final List<Path> TYPED_FROM =
      List.of(Path.of("README.md"), SITE.resolve("getting-started.md"));

  private static final Pattern SESSION = Pattern.compile("(?ms)^```console\n\\$ (.*?)^```$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(?:java -jar target/lateo\\.jar .*|curl .*|awk '[^']*'.*)$");

  /** Lines that come as time goes by. */
  private static final Pattern PROGRESS = Pattern.compile("(epoch #|scoring:).*");

  private static final String LATEO = "java -jar target/lateo.jar ";

  @TempDir private Path folder;

  /** What was typed, and what was printed. */
  private static Map<String, String> sessions() throws IOException {
    Map<String, String> sessions = new LinkedHashMap<>();
    Matcher found = SESSION.matcher(Files.readString(SITE.resolve("sessions.md")));
    while (found.find()) {
      String text = found.group(1);
      Matcher command = COMMAND.matcher(text);
      String typed = command.lookingAt() ? command.group() : text.lines().findFirst().orElse("");
      sessions.put(typed, text.substring(typed.length()).strip());
    }
    return sessions;
  }

  @Test
  void hasAllThatThePagesTellToType() throws IOException {
    Map<String, String> sessions = sessions();
    StringBuilder pages = new StringBuilder();
    for (Path page : TYPED_FROM) {
      pages.append(Files.readString(page));
    }
    List<String> missing = new ArrayList<>();
    COMMAND
        .matcher(pages)
        .results()
        .map(found -> found.group())
        .filter(command -> !sessions.containsKey(command))
        .forEach(missing::add);
    assertEquals(List.of(), missing);
    for (String typed : sessions.keySet()) {
      boolean program = typed.startsWith("java -cp target/lateo.jar ");
      assertTrue(program || pages.indexOf(typed) >= 0, () -> typed + " is on neither page");
    }
    assertTrue(sessions.size() > 30, () -> "few sessions: " + sessions.keySet());
  }

  @Test
  void quickCommandsPrintTheSame() throws IOException, InterruptedException {
    int typed = 0;
    for (Map.Entry<String, String> session : sessions().entrySet()) {
      String command = session.getKey();
      if (command.contains("target/machines.csv") || command.endsWith("--help")) {
        assertEquals(lasting(session.getValue()), lasting(type(command)), () -> "typed " + command);
        typed++;
      }
    }
    assertEquals(4, typed);
  }

  /** What does not depend on numbers and on time. */
  private static Set<String> lasting(String printed) {
    Set<String> lines = new TreeSet<>(Printed.withoutNumbers(printed));
    lines.removeIf(PROGRESS.asMatchPredicate());
    return lines;
  }

  /** What it prints, with files of {@code target} in a folder of the test. */
  private String type(String command) throws IOException, InterruptedException {
    String here = command.replace("target/machine", folder + "/machine");
    ProcessBuilder process =
        command.startsWith(LATEO)
            ? Lateo.process(List.of(here.substring(LATEO.length()).split(" ", 0)))
            : new ProcessBuilder("bash", "-c", here);
    Path log = folder.resolve("log");
    Process running = process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(running.waitFor(2, TimeUnit.MINUTES), "did not end");
    } finally {
      running.destroyForcibly();
    }
    String printed = Files.readString(log);
    assertEquals(0, running.exitValue(), printed);
    return printed.replace(folder + "/", "target/");
  }
}
