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
 * Gathers the rows of concurrent callers into one run. The first caller leads: it waits for others,
 * runs the rows of all and hands out the outputs, so that there is no thread but the callers'.
 */
final class RowBatcher {
  /** Rows in, outputs by name out. */
  @FunctionalInterface
  interface Runner {
    Map<String, float[][]> run(float[][] rows);
  }

  private final Runner runner;
  private final Batching batching;

  /** What callers still join, or null. */
  private JointRun gathering;

  RowBatcher(Batching batching, Runner runner) {
    this.batching = batching;
    this.runner = runner;
  }

  /**
   * Runs rows, perhaps with those of other callers. As many rows as a run may have, or more, go
   * alone.
   *
   * @param rows {@code [batch, columns]}, at least one row, which the runner will take
   * @return the outputs of these rows
   * @throws IllegalStateException if the run failed, then for each of its callers
   */
  Map<String, float[][]> run(float[][] rows) {
    if (rows.length >= batching.rows()) {
      return runner.run(rows);
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

  /** Whether a caller waits for others. */
  synchronized boolean isGathering() {
    return gathering != null;
  }

  private void start() {
    gathering.start();
    gathering = null;
  }

  /** From here on nobody joins. */
  private synchronized void close(JointRun run) {
    if (gathering == run) {
      gathering = null;
    }
  }

  /**
   * Where a caller's rows lie.
   *
   * @param leads whether it was the first to come, and so runs the rows of all
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
   * One run with the rows of several callers. The batcher guards who joins; once it has closed,
   * only the leader touches the rows.
   */
  private static final class JointRun {
    private final int capacity;
    private final List<float[]> rows = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<Map<String, float[][]>> outputs = new CompletableFuture<>();

    /**
     * @param capacity how many rows it takes
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

    /** Lets the leader run at once. */
    void start() {
      started.countDown();
    }

    /** Waits until it is full or the time is up; an interrupted leader waits no longer. */
    void awaitStart(int microseconds) {
      try {
        started.await(microseconds, TimeUnit.MICROSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Runs the rows. Whatever happens reaches the callers, who would otherwise wait for ever. */
    void finish(Runner runner) {
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
}
