package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published: the library without the command line, and the platforms' native libraries. */
final class PublishedTest {
  private static final Path SOURCES = Path.of("src/main/java/org/lateo");
  private static final String PROJECT = text(Path.of("pom.xml"));
  private static final String PLATFORM = text(Path.of("src/platform/pom.xml"));
  private static final String SPARK = text(Path.of("src/spark/pom.xml"));

  /** Packages of what the pom calls optional, tribuo-multilabel aside. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          "import (static )?(picocli|com\\.opencsv|me\\.tongfei|org\\.jline|org\\.tribuo\\.data\\."
              + "|org\\.tribuo\\.classification\\.sgd).*");

  private static final Pattern ND4J = Pattern.compile("import (static )?org\\.(nd4j|bytedeco).*");

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of the source files that import it. */
  private static Set<String> importers(Pattern imports) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Set<String> found = new TreeSet<>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> text(file).lines().anyMatch(imports.asMatchPredicate()))
          .forEach(file -> found.add(SOURCES.relativize(file).toString().replace('\\', '/')));
      return found;
    }
  }

  @Test
  void onlyTheCommandLineUsesWhatIsOptional() throws IOException {
    Set<String> importers = importers(OPTIONAL);
    assertFalse(importers.isEmpty());
    assertTrue(importers.stream().allMatch(file -> file.startsWith("app/")), importers::toString);
  }

  /** Its package page and that of ONNXVAE say why. */
  @Test
  void twoFilesUseNd4j() throws IOException {
    assertEquals(
        Set.of("NativeBlas.java", "ONNXVAE.java"),
        new TreeSet<>(
            importers(ND4J).stream()
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j.version", "javacpp.version", "openblas.version"})
  void platformsVersionsAreTheBuilds(String property) {
    String pattern = "<" + Pattern.quote(property) + ">(.*)</";
    assertEquals(only(pattern, PROJECT), only(pattern, PLATFORM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nd4j.version",
        "javacpp.version",
        "openblas.version",
        "junit.version",
        "error-prone.version",
        "maven.compiler.release"
      })
  void sparksVersionsAreTheBuilds(String property) {
    String pattern = "<" + Pattern.quote(property) + ">(.*)</";
    assertEquals(only(pattern, PROJECT), only(pattern, SPARK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/platform/pom.xml",
        "src/spark/pom.xml",
        "src/it/consumer/pom.xml",
        "src/it/gpu/pom.xml",
        "README.md"
      })
  void neighboursKnowTheVersion(Path file) {
    String version = only("<artifactId>lateo</artifactId>\\s*<version>(.*)</", PROJECT);
    String own = only("<artifactId>lateo-platform</artifactId>\\s*<version>(.*)</", PLATFORM);
    String wanted = only("<artifactId>lateo</artifactId>\\s*<version>(.*)</", text(file));
    assertEquals(version, own);
    assertEquals(version, wanted.replace("${project.version}", own));
  }

  /** Projects that take the library with its native libraries, by Maven, Gradle and sbt. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pom.xml | <artifactId>lateo-platform</artifactId>\\s*<version>(.*)</",
        "build.gradle | lateo-platform:([\\w.-]*)",
        "build.sbt | \"lateo-platform\" % \"(.*?)\""
      })
  void consumersKnowTheVersion(String file, String pattern) {
    assertEquals(
        only("<artifactId>lateo</artifactId>\\s*<version>(.*)</", PROJECT),
        only(pattern, text(Path.of("src/it/platform", file))));
  }

  @Test
  void sparksPackageHasTheVersion() {
    assertEquals(
        only("<artifactId>lateo</artifactId>\\s*<version>(.*)</", PROJECT),
        only("<artifactId>lateo-spark_2.13</artifactId>\\s*<version>(.*)</", SPARK));
  }

  @Test
  void everyPlatformIsNamed() {
    List<String> platforms = all("<javacpp.platform>(.*)</", PROJECT);
    assertEquals(5, platforms.size());
    for (String artifact : List.of("nd4j-native", "javacpp", "openblas")) {
      String pattern =
          "<artifactId>"
              + artifact
              + "</artifactId>\\s*<version>.*</version>\\s*<classifier>(.*)</";
      assertEquals(platforms, all(pattern, PLATFORM), artifact);
    }
  }

  private static String only(String pattern, String text) {
    List<String> found = all(pattern, text);
    assertEquals(1, found.size(), () -> pattern + " is there as " + found);
    return found.get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }
}
