package org.lateo.onnx;

import java.util.Map;

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
    JointRun.Seat seat = sit(rows);
    if (seat.leads()) {
      seat.run().awaitDeparture(batching.microseconds());
      close(seat.run());
      seat.run().finish(runner);
    }
    return seat.results();
  }

  private synchronized JointRun.Seat sit(float[][] rows) {
    if (gathering != null && !gathering.hasRoom(rows.length)) {
      depart();
    }
    if (gathering == null) {
      gathering = new JointRun(batching.rows());
    }
    JointRun.Seat seat = gathering.sit(rows);
    if (!gathering.hasRoom(1)) {
      depart();
    }
    return seat;
  }

  /** Whether a caller waits for others. */
  synchronized boolean isGathering() {
    return gathering != null;
  }

  private void depart() {
    gathering.depart();
    gathering = null;
  }

  /** From here on nobody joins. */
  private synchronized void close(JointRun run) {
    if (gathering == run) {
      gathering = null;
    }
  }
}
