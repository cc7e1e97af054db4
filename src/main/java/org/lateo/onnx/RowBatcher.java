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
    Share share = join(rows);
    if (share.leads()) {
      share.run().awaitStart(batching.microseconds());
      close(share.run());
      share.run().finish(runner);
    }
    return share.results();
  }

  private synchronized Share join(float[][] rows) {
    if (gathering != null && !gathering.hasRoom(rows.length)) {
      start();
    }
    if (gathering == null) {
      gathering = new JointRun(batching.rows());
    }
    Share share = gathering.join(rows);
    if (!gathering.hasRoom(1)) {
      start();
    }
    return share;
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
   * The place of a caller's rows in a run.
   *
   * @param leads whether this caller was the first one, who runs the rows of all
   */
  private record Share(JointRun run, int first, int count, boolean leads) {
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

  /**
   * One run with the rows of several callers. Callers join under the batcher's lock; once the run
   * is closed, only the leader reads the rows.
   */
  private static final class JointRun {
    private final int capacity;
    private final List<float[]> rows = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<Map<String, float[][]>> outputs = new CompletableFuture<>();

    /**
     * @param capacity the most rows
     */
    JointRun(int capacity) {
      this.capacity = capacity;
    }

    boolean hasRoom(int count) {
      return rows.size() + count <= capacity;
    }

    Share join(float[][] more) {
      int first = rows.size();
      rows.addAll(Arrays.asList(more));
      return new Share(this, first, more.length, first == 0);
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
    void finish(Function<float[][], Map<String, float[][]>> runner) {
      try {
        outputs.complete(runner.apply(rows.toArray(float[][]::new)));
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
}
