package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the order of packages: each imports from those above it in the list only. */
final class PackagesTest {
  private static final Path MAIN = Path.of("src", "main", "java", "org", "lateo");

  /** The face, {@code org.lateo} itself. */
  private static final String FACE = "";

  /** From the bottom up; subpackages belong to the package they lie in. */
  static final List<String> ORDER =
      List.of(
          "config",
          "math",
          "graph",
          "nn",
          "latent",
          "likelihood",
          "model",
          "objective",
          "inference",
          "data",
          "train",
          "storage",
          "onnx",
          "output",
          "rows",
          FACE,
          "codes",
          "anomaly",
          "semisupervised",
          "interop",
          "app");

  /** The same of the command line's own packages. */
  private static final List<String> APP =
      List.of(
          "text",
          "input",
          "report",
          "output",
          "progress",
          "verb",
          "model",
          "config",
          "train",
          "score",
          "encode",
          "impute",
          "export",
          "bench",
          "demo",
          FACE);

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.]+?)(?:\\.\\*)?;", Pattern.MULTILINE);

  /** A package begins in lower case, a class in upper case. */
  private static final Pattern OURS = Pattern.compile("org\\.lateo\\.(?:([a-z]\\w*)\\.)?.*");

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    sources().forEach(file -> found.add(packageOf(file)));
    assertTrue(ORDER.containsAll(found), "Expected packages of " + ORDER + ", found " + found);
    assertTrue(found.size() > 8, "Few packages in " + MAIN.toAbsolutePath() + ": " + found);
  }

  @Test
  void arrowsPointDownwardsInTheCommandLine() {
    List<String> wrong = new ArrayList<>();
    Pattern app = Pattern.compile("org\\.lateo\\.app\\.(?:([a-z]\\w*)\\.)?.*");
    for (Path file : sources()) {
      if (packageOf(file).equals("app")) {
        int user = APP.indexOf(packageIn(MAIN.resolve("app"), file));
        assertTrue(user >= 0, () -> "Expected a package of " + APP + ", found " + file);
        for (String imported : imports(file)) {
          Matcher ours = app.matcher(imported);
          if (ours.matches()
              && APP.indexOf(Objects.requireNonNullElse(ours.group(1), FACE)) > user) {
            wrong.add(file + " imports " + imported);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void arrowsPointDownwards() {
    List<String> wrong = new ArrayList<>();
    for (Path file : sources()) {
      for (String imported : imports(file)) {
        Matcher ours = OURS.matcher(imported);
        if (ours.matches() && !mayUse(packageOf(file), target(ours))) {
          wrong.add(file + " imports " + imported);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Generated messages count as storage. */
  private static String target(Matcher ours) {
    String name = ours.group(1);
    return name == null ? FACE : name.equals("protos") ? "storage" : name;
  }

  private static boolean mayUse(String user, String used) {
    return ORDER.contains(used) && ORDER.indexOf(used) <= ORDER.indexOf(user);
  }

  /** Tribuo from outputs upwards, its messages and ONNX helpers earlier; OLCUT anywhere. */
  @Test
  void tribuoBeginsAtOutputs() {
    List<String> wrong = new ArrayList<>();
    for (Path file : sources()) {
      for (String imported : imports(file)) {
        if (!mayImport(packageOf(file), imported)) {
          wrong.add(file + " imports " + imported);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean mayImport(String user, String imported) {
    if (imported.startsWith("org.tribuo.util.onnx.") || imported.startsWith("ai.onnx")) {
      return mayUse(user, "onnx");
    }
    if (imported.startsWith("org.tribuo.protos.")) {
      return mayUse(user, "storage");
    }
    return !imported.startsWith("org.tribuo.") || mayUse(user, "output");
  }

  @Test
  void everyPackageOpensWithAPage() {
    Set<Path> without = new TreeSet<>();
    for (Path file : sources()) {
      Path folder = file.getParent();
      if (!Files.exists(folder.resolve("package-info.java"))) {
        without.add(folder);
      }
    }
    assertEquals(Set.of(), without);
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder directly below {@code org.lateo}. */
  private static String packageOf(Path file) {
    return packageIn(MAIN, file);
  }

  private static String packageIn(Path folder, Path file) {
    Path below = folder.relativize(file);
    return below.getNameCount() == 1 ? FACE : below.getName(0).toString();
  }

  private static List<String> imports(Path file) {
    try {
      return IMPORT.matcher(Files.readString(file)).results().map(r -> r.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
