package org.lateo.logistic;

import java.util.Arrays;

/**
 * Rows as their non-zeros.
 *
 * @param starts where the non-zeros of each row start, and where the last end, {@code [rows + 1]}
 * @param indices the columns, {@code [non-zeros]}
 * @param values the values, {@code [non-zeros]}
 * @param centre {@code [columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SparseDesign(int[] starts, int[] indices, float[] values, double[] centre)
    implements DesignMatrix {
  /** Below this share of non-zeros, products with the zeros would take longer. */
  private static final double DENSE_FROM = 0.1;

  @Override
  public int rows() {
    return starts.length - 1;
  }

  /** The same rows in the form in which products are fastest. */
  DesignMatrix forProducts() {
    if (values.length < DENSE_FROM * rows() * columns()) {
      return this;
    }
    float[] all = new float[Math.multiplyExact(rows(), columns())];
    for (int r = 0; r < rows(); r++) {
      for (int k = starts[r]; k < starts[r + 1]; k++) {
        all[r * columns() + indices[k]] = values[k];
      }
    }
    return new DenseDesign(all, centre);
  }

  /** The rows times a factor for each column. */
  SparseDesign times(double[] factors) {
    float[] scaled = new float[values.length];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = (float) (values[k] * factors[indices[k]]);
    }
    double[] scaledCentre = new double[columns()];
    Arrays.setAll(scaledCentre, c -> centre[c] * factors[c]);
    return new SparseDesign(starts, indices, scaled, scaledCentre);
  }

  @Override
  public SparseDesign of(int... rows) {
    int[] some = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      some[i + 1] = some[i] + starts[rows[i] + 1] - starts[rows[i]];
    }
    int[] columns = new int[some[rows.length]];
    float[] numbers = new float[columns.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(indices, starts[rows[i]], columns, some[i], some[i + 1] - some[i]);
      System.arraycopy(values, starts[rows[i]], numbers, some[i], some[i + 1] - some[i]);
    }
    return new SparseDesign(some, columns, numbers, centre);
  }

  @Override
  public void pass(double[] weights, int classes, RowTask task, double[] gradient) {
    double[] scores = new double[classes];
    for (int row = 0; row < rows(); row++) {
      Arrays.fill(scores, 0);
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        for (int c = 0; c < classes; c++) {
          scores[c] += values[k] * weights[indices[k] * classes + c];
        }
      }
      task.apply(row, scores);
      for (int k = starts[row]; gradient != null && k < starts[row + 1]; k++) {
        for (int c = 0; c < classes; c++) {
          gradient[indices[k] * classes + c] += values[k] * scores[c];
        }
      }
    }
  }

  /**
   * The row in an array of zeros, without the centre; the same call clears it with {@code on}
   * false.
   */
  void scatter(int row, boolean on, double[] into) {
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      into[indices[k]] = on ? values[k] : 0;
    }
  }

  /** The product of a row with numbers, {@code [columns]}, both without the centre. */
  double dot(int row, double[] numbers) {
    return InnerProduct.of(values, indices, starts[row], starts[row + 1], numbers);
  }

  /** A row's squared length, without the centre. */
  double square(int row) {
    double sum = 0;
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      sum += (double) values[k] * values[k];
    }
    return sum;
  }
}
