package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lateo.onnx.SessionSettings.Batching;

/** Callers get the outputs of their own rows, or the failure, whoever else is in the run. */
@Timeout(60)
final class RowBatcherTest {
  private static final int FOREVER = Integer.MAX_VALUE;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final Queue<Integer> runs = new ConcurrentLinkedQueue<>();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  /** Twice each row. */
  private Map<String, float[][]> twice(float[][] rows) {
    runs.add(rows.length);
    float[][] results = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      results[i] = new float[] {2 * rows[i][0]};
    }
    return Map.of("twice", results);
  }

  private Future<Map<String, float[][]>> call(RowBatcher batcher, float... values) {
    float[][] rows = new float[values.length][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = values[i];
    }
    return callers.submit(() -> batcher.run(rows));
  }

  private static void assertTwice(Future<Map<String, float[][]>> call, float... values)
      throws Exception {
    float[][] found = call.get().get("twice");
    assertEquals(values.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertArrayEquals(new float[] {2 * values[i]}, found[i]);
    }
  }

  /** Nobody waits for the time to be up: it is half an hour. */
  @Test
  void aFullRunStartsAtOnce() throws Exception {
    RowBatcher batcher = new RowBatcher(new Batching(6, FOREVER), this::twice);
    List<Future<Map<String, float[][]>>> calls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      calls.add(call(batcher, i, 1000 + i));
    }
    for (int i = 0; i < 30; i++) {
      assertTwice(calls.get(i), i, 1000 + i);
    }
    assertEquals(10, runs.size());
    assertTrue(runs.stream().allMatch(rows -> rows == 6), runs::toString);
  }

  @Test
  void theFirstCallerWaitsNoLongerThanAsked() throws Exception {
    RowBatcher batcher = new RowBatcher(new Batching(6, 1000), this::twice);
    assertTwice(call(batcher, 3), 3);
    assertTwice(call(batcher, 4, 5), 4, 5);
    assertEquals(List.of(1, 2), List.copyOf(runs));
  }

  @Test
  void rowsThatDoNotFitStartTheNextRunAndManyGoAlone() throws Exception {
    RowBatcher batcher = new RowBatcher(new Batching(4, FOREVER), this::twice);
    Future<Map<String, float[][]>> three = call(batcher, 1, 2, 3);
    while (!batcher.isGathering()) {
      Thread.onSpinWait();
    }
    assertTwice(call(batcher, 1, 2, 3, 4, 5), 1, 2, 3, 4, 5);
    Future<Map<String, float[][]>> two = call(batcher, 4, 5);
    assertTwice(three, 1, 2, 3);
    assertTwice(call(batcher, 6, 7), 6, 7);
    assertTwice(two, 4, 5);
    assertEquals(List.of(5, 3, 4), List.copyOf(runs));
  }

  @Test
  void aFailureReachesEveryCallerAndEndsWithTheRun() throws Exception {
    RuntimeException cause = new IllegalStateException("no memory");
    CountDownLatch failed = new CountDownLatch(1);
    RowBatcher batcher =
        new RowBatcher(
            new Batching(3, FOREVER),
            rows -> {
              if (failed.getCount() > 0) {
                failed.countDown();
                throw cause;
              }
              return twice(rows);
            });
    List<Future<Map<String, float[][]>>> calls =
        List.of(call(batcher, 1), call(batcher, 2), call(batcher, 3));
    for (Future<Map<String, float[][]>> call : calls) {
      Throwable thrown = assertThrows(ExecutionException.class, call::get).getCause();
      assertSays(thrown, "A run of 3 rows", "no memory");
      assertSame(cause, thrown.getCause());
    }
    Future<Map<String, float[][]>> next = call(batcher, 1, 2);
    assertTwice(call(batcher, 3), 3);
    assertTwice(next, 1, 2);
  }

  @Test
  void anErrorReachesThemToo() {
    RowBatcher batcher =
        new RowBatcher(
            new Batching(2, FOREVER),
            rows -> {
              throw new OutOfMemoryError("heap");
            });
    for (Future<?> call : List.of(call(batcher, 1), call(batcher, 2))) {
      assertSays(assertThrows(ExecutionException.class, call::get).getCause(), "heap");
    }
  }

  @Test
  void anInterruptedCallerWaitsNoLongerAndStaysInterrupted() throws Exception {
    RowBatcher batcher = new RowBatcher(new Batching(2, FOREVER), this::twice);
    Future<Boolean> interrupted =
        callers.submit(
            () -> {
              Thread.currentThread().interrupt();
              assertArrayEquals(new float[] {8}, batcher.run(new float[][] {{4}}).get("twice")[0]);
              return Thread.interrupted();
            });
    assertTrue(interrupted.get());
  }

  @Test
  void numbersAreChecked() {
    assertRefused(() -> new Batching(0, 1), "rows", "1 or more", "found 0");
    assertRefused(() -> new Batching(1, -1), "microseconds", "0 or more", "found -1");
  }
}
