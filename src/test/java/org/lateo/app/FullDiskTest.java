package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A small disk in memory fills during every kind of write: the file that was there before stays,
 * and the message names the place and what was needed. Only root may mount one; others skip this.
 */
@Tag("long")
final class FullDiskTest {
  private static final String BEFORE = "what was there before";
  private static final int SIZE = 1 << 20;

  @TempDir private Path folder;
  private Path disk;
  private Path data;
  private boolean mounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    data = SmallData.csv(folder);
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
    assumeTrue(mounted, "Only root can mount a disk in memory.");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertTrue(run("umount", disk.toString()));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(NULL).start();
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }

  private static final ProcessBuilder.Redirect NULL = ProcessBuilder.Redirect.DISCARD;

  /** Fills the disk but for some bytes. */
  private void fill(int left) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace();
    try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
      out.write(new byte[(int) free - left]);
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(disk)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  private Path model(String options) {
    Path model = folder.resolve("model");
    List<Object> train =
        new ArrayList<>(List.of("train", "--data", data, "--out", model, "--response", "kind"));
    train.addAll(List.of(options.split(" ")));
    Ran.run(train.toArray()).ok();
    return model;
  }

  private void assertFull(Path file, int left, Object... arguments) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, BEFORE);
    fill(left);
    Ran ran = Ran.run(arguments);
    assertEquals(2, ran.code(), ran.err());
    String last = ran.err().lines().reduce("", (a, b) -> b);
    assertTrue(
        last.contains(
            file + ": cannot be written: No space left on device; expected room for more"),
        ran.err());
    assertEquals(BEFORE, Files.readString(file));
    assertEquals(Set.of("filler", file.getFileName().toString()), names());
  }

  @Test
  void aModel() throws IOException {
    Path out = disk.resolve("model");
    assertFull(
        out, 8192, "train", "--data", data, "--out", out, "--epochs", 2, "--response", "kind");
  }

  /** Room is left for some of what is to be written, or for nothing. */
  @ParameterizedTest
  @CsvSource({
    "encode, 4096, --epochs 2 --hidden 8",
    "score, 4096, --epochs 2 --hidden 8",
    "score, 4096, --epochs 2 --hidden 8 --task anomaly --members 2",
    "predict, 0, --epochs 2 --hidden 8 --task classify --method m2",
    "impute, 0, --epochs 2 --hidden 8 --missing .*",
  })
  void rows(String verb, int left, String options) throws IOException {
    Path model = model(options);
    Path out = disk.resolve("rows.csv");
    assertFull(out, left, verb, "--data", data, "--model", model, "--out", out);
  }

  @Test
  void anExport() throws IOException {
    Path model = model("--epochs 2 --hidden 200");
    Path out = disk.resolve("encoder.onnx");
    assertFull(out, 4096, "export", "--model", model, "--head", "encoder", "--out", out);
  }

  @Test
  void aReport() throws IOException {
    Path model = model("--epochs 2 --hidden 8");
    Path page = disk.resolve("pages").resolve("report.html");
    assertFull(
        page, 4096, "evaluate", "--data", data, "--model", model, "--report", page.getParent());
  }

  /** Training goes on, and says so; what was kept before the disk was full is of use. */
  @Test
  void aCheckpoint() throws IOException {
    Path states = disk.resolve("states");
    Path model = folder.resolve("model");
    Object[] train = {
      "train", "--data", data, "--out", model, "--epochs", 6, "--hidden", 300, "--response", "kind"
    };
    List<Object> first = new ArrayList<>(List.of(train));
    first.addAll(List.of("--checkpoint", states, "--checkpoint-every", "1epochs"));
    Files.createDirectories(states);
    fill(100_000);
    Ran ran = Ran.run(first.toArray()).ok();
    assertTrue(
        ran.err().contains("warning: no checkpoint could be kept, and training goes on: " + states),
        ran.err());
    assertTrue(ran.err().contains("; expected room for more than "), ran.err());
    assertEquals(Set.of("filler"), names());
    Files.delete(disk.resolve("filler"));
    List<Object> again = new ArrayList<>(List.of(train));
    again.addAll(List.of("--resume", states, "--checkpoint-every", "1epochs"));
    Ran.run(again.toArray()).ok();
    assertEquals(2, names().size());
  }
}
