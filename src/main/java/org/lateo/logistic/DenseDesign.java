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
  private static final class Buffers {
    private final Blas blas = BestBlas.get();
    private final int columns;
    private final int classes;
    private final BlasArray x;
    private final BlasArray ofRows;
    private final BlasArray ofColumns;
    private final float[] sums;

    Buffers(int columns, int classes) {
      this.columns = columns;
      this.classes = classes;
      this.x = blas.allocate(BLOCK * columns);
      this.ofRows = blas.allocate(BLOCK * classes);
      this.ofColumns = blas.allocate(columns * classes);
      this.sums = new float[columns * classes];
    }

    /** x W, {@code [count, classes]}. */
    void scores(float[] weights, int count, float[] into) {
      ofColumns.put(0, weights, 0, weights.length);
      blas.multiply(
          false, false, false, count, classes, columns, x, 0, columns, ofColumns, 0, classes,
          ofRows, 0, classes);
      ofRows.get(0, into, 0, count * classes);
    }

    /** Adds x' R, {@code [columns, classes]}. */
    void addGradient(float[] residuals, int count, double[] to) {
      ofRows.put(0, residuals, 0, count * classes);
      blas.multiply(
          false, true, false, columns, classes, count, x, 0, columns, ofRows, 0, classes, ofColumns,
          0, classes);
      ofColumns.get(0, sums, 0, sums.length);
      for (int i = 0; i < sums.length; i++) {
        to[i] += sums[i];
      }
    }
  }

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
    if (buffers == null || buffers.classes != classes) {
      buffers = new Buffers(columns(), classes);
    }
    float[] matrix = new float[columns() * classes];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) weights[i];
    }
    float[] ofRows = new float[BLOCK * classes];
    for (int from = 0; from < rows(); from += BLOCK) {
      int count = Math.min(BLOCK, rows() - from);
      buffers.x.put(0, values, from * columns(), count * columns());
      buffers.scores(matrix, count, ofRows);
      apply(task, from, count, classes, ofRows);
      if (gradient != null) {
        buffers.addGradient(ofRows, count, gradient);
      }
    }
  }

  /** Gives a task each row's scores, and takes what it makes of them. */
  private static void apply(RowTask task, int from, int count, int classes, float... ofRows) {
    double[] scores = new double[classes];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < classes; c++) {
        scores[c] = ofRows[i * classes + c];
      }
      task.apply(from + i, scores);
      for (int c = 0; c < classes; c++) {
        ofRows[i * classes + c] = (float) scores[c];
      }
    }
  }
}
