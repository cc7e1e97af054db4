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
import java.util.function.Function;
import org.lateo.onnx.SessionSettings.Batching;

/**
 * Gathers the rows of concurrent callers into one run. The first caller leads: it waits for others
 * and runs the rows of all on its own thread.
 */
final class RowBatcher {
  private final Function<float[][], Map<String, float[][]>> runner;
  private final Batching batching;

  /** The run that callers can still join, or null. */
  private JointRun gathering;

  /**
   * @param runner rows {@code [batch, columns]} to outputs by name
   */
  RowBatcher(Batching batching, Function<float[][], Map<String, float[][]>> runner) {
    this.batching = batching;
    this.runner = runner;
  }

  /**
   * Runs rows, perhaps with those of other callers. At least as many rows as a run may have are run
   * alone.
   *
   * @param rows {@code [batch, columns]}, at least one row
   * @return the outputs of these rows
   * @throws IllegalStateException if a run of several callers fails, for each of them
   */
  Map<String, float[][]> run(float[][] rows) {
    if (rows.length >= batching.rows()) {
      return runner.apply(rows);
    }
    JointRun run;
    int first;
    synchronized (this) {
      run = withRoom(rows.length);
      first = run.add(rows);
      if (!run.hasRoom(1)) {
        start();
      }
    }
    if (first == 0) {
      run.awaitStart(batching.microseconds());
      close(run);
      run.finish();
    }
    return run.outputs(first, rows.length);
  }

  private synchronized JointRun withRoom(int count) {
    if (gathering != null && !gathering.hasRoom(count)) {
      start();
    }
    if (gathering == null) {
      gathering = new JointRun();
    }
    return gathering;
  }

  /** Whether a caller is waiting for others. */
  synchronized boolean isGathering() {
    return gathering != null;
  }

  private void start() {
    gathering.start();
    gathering = null;
  }

  /** Ends the time in which callers join a run. */
  private synchronized void close(JointRun run) {
    if (gathering == run) {
      gathering = null;
    }
  }

  /**
   * One run with the rows of several callers. Callers join under the batcher's lock; once the run
   * is closed, only the leader reads the rows.
   */
  private final class JointRun {
    private final List<float[]> rows = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<Map<String, float[][]>> outputs = new CompletableFuture<>();

    boolean hasRoom(int count) {
      return rows.size() + count <= batching.rows();
    }

    /** Adds a caller's rows, and returns the number of the first one; the leader's is 0. */
    int add(float[][] more) {
      int first = rows.size();
      rows.addAll(Arrays.asList(more));
      return first;
    }

    /** Ends the leader's wait. */
    void start() {
      started.countDown();
    }

    /** Waits until the run is full, the time is over, or the leader is interrupted. */
    void awaitStart(int microseconds) {
      try {
        started.await(microseconds, TimeUnit.MICROSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Runs the rows. A failure is passed to all callers, who would otherwise wait for ever. */
    void finish() {
      try {
        outputs.complete(runner.apply(rows.toArray(float[][]::new)));
      } catch (RuntimeException | Error e) {
        outputs.completeExceptionally(e);
      }
    }

    /**
     * Waits for the outputs of a caller's rows.
     *
     * @throws IllegalStateException if the run failed
     */
    Map<String, float[][]> outputs(int first, int count) {
      try {
        Map<String, float[][]> own = new LinkedHashMap<>(outputs.join());
        own.replaceAll((name, all) -> Arrays.copyOfRange(all, first, first + count));
        return own;
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
}
