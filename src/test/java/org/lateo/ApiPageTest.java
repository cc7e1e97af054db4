package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of the public interface lists each public class, package by package, but those that
 * their package's page calls internal in a last paragraph: {@code Internal: A, B.}, {@code
 * Internal: everything.} or {@code Internal: everything but A, B.}
 */
final class ApiPageTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path PAGE = Path.of("src", "site", "markdown", "api.md");

  private static final Pattern PUBLIC =
      Pattern.compile("(?m)^public ([a-z-]+ )*(class|interface|record|enum|@interface) ");

  private static final Pattern INTERNAL = Pattern.compile("(?s)<p>Internal: (.*?)\\.\\s*\\*/");
  private static final Pattern CODE = Pattern.compile("\\{@code[\\s*]+(\\w+)}");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(org\\.lateo.*?)` \\|.*\\| (.*) \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      listed.put(row.group(1), names(NAME, row.group(2)));
    }
    return listed;
  }

  /** Every package, the command line's aside. */
  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(Path::getParent)
          .filter(folder -> !folder.startsWith(SOURCES.resolve(Path.of("org", "lateo", "app"))))
          .toList();
    }
  }

  private static Set<String> publicClasses(Path folder) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (PUBLIC.matcher(Files.readString(file)).find()) {
          found.add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    return found;
  }

  private static Set<String> forUsers(Path folder) throws IOException {
    Set<String> classes = publicClasses(folder);
    Matcher internal = INTERNAL.matcher(Files.readString(folder.resolve("package-info.java")));
    if (internal.find()) {
      Set<String> named = names(CODE, internal.group(1));
      assertTrue(classes.containsAll(named), () -> folder + " has no " + named);
      boolean othersAre = internal.group(1).startsWith("everything");
      classes.removeIf(name -> named.contains(name) != othersAre);
    }
    return classes;
  }

  @Test
  void listsWhatIsForUsers() throws IOException {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (Path folder : packages()) {
      Set<String> classes = forUsers(folder);
      if (!classes.isEmpty()) {
        expected.put(SOURCES.relativize(folder).toString().replaceAll("[/\\\\]", "."), classes);
      }
    }
    Map<String, Set<String>> listed = listed();
    assertEquals(expected.keySet(), listed.keySet());
    expected.forEach((name, classes) -> assertEquals(classes, listed.get(name), name));
  }

  @Test
  void theCommandLineIsInternal() throws IOException {
    assertTrue(forUsers(SOURCES.resolve(Path.of("org", "lateo", "app"))).isEmpty());
  }
}
