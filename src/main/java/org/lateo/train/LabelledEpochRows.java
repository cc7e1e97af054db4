package org.lateo.train;

import org.lateo.math.RandomStream;

/**
 * Labelled rows in every minibatch: so many come first, in turn, each minibatch going on where the
 * last one stopped, and the others are each there once an epoch, in random order.
 *
 * <p>The factor of a labelled row is one over the times it comes by in an epoch.
 */
public final class LabelledEpochRows implements EpochRows {
  private final int[] labelled;
  private final int[] others;
  private final int perBatch;
  private final int batch;
  private final long seed;
  private final boolean[] isLabelled;

  /**
   * @param labelled numbers of the labelled training rows, at least {@code perBatch}
   * @param others numbers of the other training rows, at least 1
   * @param perBatch labelled rows in a minibatch
   * @param batch rows in a minibatch, more than {@code perBatch}
   */
  public LabelledEpochRows(int[] labelled, int[] others, int perBatch, int batch, long seed) {
    if (perBatch < 1 || perBatch > labelled.length || perBatch >= batch || others.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              "Expected from 1 to %d labelled rows in a minibatch of more and at least 1 other row,"
                  + " found %d in one of %d and %d others",
              labelled.length, perBatch, batch, others.length));
    }
    this.labelled = labelled.clone();
    this.others = others.clone();
    this.perBatch = perBatch;
    this.batch = batch;
    this.seed = seed;
    int last = 0;
    for (int row : labelled) {
      last = Math.max(last, row);
    }
    this.isLabelled = new boolean[last + 1];
    for (int row : labelled) {
      isLabelled[row] = true;
    }
  }

  private int batches() {
    return (others.length + batch - perBatch - 1) / (batch - perBatch);
  }

  @Override
  public int count() {
    return others.length + batches() * perBatch;
  }

  @Override
  public int[] of(int epoch) {
    int[] rows = new int[count()];
    int[] order = RandomStream.of(seed, "order").at(epoch).permutation(others.length);
    Turn turn = new Turn((long) (epoch - 1) * batches() * perBatch);
    int next = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % batch < perBatch ? turn.next() : others[order[next++]];
    }
    return rows;
  }

  /** Labelled rows in random order, and when all have had their turn in another one. */
  private final class Turn {
    private long position;
    private int[] order;

    Turn(long position) {
      this.position = position;
    }

    int next() {
      int i = (int) (position % labelled.length);
      if (order == null || i == 0) {
        long round = position / labelled.length;
        order = RandomStream.of(seed, "labelled").at(round).permutation(labelled.length);
      }
      position++;
      return labelled[order[i]];
    }
  }

  @Override
  public double factor(int row) {
    boolean known = row < isLabelled.length && isLabelled[row];
    return known ? labelled.length / ((double) batches() * perBatch) : 1;
  }

  @Override
  public boolean repeats() {
    return true;
  }
}
