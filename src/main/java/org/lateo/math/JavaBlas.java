package org.lateo.math;

import java.util.Arrays;

/** Matrix products in plain Java: the slow twin of {@link NativeBlas}, and its stand-in. */
final class JavaBlas implements Blas {
  @Override
  public BlasArray allocate(int length) {
    return new HeapArray(new float[length]);
  }

  @Override
  public void multiply(
      boolean add,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      BlasArray a,
      int aAt,
      int lda,
      BlasArray b,
      int bAt,
      int ldb,
      BlasArray c,
      int cAt,
      int ldc) {
    float[] x = ((HeapArray) a).values;
    float[] y = ((HeapArray) b).values;
    float[] z = ((HeapArray) c).values;
    int rowStep = transposeA ? 1 : lda;
    int innerStep = transposeA ? lda : 1;
    for (int i = 0; i < m; i++) {
      if (!add) {
        Arrays.fill(z, cAt + i * ldc, cAt + i * ldc + n, 0f);
      }
      int from = aAt + i * rowStep;
      if (transposeB) {
        rowTimesTransposed(x, from, innerStep, y, bAt, ldb, z, cAt + i * ldc, n, k);
      } else {
        rowTimes(x, from, innerStep, y, bAt, ldb, z, cAt + i * ldc, n, k);
      }
    }
  }

  private static void rowTimes(
      float[] x, int xAt, int step, float[] y, int yAt, int ldy, float[] z, int zAt, int n, int k) {
    for (int p = 0; p < k; p++) {
      float factor = x[xAt + p * step];
      int row = yAt + p * ldy;
      for (int j = 0; j < n; j++) {
        z[zAt + j] += factor * y[row + j];
      }
    }
  }

  private static void rowTimesTransposed(
      float[] x, int xAt, int step, float[] y, int yAt, int ldy, float[] z, int zAt, int n, int k) {
    for (int j = 0; j < n; j++) {
      int row = yAt + j * ldy;
      float sum = 0f;
      for (int p = 0; p < k; p++) {
        sum += x[xAt + p * step] * y[row + p];
      }
      z[zAt + j] += sum;
    }
  }

  @Override
  public String describe() {
    return "pure Java";
  }

  @SuppressWarnings("ArrayRecordComponent") // A handle; never compared.
  private record HeapArray(float[] values) implements BlasArray {
    @Override
    public void put(int at, float[] from, int offset, int length) {
      System.arraycopy(from, offset, values, at, length);
    }

    @Override
    public void get(int at, float[] into, int offset, int length) {
      System.arraycopy(values, at, into, offset, length);
    }
  }
}
