package org.lateo.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Printed;

/** The notebooks are what their sources say, and their outputs what these print, numbers aside. */
final class NotebooksTest {
  static List<Path> sources() throws IOException {
    return Notebook.sources();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void areInStepWithTheirSources(Path source) throws IOException {
    Notebook ran = Cells.run(Notebook.parse(source));
    Notebook written = Notebook.read(Notebook.of(source));
    assertEquals(
        ran.cells().stream().map(Notebook.Cell::source).toList(),
        written.cells().stream().map(Notebook.Cell::source).toList());
    assertEquals(
        ran.cells().stream().map(cell -> Printed.withoutNumbers(cell.printed())).toList(),
        written.cells().stream().map(cell -> Printed.withoutNumbers(cell.printed())).toList());
    assertTrue(written.cells().get(0).source().startsWith("# "));
  }

  @Test
  void eachHasASource() throws IOException {
    Set<Path> expected = Notebook.sources().stream().map(Notebook::of).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(Notebook.FOLDER)) {
      Set<Path> found =
          files
              .filter(file -> file.toString().endsWith(".ipynb"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(expected), found);
      assertEquals(4, found.size());
    }
  }
}
