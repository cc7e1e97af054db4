package org.lateo.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run with the rows of several callers. {@link RowBatcher} guards who joins; once it has
 * closed, only the leader touches the rows.
 */
final class JointRun {
  private final int capacity;
  private final List<float[]> rows = new ArrayList<>();
  private final CountDownLatch departed = new CountDownLatch(1);
  private final CompletableFuture<Map<String, float[][]>> outputs = new CompletableFuture<>();

  /**
   * @param capacity how many rows it takes
   */
  JointRun(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Where a caller's rows lie.
   *
   * @param leads whether it was the first to come, and so runs the rows of all
   */
  record Seat(JointRun run, int first, int count, boolean leads) {
    /**
     * Waits for the outputs of these rows.
     *
     * @throws IllegalStateException if the run failed
     */
    Map<String, float[][]> results() {
      Map<String, float[][]> own = new LinkedHashMap<>();
      run.outputs()
          .forEach((name, all) -> own.put(name, Arrays.copyOfRange(all, first, first + count)));
      return own;
    }
  }

  boolean hasRoom(int count) {
    return rows.size() + count <= capacity;
  }

  Seat sit(float[][] more) {
    int first = rows.size();
    rows.addAll(Arrays.asList(more));
    return new Seat(this, first, more.length, first == 0);
  }

  /** Lets the leader run at once. */
  void depart() {
    departed.countDown();
  }

  /** Waits until it is full or the time is up; an interrupted leader waits no longer. */
  void awaitDeparture(int microseconds) {
    try {
      departed.await(microseconds, TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the rows. Whatever happens reaches the callers, who would otherwise wait for ever. */
  void finish(RowBatcher.Runner runner) {
    try {
      outputs.complete(runner.run(rows.toArray(float[][]::new)));
    } catch (RuntimeException | Error e) {
      outputs.completeExceptionally(e);
    }
  }

  private Map<String, float[][]> outputs() {
    try {
      return outputs.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new IllegalStateException(
          String.format(
              "A run of %d rows, this caller's among them, failed: %s",
              rows.size(), cause.getMessage()),
          cause);
    }
  }
}
