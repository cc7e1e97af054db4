package org.lateo.anomaly;

import java.util.stream.IntStream;
import org.lateo.data.Table;

/** Exemplars in double, straight from their definition: log 1/n Σ N(x; e_i, width² I). */
record ExemplarTwin(Exemplars exemplars) {
  /** The first row of a table, {@code [columns]}. */
  static float[] first(Table rows) {
    float[] row = new float[rows.columns()];
    rows.fill(0, row, 0);
    return row;
  }

  /**
   * What the exemplars add to a member's score.
   *
   * @param row values less their origin, NaN where they are missing, {@code [columns]}
   */
  double added(float[] row) {
    Exemplars.Factors factors = exemplars.factors();
    double usual =
        factors.narrow() * logDensity(row, exemplars.narrow())
            + factors.broad() * logDensity(row, Exemplars.BROAD);
    return exemplars
        .anomalous()
        .map(rows -> usual - factors.anomalous() * logDensity(row, rows, Exemplars.BROAD))
        .orElse(usual);
  }

  /** In nats of raw values; missing ones count as their column's mean. */
  double logDensity(float[] row, double width) {
    return logDensity(row, exemplars.usual(), width);
  }

  private double logDensity(float[] row, RowDensity rows, double width) {
    double[] logs =
        IntStream.range(0, rows.count()).mapToDouble(i -> near(row, rows, i, width)).toArray();
    double most = IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).max().orElseThrow();
    double sum = IntStream.range(0, logs.length).mapToDouble(i -> Math.exp(logs[i] - most)).sum();
    return most + Math.log(sum / logs.length);
  }

  private double near(float[] row, RowDensity rows, int i, double width) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      double scale = exemplars.scaling().scale()[c];
      double z = scaled(row, c) - rows.rows()[i * row.length + c];
      sum -= 0.5 * z * z / (width * width);
      sum -= Math.log(scale * width * Math.sqrt(2 * Math.PI));
    }
    return sum;
  }

  private double scaled(float[] row, int c) {
    double z = (row[c] - exemplars.scaling().shift()[c]) / exemplars.scaling().scale()[c];
    return Float.isNaN(row[c]) ? 0 : z;
  }

  /** How large the squares are that floats round: distances are taken by matrix products. */
  double squares(float[] row) {
    double norm =
        IntStream.range(0, row.length).mapToDouble(c -> Math.pow(scaled(row, c), 2)).sum();
    double narrow = exemplars.narrow();
    return exemplars.factors().narrow() * norm / (narrow * narrow)
        + exemplars.factors().anomalous() * norm / (Exemplars.BROAD * Exemplars.BROAD);
  }
}
