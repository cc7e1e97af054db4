package org.lateo.train;

import java.util.BitSet;
import org.lateo.math.RandomStream;

/**
 * Epochs whose minibatches all begin with labelled rows. Labelled rows are taken in turn, each
 * minibatch continuing where the last one stopped; every other row comes once in an epoch, in
 * random order.
 *
 * <p>The factor of a labelled row is one over the mean number of times that it comes in an epoch.
 */
public final class LabelledEpochRows implements EpochRows {
  private final int[] labelled;
  private final int[] others;
  private final int perBatch;
  private final int batch;
  private final long seed;
  private final BitSet isLabelled = new BitSet();

  /**
   * @param labelled numbers of the labelled training rows, at least {@code perBatch} of them
   * @param others numbers of the other training rows, at least one of them
   * @param perBatch the number of labelled rows in a minibatch, at least 1
   * @param batch the number of rows in a minibatch, more than {@code perBatch}
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
    for (int row : labelled) {
      isLabelled.set(row);
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

  /** Labelled rows in a random order, and after the last one in another random order. */
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
    return isLabelled.get(row) ? labelled.length / ((double) batches() * perBatch) : 1;
  }

  @Override
  public boolean repeats() {
    return true;
  }
}
