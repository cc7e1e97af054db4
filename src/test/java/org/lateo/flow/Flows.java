package org.lateo.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.train.Adam;
import org.lateo.train.CosineSchedule;
import org.lateo.train.EarlyStopping;
import org.lateo.train.TrainedModel;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingOptions;

/** Trains flows for tests. */
final class Flows {
  private Flows() {}

  static DenseTable table(float[]... rows) {
    int columns = rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, values, r * columns, columns);
    }
    float[] weights = new float[rows.length];
    Arrays.fill(weights, 1f);
    return new DenseTable(columns, values, weights);
  }

  static List<String> names(int columns) {
    return IntStream.range(0, columns).mapToObj(c -> "x" + c).toList();
  }

  static TrainedModel fit(
      FlowArchitecture architecture, float[][] rows, int epochs, int batch, double rate) {
    return TrainedModel.fit(
        architecture,
        names(rows[0].length),
        table(rows),
        Split.of(rows.length, 0, 1),
        new Adam(rate),
        new TrainingOptions(
            epochs, batch, 1, 2, new CosineSchedule(), 5, 0, 0, EarlyStopping.NEVER),
        TrainingListener.NONE);
  }
}
