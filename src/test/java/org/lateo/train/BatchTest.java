package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;

/** Noise is that of the rows, or, where its rows are not those of examples, that of the step. */
final class BatchTest {
  private static final int ROWS = 60;
  private static final Noise OF_ROWS = new Noise("rows", Rows.BATCH, 3);
  private static final Noise OF_STEPS = new Noise("steps", Rows.fixed(2), 3);

  private final DenseTable table = Training.table(ROWS);
  private final Split split = Split.of(ROWS, 0, 1);
  private final Batch batch =
      new Batch(new TrainingData(Map.of(), table, split, EpochRows.shuffled(split, 1)), ROWS);
  private final int[] order = split.training();

  private float[] noise(Noise noise, int row, int from, long ofEpoch) {
    batch.select(order, from, 20, ofEpoch, true);
    float[] values = new float[3];
    batch.fillNoise(0, noise, row, values, 0);
    return values;
  }

  @Test
  void ofARowWhereverItStands() {
    assertArrayEquals(noise(OF_ROWS, 5, 0, 7), noise(OF_ROWS, 0, 5, 7));
    assertFalse(Arrays.equals(noise(OF_ROWS, 5, 0, 7), noise(OF_ROWS, 6, 0, 7)));
    assertFalse(Arrays.equals(noise(OF_ROWS, 5, 0, 7), noise(OF_ROWS, 5, 0, 8)));
  }

  @Test
  void ofAStepWhateverItsRows() {
    assertArrayEquals(noise(OF_STEPS, 1, 20, 7), noise(OF_STEPS, 1, 20, 7));
    assertFalse(Arrays.equals(noise(OF_STEPS, 1, 20, 7), noise(OF_STEPS, 1, 40, 7)));
    assertFalse(Arrays.equals(noise(OF_STEPS, 1, 20, 7), noise(OF_STEPS, 0, 20, 7)));
    assertFalse(Arrays.equals(noise(OF_STEPS, 1, 20, 7), noise(OF_STEPS, 1, 20, 8)));
  }
}
