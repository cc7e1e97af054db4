package org.lateo.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of documentation in Markdown.
 *
 * @param file where it lies, from the project's root
 * @param lines of the file
 */
record Page(Path file, List<String> lines) {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");

  /** Code between backquotes, in which brackets are no links. */
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  /** Every page of the project. */
  static List<Page> all() throws IOException {
    Path root = Path.of("");
    try (Stream<Path> files = Files.walk(root, 6)) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(
                  file -> !file.startsWith("target") && !file.toString().contains("node_modules"))
              .sorted()
              .toList();
      List<Page> pages = new ArrayList<>();
      for (Path file : found) {
        pages.add(new Page(file, Files.readAllLines(file)));
      }
      return pages;
    }
  }

  /** The blocks of code of a language, each with the lines as they stand. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        if (block != null) {
          blocks.add(block.toString());
        }
        block = !inside && line.equals("```" + language) ? new StringBuilder() : null;
        inside = !inside;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  /** Lines outside of blocks of code, without the code inside of lines. */
  private List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      inside ^= line.startsWith("```");
      if (!inside && !line.startsWith("```") && !line.startsWith("    ")) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** Where its links lead. */
  List<String> links() {
    return prose().stream()
        .map(line -> CODE.matcher(line).replaceAll("code"))
        .flatMap(line -> LINK.matcher(line).results().map(link -> link.group(1)))
        .toList();
  }

  /** The names of its headings in links: small letters, hyphens for blanks, no other signs. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose()) {
      if (line.matches("#+ .*")) {
        String name =
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int before = seen.merge(name, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? name : name + "-" + before);
      }
    }
    return anchors;
  }

  /** The names of the variables that a block of Java declares. */
  static Set<String> declared(String block) {
    Set<String> names = new TreeSet<>();
    Pattern.compile("(?m)^[\\s(tryfo]*[A-Za-z][\\w.<>\\[\\], ?]* (\\w+) ?[=:;]")
        .matcher(block)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(names::add);
    return names;
  }

  @Override
  public String toString() {
    return file.toString().replace('\\', '/');
  }
}
