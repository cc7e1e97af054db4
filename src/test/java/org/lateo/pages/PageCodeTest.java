package org.lateo.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of Java on every page compiles, but those on the page about Spark, which is a project
 * of its own and has a test for them. One that begins with imports is a file; any other is the
 * inside of a method, whose parameters are the variables that {@code contexts.txt} declares for the
 * page.
 */
final class PageCodeTest {
  private static final Path CONTEXTS = Path.of("src", "test", "resources", "pages", "contexts.txt");
  private static final Path SPARK = Path.of("src", "site", "markdown", "spark.md");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

  @TempDir private Path folder;

  @Test
  void blocksCompile() throws IOException {
    Contexts contexts = Contexts.read(CONTEXTS);
    Map<Path, String> origins = new LinkedHashMap<>();
    for (Page page : Page.all()) {
      if (page.file().equals(SPARK)) {
        continue;
      }
      int number = 0;
      for (String block : page.blocks("java")) {
        number++;
        String origin = page + ", block " + number;
        origins.put(write(block, contexts.method(page, number, block), origins.size()), origin);
      }
    }
    assertTrue(origins.size() > 15, () -> "few blocks: " + origins.values());
    assertEquals(List.of(), errors(origins));
  }

  private Path write(String block, String method, int number) throws IOException {
    Path place = Files.createDirectory(folder.resolve("block" + number));
    Matcher name = CLASS.matcher(block);
    boolean isFile = block.startsWith("import ") && name.find();
    String text = isFile ? block : method;
    String file = isFile ? name.group(1) : "Block";
    return Files.writeString(
        place.resolve(file + ".java"), "package block" + number + ";\n" + text);
  }

  @Test
  void javaIsMarkedAsJava() throws IOException {
    for (Page page : Page.all()) {
      for (String block : page.blocks("")) {
        assertFalse(block.contains(".builder()"), () -> page + ": " + block);
      }
    }
  }

  private List<String> errors(Map<Path, String> origins) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<String> options =
          List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", out());
      compiler
          .getTask(
              null,
              files,
              found,
              options,
              null,
              files.getJavaFileObjectsFromPaths(origins.keySet()))
          .call();
    }
    List<String> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(origins.get(Path.of(each.getSource().toUri())) + ": " + each.getMessage(null));
      }
    }
    return errors;
  }

  private String out() throws IOException {
    return Files.createDirectory(folder.resolve("classes")).toString();
  }

  /** The variables of each page, and those of all. */
  private record Contexts(String imports, Map<String, Map<String, String>> variables) {
    /**
     * Reads a file: {@code import} lines, then page by page a line with its name and lines such as
     * {@code Dataset<Label> rows}. After {@code PAGE.md, block 2} they are for that block alone.
     */
    static Contexts read(Path file) throws IOException {
      StringBuilder imports = new StringBuilder();
      Map<String, Map<String, String>> variables = new LinkedHashMap<>();
      Map<String, String> page = null;
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("import ")) {
          imports.append(line).append('\n');
        } else if (line.matches(".*\\.md(, block \\d+)?")) {
          page = variables.computeIfAbsent(line, any -> new LinkedHashMap<>());
        } else if (!line.isBlank() && page != null) {
          page.put(line.substring(line.lastIndexOf(' ') + 1), line);
        }
      }
      return new Contexts(imports.toString(), variables);
    }

    String method(Page page, int number, String block) {
      Map<String, String> known =
          new LinkedHashMap<>(variables.getOrDefault(page.toString(), Map.of()));
      known.putAll(variables.getOrDefault(page + ", block " + number, Map.of()));
      known.keySet().removeAll(Page.declared(block));
      String parameters = String.join(", ", known.values());
      return imports
          + "class Block { void run("
          + parameters
          + ") throws Exception {\n"
          + block
          + "}}";
    }
  }
}
