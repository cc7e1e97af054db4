package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release that is built twice, in two folders, has the same bytes. Needs {@code mvn} on the path,
 * and what it downloads for the profile {@code release}.
 */
@Tag("long")
final class ReproducibleReleaseTest {
  private static final int MOST_MINUTES = 20;

  /** Folders of the project that are no part of its sources. */
  private static final Set<String> LEFT_OUT = Set.of("target", ".git", "shared");

  @TempDir private Path folder;

  @Test
  void twoBuildsAreEqual() throws Exception {
    Map<String, String> first = build("one");
    Map<String, String> second = build("another");
    for (String part :
        new String[] {".jar", "-sources.jar", "-javadoc.jar", "-cli.zip", "-sbom.json"}) {
      assertTrue(first.keySet().stream().anyMatch(name -> name.endsWith(part)), first::toString);
    }
    assertEquals(first, second);
  }

  /** The checksums of what a release consists of, by name. */
  private Map<String, String> build(String name) throws Exception {
    Path project = folder.resolve(name);
    copy(project);
    Path log = folder.resolve(name + ".log");
    Process maven =
        new ProcessBuilder("mvn", "-B", "-q", "-Prelease", "-DskipTests", "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(maven.waitFor(MOST_MINUTES, TimeUnit.MINUTES), "did not end");
    } finally {
      maven.destroyForcibly();
    }
    assertEquals(0, maven.exitValue(), Files.readString(log));
    return checksums(project.resolve("target"));
  }

  private static void copy(Path to) throws IOException {
    Path from = Path.of("").toAbsolutePath();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (!dir.equals(from) && LEFT_OUT.contains(dir.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Map<String, String> checksums(Path target)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(target)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(jar|zip|json|pom)")).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        checksums.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
      }
    }
    return checksums;
  }
}
