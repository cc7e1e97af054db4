package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same training in processes of other kinds: other numbers of threads, other instructions that
 * the JVM may use, every JDK of 17 or later that lies beside this one, and several at once. Codes
 * and scores are the same to the last bit.
 */
@Tag("long")
final class OtherProcessesTest {
  private static final Path HOME = Path.of(System.getProperty("java.home")).toAbsolutePath();

  @TempDir private Path folder;

  /** A process that trains, encodes and scores. */
  private record Kind(Path java, List<String> flags, int threads) {
    static Kind of(int threads, String... flags) {
      return new Kind(HOME, List.of(flags), threads);
    }
  }

  private static Stream<Path> homes() throws IOException {
    try (Stream<Path> beside = Files.list(HOME.getParent())) {
      return beside.filter(home -> version(home) >= 17).sorted().toList().stream();
    }
  }

  private static int version(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .mapToInt(line -> Integer.parseInt(line.replaceAll("[^\"]*\"(\\d+).*", "$1")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<Kind> kinds() throws IOException {
    List<Kind> kinds = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4, 8}) {
      kinds.add(Kind.of(threads));
    }
    for (int avx : new int[] {0, 1, 2, 3}) {
      kinds.add(Kind.of(2, "-XX:UseAVX=" + avx));
    }
    kinds.add(Kind.of(2, "-XX:TieredStopAtLevel=1"));
    homes().forEach(home -> kinds.add(new Kind(home, List.of(), 2)));
    return kinds;
  }

  @Test
  void giveTheSameBits() throws Exception {
    Path data = SmallData.csv(folder);
    for (String task : List.of("latent", "anomaly")) {
      String expected = results(Kind.of(1), task, data);
      for (Kind kind : kinds()) {
        assertEquals(expected, results(kind, task, data), () -> task + ", " + kind);
        System.out.println(task + ", the same bits: " + kind);
      }
    }
  }

  @Test
  void atOnce() throws Exception {
    Path data = SmallData.csv(folder);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(Kind.of(2), train("latent", data, folder.resolve("model" + i), 2)));
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(0, processes.get(i).waitFor());
      Path out = folder.resolve("codes" + i + ".csv");
      Ran.run("encode", "--data", data, "--model", folder.resolve("model" + i), "--out", out).ok();
      assertEquals(
          Files.readString(folder.resolve("codes0.csv")), Files.readString(out), "process " + i);
    }
  }

  private static List<Object> train(String task, Path data, Path model, int threads) {
    List<Object> train = new ArrayList<>(List.of("train", "--task", task, "--data", data));
    train.addAll(List.of("--out", model, "--response", "kind", "--threads", threads));
    train.addAll(List.of("--epochs", 20, "--hidden", "130,70", "--latent", 3));
    return train;
  }

  private String results(Kind kind, String task, Path data) throws Exception {
    Path model = folder.resolve("model");
    Path out = folder.resolve("out.csv");
    assertEquals(0, start(kind, train(task, data, model, kind.threads())).waitFor());
    List<Object> score = List.of("score", "--data", data, "--model", model, "--out", out);
    assertEquals(0, start(kind, score).waitFor());
    return Files.readString(out);
  }

  private Process start(Kind kind, List<Object> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(kind.java().resolve(Path.of("bin", "java")).toString());
    command.addAll(kind.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.lateo.app.Main"));
    arguments.forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }
}
