package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page of errors and warnings quotes messages that there are: the fixed parts of each, which
 * stand between dots, are in the texts of one source file.
 */
final class ErrorsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/errors.md");
  private static final Path SOURCES = Path.of("src/main/java/org/lateo");
  private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\\n])*)\"");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

  private static List<String> texts;

  @BeforeAll
  static void readTheSources() throws IOException {
    texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.add(text(Files.readString(file)));
      }
    }
  }

  /** The strings of a file, those joined by a plus as one. */
  private static String text(String source) {
    String joined = source.replaceAll("\"\\s*\\+\\s*\"", "");
    return LITERAL.matcher(joined).results().map(s -> s.group(1)).collect(Collectors.joining("\n"));
  }

  /** What stands in the first column of the page's tables of messages. */
  private static List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    boolean table = false;
    for (String line : Files.readAllLines(PAGE)) {
      table = line.startsWith("|") && (table || line.startsWith("| message |"));
      if (table) {
        ROW.matcher(line).results().map(MatchResult::group).forEach(messages::add);
      }
    }
    return messages.stream().map(row -> row.split("`", -1)[1]).toList();
  }

  private static List<String> fixedParts(String message) {
    return Arrays.stream(message.split("…", 0))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  @Test
  void everyMessageIsInTheSources() throws IOException {
    List<String> messages = messages();
    assertTrue(messages.size() > 100, () -> "expected messages, found " + messages);
    List<String> unknown = new ArrayList<>(messages);
    unknown.removeIf(message -> texts.stream().anyMatch(text -> holds(text, message)));
    assertEquals(List.of(), unknown);
  }

  private static boolean holds(String text, String message) {
    return fixedParts(message).stream().allMatch(text::contains);
  }

  @Test
  void messagesAreLongEnoughToBeFound() throws IOException {
    for (String message : messages()) {
      assertFalse(String.join("", fixedParts(message)).length() < 9, message);
    }
  }

  @Test
  void noMessageStandsTwice() throws IOException {
    List<String> messages = new ArrayList<>(messages());
    new HashSet<>(messages).forEach(messages::remove);
    assertEquals(List.of(), messages);
  }
}
