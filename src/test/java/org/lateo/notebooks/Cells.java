package org.lateo.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs a notebook's cells one after another in a JShell, as the kernel IJava does. */
final class Cells {
  private Cells() {}

  /**
   * The notebook with what each cell printed.
   *
   * @throws IllegalStateException if a cell does not compile, or throws
   */
  static Notebook run(Notebook notebook) {
    PrintStream console = System.out;
    List<Notebook.Cell> cells = new ArrayList<>();
    // In this process, so that classes are the ones on the class path here.
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        shell.addToClasspath(entry);
      }
      for (Notebook.Cell cell : notebook.cells()) {
        cells.add(cell.text() || cell.source().equals(Notebook.JARS) ? cell : run(shell, cell));
      }
    } finally {
      System.setOut(console);
    }
    return new Notebook(cells);
  }

  private static Notebook.Cell run(JShell shell, Notebook.Cell cell) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    String rest = cell.source();
    while (!rest.isBlank()) {
      CompletionInfo first = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      shell.eval(first.source()).forEach(event -> requireWell(shell, event));
      rest = first.remaining();
    }
    return new Notebook.Cell(
        false, cell.source(), printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  private static void requireWell(JShell shell, SnippetEvent event) {
    if (event.exception() != null) {
      throw new IllegalStateException(event.snippet().source(), event.exception());
    }
    if (event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN) {
      List<String> why =
          shell.diagnostics(event.snippet()).map(found -> found.getMessage(null)).toList();
      throw new IllegalStateException(event.snippet().source() + ": " + why);
    }
  }
}
