package org.lateo.logistic;

import org.lateo.math.BestBlas;
import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/** Rows as an array, multiplied in blocks by BLAS. One thread at a time. */
final class DenseDesign implements DesignMatrix {
  private static final int BLOCK = 256;

  private final float[] values;
  private final double[] centre;
  private Buffers buffers;

  /** Memory of the matrix products: a block of rows, its scores, and the weights. */
  private record Buffers(BlasArray x, BlasArray ofRows, BlasArray ofColumns, int classes) {}

  /**
   * @param values {@code [rows, columns]}
   * @param centre {@code [columns]}
   */
  DenseDesign(float[] values, double[] centre) {
    this.values = values;
    this.centre = centre;
  }

  @Override
  public double[] centre() {
    return centre;
  }

  /** Rows about their means. */
  static DenseDesign of(double[][] rows) {
    int columns = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    double[] means = new double[columns];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = (float) rows[r][c];
        means[c] += rows[r][c] / rows.length;
      }
    }
    return new DenseDesign(values, means);
  }

  @Override
  public int rows() {
    return values.length / columns();
  }

  @Override
  public DenseDesign of(int... rows) {
    int columns = columns();
    float[] some = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * columns, some, i * columns, columns);
    }
    return new DenseDesign(some, centre);
  }

  @Override
  public void pass(double[] weights, int classes, RowTask task, double[] gradient) {
    int columns = columns();
    Blas blas = BestBlas.get();
    if (buffers == null || buffers.classes != classes) {
      buffers =
          new Buffers(
              blas.allocate(BLOCK * columns),
              blas.allocate(BLOCK * classes),
              blas.allocate(columns * classes),
              classes);
    }
    BlasArray x = buffers.x;
    BlasArray ofRows = buffers.ofRows;
    BlasArray ofColumns = buffers.ofColumns;
    float[] matrix = new float[columns * classes];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) weights[i];
    }
    float[] sums = new float[matrix.length];
    float[] numbers = new float[BLOCK * classes];
    double[] scores = new double[classes];
    for (int from = 0; from < rows(); from += BLOCK) {
      int count = Math.min(BLOCK, rows() - from);
      x.put(0, values, from * columns, count * columns);
      ofColumns.put(0, matrix, 0, matrix.length);
      blas.multiply(
          false, false, false, count, classes, columns, x, 0, columns, ofColumns, 0, classes,
          ofRows, 0, classes);
      ofRows.get(0, numbers, 0, count * classes);
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < classes; c++) {
          scores[c] = numbers[i * classes + c];
        }
        task.apply(from + i, scores);
        for (int c = 0; c < classes; c++) {
          numbers[i * classes + c] = (float) scores[c];
        }
      }
      if (gradient != null) {
        ofRows.put(0, numbers, 0, count * classes);
        blas.multiply(
            false, true, false, columns, classes, count, x, 0, columns, ofRows, 0, classes,
            ofColumns, 0, classes);
        ofColumns.get(0, sums, 0, sums.length);
        for (int i = 0; i < sums.length; i++) {
          gradient[i] += sums[i];
        }
      }
    }
  }
}
