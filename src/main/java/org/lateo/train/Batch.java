package org.lateo.train;

import org.lateo.data.Table;
import org.lateo.graph.Noise;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/** The rows of the current minibatch, and the noise that goes with each. */
final class Batch {
  private final Table table;
  private final int[] rows;
  private int size;
  private long noiseKey;

  Batch(Table table, int capacity) {
    this.table = table;
    this.rows = new int[capacity];
  }

  /** Takes {@code examples} of {@code from}'s rows, in an order or (null) as they stand. */
  void select(int[] from, int[] order, int start, int examples, long noise) {
    for (int i = 0; i < examples; i++) {
      rows[i] = from[order == null ? start + i : order[start + i]];
    }
    size = examples;
    noiseKey = noise;
  }

  int size() {
    return size;
  }

  float weight(int example) {
    return table.weight(rows[example]);
  }

  /** The rows, whatever they are when asked. */
  RowSource features() {
    return new RowSource() {
      @Override
      public void fill(int example, float[] into, int at) {
        table.fill(rows[example], into, at);
      }

      @Override
      public void fill(int example, NonZeros into) {
        table.fill(rows[example], into);
      }
    };
  }

  /** Noise of row {@code example * samples + sample}. */
  void fillNoise(int purpose, int samples, int row, float[] into, int at, Noise noise) {
    long ofRow = RandomStream.child(noiseKey, rows[row / samples]);
    long ofSample = RandomStream.child(ofRow, ((long) purpose << 32) + row % samples);
    RandomStream.fillGaussian(ofSample, into, at, noise.columns());
  }
}
