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
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;

/**
 * A million predictions leave the process as large as it was. They run in a process of their own,
 * whose heap has all its pages from the start, so that whatever it grows by is native memory.
 */
final class NativeMemoryTest {
  private static final int PREDICTIONS = 1_000_000;
  private static final int SCORES = 10_000;

  /** The share of the work that Java compiles and threads take their workspaces in. */
  private static final double WARM_UP = 0.2;

  private static final int THREADS = 4;

  /** What compiled code and the collector may still take; 4 bytes a prediction would be found. */
  private static final long MOST_GROWTH = 4L << 20;

  private static final List<String> FIXED_HEAP =
      List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void aMillionPredictionsTakeNone() throws Exception {
    assertStays("predict", PREDICTIONS);
  }

  /** Smaller in number, but a leaked array of a score would be larger than this allows. */
  @Test
  @Tag("long")
  void neitherDoScores() throws Exception {
    assertStays("score", SCORES);
  }

  private void assertStays(String work, int calls) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FIXED_HEAP);
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
    String[] growth = said.get(said.size() - 1).split(" ", -1);
    assertTrue(Long.parseLong(growth[0]) <= MOST_GROWTH, said::toString);
    assertEquals(0, Long.parseLong(growth[1]), said::toString);
  }

  /** Prints how many bytes the process, and JavaCPP's own count of its memory, grew by. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      MutableDataset<LatentCode> rows = Tiny.real(200);
      VAEModel model = Tiny.trainer().build().fit(rows);
      boolean predict = args[0].equals("predict");
      int calls = Integer.parseInt(args[1]);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      run(threads, model, rows, predict, (int) (WARM_UP * calls));
      long resident = Pointer.physicalBytes();
      long tracked = Pointer.totalBytes();
      run(threads, model, rows, predict, calls);
      System.out.println(
          (Pointer.physicalBytes() - resident) + " " + (Pointer.totalBytes() - tracked));
      threads.shutdown();
    }

    private static void run(
        ExecutorService threads,
        VAEModel model,
        MutableDataset<LatentCode> rows,
        boolean predict,
        int calls)
        throws Exception {
      List<Future<?>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        parts.add(
            threads.submit(
                () -> {
                  for (int call = 0; call < calls / THREADS; call++) {
                    var row = rows.getExample(call % rows.size());
                    LatentCode code = predict ? model.predict(row).getOutput() : model.score(row);
                    if (code.isUnknown()) {
                      throw new IllegalStateException("Expected a code");
                    }
                  }
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
  }
}
