package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.MutableDataset;

/**
 * A million predictions leave the process as large as it was. They run in a process of their own,
 * whose heap has all its pages from the start, so that whatever it grows by is native memory.
 */
final class NativeMemoryTest {
  private static final int PREDICTIONS = 1_000_000;
  private static final int SCORES = 10_000;

  /** Calls in which Java compiles and threads take their workspaces. */
  private static final int WARM_UP = 50_000;

  private static final int THREADS = 4;

  /** What Java itself may still take; 4 bytes a prediction would be found, or 400 a score. */
  private static final long MOST_GROWTH = 4L << 20;

  /** Every page of the heap from the start, and no compiler that takes megabytes at times. */
  private static final List<String> STEADY =
      List.of(
          "-Xms128m",
          "-Xmx128m",
          "-XX:+UseSerialGC",
          "-XX:+AlwaysPreTouch",
          "-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void aMillionPredictionsTakeNone() throws Exception {
    assertStays("predict", PREDICTIONS);
  }

  @Test
  @Tag("long")
  void neitherDoScores() throws Exception {
    assertStays("score", SCORES);
  }

  /** Without which the others would prove nothing. */
  @Test
  @Tag("long")
  void aLeakIsSeen() throws Exception {
    assertTrue(growth("leak", PREDICTIONS)[0] > MOST_GROWTH);
  }

  private void assertStays(String work, int calls) throws Exception {
    long[] growth = growth(work, calls);
    assertTrue(growth[0] <= MOST_GROWTH, () -> growth[0] + " bytes");
    assertTrue(growth[1] <= 0, () -> growth[1] + " bytes that JavaCPP counts");
  }

  /** What the process, and JavaCPP's own count, grew by, in bytes. */
  private long[] growth(String work, int calls) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(STEADY);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Program.class.getName(), work, Integer.toString(calls)));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "did not end");
    } finally {
      process.destroyForcibly();
    }
    List<String> said = Files.readAllLines(log);
    assertEquals(0, process.exitValue(), said::toString);
    return Pattern.compile(" ")
        .splitAsStream(said.get(said.size() - 1))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /** Prints how many bytes the process, and JavaCPP's own count of its memory, grew by. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      MutableDataset<LatentCode> rows = Tiny.real(200);
      VAEModel model = Tiny.trainer().build().fit(rows);
      Consumer<Example<LatentCode>> work =
          switch (args[0]) {
            case "predict" -> model::predict;
            case "score" -> model::score;
            default -> row -> Pointer.malloc(16);
          };
      int calls = Integer.parseInt(args[1]);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      run(threads, work, rows, WARM_UP);
      long resident = Pointer.physicalBytes();
      long tracked = Pointer.totalBytes();
      run(threads, work, rows, calls);
      System.out.println(
          (Pointer.physicalBytes() - resident) + " " + (Pointer.totalBytes() - tracked));
      threads.shutdown();
    }

    private static void run(
        ExecutorService threads,
        Consumer<Example<LatentCode>> work,
        MutableDataset<LatentCode> rows,
        int calls)
        throws Exception {
      List<Future<?>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        parts.add(
            threads.submit(
                () -> {
                  for (int call = 0; call < calls / THREADS; call++) {
                    work.accept(rows.getExample(call % rows.size()));
                  }
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
  }
}
