package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
          "density",
          "latent",
          "likelihood",
          "model",
          "objective",
          "flow",
          "inference",
          "data",
          "train",
          "storage",
          "onnx",
          "output",
          "rows",
          "tables",
          FACE,
          "conformal",
          "codes",
          "logistic",
          "nearest",
          "anomaly",
          "semisupervised",
          "bayes",
          "report",
          "interop",
          "app");

  /** The same of the command line's own packages. */
  private static final List<String> APP =
      List.of(
          "text",
          "input",
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

  /** A comment, or a string. */
  private static final Pattern NOT_CODE =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");

  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*");

  /** The circles of files that there are, and why. */
  private static final List<Set<String>> CIRCLES =
      List.of(
          // Tribuo's OutputInfo makes a mutable one of an immutable one and back.
          Set.of("LatentCodeInfo", "ImmutableLatentCodeInfo", "MutableLatentCodeInfo"));

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

  /**
   * Files that name each other's types in a circle, by imports or simple names, are one thought in
   * several places: nest one in the other, join them, or put an interface below. A class and its
   * own builder or storage may know each other.
   */
  @Test
  void noCyclesBetweenFiles() {
    Map<String, Set<String>> uses = uses();
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(file -> reached.put(file, reachedFrom(file, uses)));
    Set<Set<String>> wrong = new HashSet<>();
    for (String file : uses.keySet()) {
      Set<String> circle = new TreeSet<>(reached.get(file));
      circle.removeIf(other -> !reached.get(other).contains(file));
      if (!circle.isEmpty() && CIRCLES.stream().noneMatch(known -> known.containsAll(circle))) {
        wrong.add(circle);
      }
    }
    assertEquals(Set.of(), wrong);
    assertTrue(uses.keySet().containsAll(List.of("Node", "Workspace")), uses.keySet().toString());
  }

  /** For each file the others whose types it names; comments and strings do not count. */
  private static Map<String, Set<String>> uses() {
    Map<String, String> code = new TreeMap<>();
    for (Path file : sources()) {
      String name = file.getFileName().toString().replace(".java", "");
      if (!name.equals("package-info")) {
        code.put(name, NOT_CODE.matcher(text(file)).replaceAll(" "));
      }
    }
    Map<String, Set<String>> uses = new TreeMap<>();
    code.forEach(
        (name, text) -> {
          Set<String> used =
              TYPE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
          used.retainAll(code.keySet());
          used.removeAll(List.of(name, name + "Builder", name + "Storage"));
          uses.put(name, used);
        });
    return uses;
  }

  /** What a file names, what that names, and so on. */
  private static Set<String> reachedFrom(String file, Map<String, Set<String>> uses) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(uses.get(file));
    while (!next.isEmpty()) {
      String other = next.pop();
      if (reached.add(other)) {
        next.addAll(uses.get(other));
      }
    }
    return reached;
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
    return IMPORT.matcher(text(file)).results().map(r -> r.group(1)).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
