package org.lateo.train;

import org.lateo.data.Table;
import org.lateo.graph.Noise;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/** The rows of the current minibatch, and the noise that goes with each. */
final class Batch {
  private final TrainingData data;
  private final int[] rows;
  private int size;
  private int start;
  private long noiseKey;
  private boolean training;

  Batch(TrainingData data, int capacity) {
    this.data = data;
    this.rows = new int[capacity];
  }

  /** Takes {@code examples} of {@code from}'s rows, to train on them or to look at them. */
  void select(int[] from, int start, int examples, long noise, boolean toTrain) {
    training = toTrain;
    System.arraycopy(from, start, rows, 0, examples);
    size = examples;
    this.start = start;
    noiseKey = noise;
  }

  int size() {
    return size;
  }

  /** The example's own times what its row stands for in an epoch. */
  float weight(int example) {
    int row = rows[example];
    return (float) (data.table().weight(row) * data.epochs().factor(row));
  }

  /** The rows of a source, whatever they are when asked. */
  RowSource rowsOf(RowSource source) {
    return new RowSource() {
      @Override
      public void fill(int example, float[] into, int at) {
        if (training && source instanceof Table table) {
          table.fillForTraining(rows[example], ofRow(example), into, at);
        } else {
          source.fill(rows[example], into, at);
        }
      }

      @Override
      public void fill(int example, NonZeros into) {
        source.fill(rows[example], into);
      }
    };
  }

  /**
   * Noise of row {@code example * samples + sample}; of a noise whose rows are not those of
   * examples, the row of this step.
   */
  void fillNoise(int purpose, Noise noise, int row, float[] into, int at) {
    int samples = noise.rows().perExample();
    long of = samples == 0 ? RandomStream.child(noiseKey, ~start) : ofRow(row / samples);
    int number = samples == 0 ? row : row % samples;
    long key = RandomStream.child(of, ((long) purpose << 32) + number);
    RandomStream.fillGaussian(key, into, at, noise.columns());
  }

  private long ofRow(int example) {
    return RandomStream.child(noiseKey, rows[example]);
  }
}
