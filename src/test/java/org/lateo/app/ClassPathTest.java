package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Laplace;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's parts in a jar of theirs, which only the command line's option knows. */
final class ClassPathTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path("acme.jar")));
        Stream<Path> classes = Files.list(classes())) {
      for (Path file : classes.toList()) {
        jar.putNextEntry(new JarEntry("acme/" + file.getFileName()));
        Files.copy(file, jar);
      }
    }
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 7).append(',').append(10 * (i % 7) + i % 3).append('\n');
    }
    Files.writeString(path("rows.csv"), rows);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static Path classes() throws IOException {
    return Path.of(testClasses(), "acme");
  }

  private static String testClasses() {
    URL location = Laplace.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(location.toString())).toAbsolutePath().toString();
  }

  /** Runs the command line where the tests' classes are not. */
  private Ran run(String arguments) throws IOException, InterruptedException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String classPath =
        Arrays.stream(all.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .filter(entry -> !entry.equals(testClasses()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.lateo.app.Main"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    try (InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      String failed = new String(err.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "did not end");
      return new Ran(process.exitValue(), said, failed);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void trainsScoresAndExportsWithPartsOfTheUsersOwn() throws Exception {
    run("train --data rows.csv --out m --epochs 2 --hidden 4 --latent 2 --quiet"
            + " --likelihood acme.Laplace:scale=0.25 --prior acme.WidePrior:deviation=2"
            + " --posterior acme.SharedVariancePosterior --learning-rate 0.05"
            + " --optimiser acme.ClippedMomentum:momentum=0.5"
            + " --schedule acme.InverseTimeSchedule:decay=0.2 --class-path acme.jar")
        .ok();
    run("score --model m --data rows.csv --out s.csv --class-path acme.jar").ok();
    assertEquals(41, Files.readAllLines(path("s.csv")).size());
    run("export --model m --head score --out s.onnx --class-path acme.jar").ok();
    Ran without = run("score --model m --data rows.csv --out t.csv");
    assertEquals(2, without.code(), without.err());
    assertTrue(without.err().contains("found acme.Laplace"), without.err());
    run("score --model m --data rows.csv --out t.csv --class-path no.jar")
        .refused(
            "lateo score: --class-path: expected a jar or a folder of classes, found none at"
                + " no.jar");
  }
}
