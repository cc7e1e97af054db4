package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the architecture names classes and packages that there are. */
final class ArchitecturePageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "architecture.md");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");

  private static Set<String> classes() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String root : new String[] {"main", "test"}) {
      try (Stream<Path> files = Files.walk(Path.of("src", root, "java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> classes.add(name.replace(".java", "")));
      }
    }
    return classes;
  }

  @Test
  void namesClassesThatThereAre() throws IOException {
    Set<String> named =
        CLASS
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult r) -> r.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(named.size() > 40, named::toString);
    named.removeAll(classes());
    assertEquals(Set.of(), named);
  }

  /** The order is the one that is held. */
  @Test
  void namesThePackagesInTheirOrder() throws IOException {
    String page = Files.readString(PAGE);
    int at = page.indexOf("Packages depend downwards only");
    for (String name : PackagesTest.ORDER) {
      int found = page.indexOf("`" + (name.isEmpty() ? "org.lateo" : name) + "`", at);
      assertTrue(found >= at, name + " in its place");
      at = found;
    }
  }
}
