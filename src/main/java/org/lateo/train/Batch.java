package org.lateo.train;

import org.lateo.data.Table;
import org.lateo.graph.Noise;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/** The rows of the current minibatch, and the noise of each row. */
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

  /**
   * Takes the next rows.
   *
   * @param from numbers of rows, of which the batch takes {@code examples} from {@code start}
   * @param noise the key of the batch's noise
   * @param toTrain whether the rows are trained on, and tables may add noise to them
   */
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

  /** An example's weight times its row's factor, {@link EpochRows#factor}. */
  float weight(int example) {
    int row = rows[example];
    return (float) (data.table().weight(row) * data.epochs().factor(row));
  }

  /** A source whose row i is the batch's row i of {@code source}, when it is read. */
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
   * Fills a row of a noise. The row of an example's sample is {@code example * samples + sample}; a
   * noise without rows for each example is drawn anew in each step.
   *
   * @param purpose the number of the noise in the program
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
