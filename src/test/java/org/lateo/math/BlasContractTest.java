package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;

/** What every {@link Blas} promises; a new one is a line in {@link #members}. */
final class BlasContractTest {
  private static final int[] SMALL = {1, 4, 6, 13, 25};

  /** Shapes [m, n, k] with large sides, together below a second in plain Java. */
  private static final int[][] LARGE = {
    {207, 702, 25}, {702, 25, 207}, {25, 207, 702}, {207, 207, 207}, {4, 702, 207},
    {702, 702, 1}, {702, 1, 702}, {1, 702, 702}, {702, 13, 6}, {6, 207, 702}
  };

  static Stream<Blas> members() {
    return Stream.of(new NativeBlas(), new JavaBlas());
  }

  @Test
  void noMemberIsForgotten() {
    Set<String> tested =
        members()
            .map(blas -> blas.getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(MainClasses.concrete(Blas.class), tested);
  }

  @ParameterizedTest
  @MethodSource("members")
  void multipliesSmall(Blas blas) {
    for (int m : SMALL) {
      for (int n : SMALL) {
        for (int k : SMALL) {
          assertMultiplies(blas, m, n, k);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void multipliesLarge(Blas blas) {
    for (int[] shape : LARGE) {
      assertMultiplies(blas, shape[0], shape[1], shape[2]);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("members")
  void multipliesLargest(Blas blas) {
    assertMultiplies(blas, 702, 702, 702);
  }

  /** Bits depend on the shape alone: not on where the matrices lie, nor how far rows are apart. */
  @ParameterizedTest
  @MethodSource("members")
  void bitsDependOnShapeAlone(Blas blas) {
    for (int[] shape : new int[][] {{1, 25, 207}, {13, 1, 25}, {100, 64, 500}, {25, 207, 13}}) {
      for (int transposes = 0; transposes < 4; transposes++) {
        Product packed = new Product(shape[0], shape[1], shape[2], transposes, 0, 0);
        for (int shift = 1; shift < 4; shift++) {
          Product moved = new Product(shape[0], shape[1], shape[2], transposes, shift, shift);
          assertArrayEquals(packed.run(blas), moved.run(blas), moved.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void threadsDoNotDisturbEachOther(Blas blas) throws InterruptedException, ExecutionException {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      products.add(new Product(25 + i, 64 + i, 207 - i, i, 2, 3));
    }
    List<float[]> alone = products.stream().map(product -> product.run(blas)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 25; round++) {
        List<Future<float[]>> together = new ArrayList<>();
        for (Product product : products) {
          together.add(threads.submit(() -> product.run(blas)));
        }
        for (int i = 0; i < products.size(); i++) {
          assertArrayEquals(alone.get(i), together.get(i).get());
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void arraysStartAtZeroAndCopy(Blas blas) {
    BlasArray array = blas.allocate(207);
    float[] all = new float[207];
    all[3] = 1f;
    array.get(0, all, 0, 207);
    assertArrayEquals(new float[207], all);
    float[] from = {1, 2, 3, 4, 5};
    array.put(203, from, 1, 4);
    float[] into = {9, 9, 9, 9};
    array.get(204, into, 1, 2);
    assertArrayEquals(new float[] {9, 3, 4, 9}, into);
    assertThrows(IndexOutOfBoundsException.class, () -> array.put(205, from, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(-1, into, 0, 1));
  }

  @Test
  void bestIsNativeWhereTheLibraryLoads() {
    assertEquals(NativeBlas.class, BestBlas.get().getClass());
    assertTrue(BestBlas.get() == BestBlas.get());
    members().forEach(blas -> assertFalse(blas.describe().isBlank()));
  }

  private static void assertMultiplies(Blas blas, int m, int n, int k) {
    for (int transposes = 0; transposes < 4; transposes++) {
      new Product(m, n, k, transposes, 3, 2).assertRight(blas);
    }
  }

  /** C = op(A) op(B) with every array at an offset and rows wider than they need to be. */
  private static final class Product {
    private static final float BEFORE = 0.75f;

    private final int m;
    private final int n;
    private final int k;
    private final boolean transposeA;
    private final boolean transposeB;
    private final int offset;
    private final int lda;
    private final int ldb;
    private final int ldc;
    private final float[] a;
    private final float[] b;

    Product(int m, int n, int k, int transposes, int offset, int gap) {
      this.m = m;
      this.n = n;
      this.k = k;
      this.transposeA = (transposes & 1) != 0;
      this.transposeB = (transposes & 2) != 0;
      this.offset = offset;
      this.lda = (transposeA ? m : k) + gap;
      this.ldb = (transposeB ? k : n) + gap;
      this.ldc = n + gap;
      this.a = matrix(transposeA ? k : m, transposeA ? m : k, lda, "a");
      this.b = matrix(transposeB ? n : k, transposeB ? k : n, ldb, "b");
    }

    /** Values do not depend on offset and gap; what lies outside the matrix must not be read. */
    private float[] matrix(int rows, int columns, int stride, String name) {
      float[] values = filled(offset + rows * stride, Float.NaN);
      RandomStream random = RandomStream.of(1, name);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          long index = (long) i * columns + j;
          values[offset + i * stride + j] = (float) (2 * random.uniform(index) - 1);
        }
      }
      return values;
    }

    /** The array that C lies in: before, {@link #BEFORE} within if added to, and NaN. */
    float[] runWhole(Blas blas, boolean add) {
      float[] c = filled(offset + m * ldc + 5, Float.NaN);
      for (int i = 0; add && i < m; i++) {
        Arrays.fill(c, offset + i * ldc, offset + i * ldc + n, BEFORE);
      }
      BlasArray x = upload(blas, a);
      BlasArray y = upload(blas, b);
      BlasArray z = upload(blas, c);
      blas.multiply(
          add, transposeA, transposeB, m, n, k, x, offset, lda, y, offset, ldb, z, offset, ldc);
      z.get(0, c, 0, c.length);
      return c;
    }

    /** C, packed. */
    float[] run(Blas blas) {
      float[] whole = runWhole(blas, false);
      float[] c = new float[m * n];
      for (int i = 0; i < m; i++) {
        System.arraycopy(whole, offset + i * ldc, c, i * n, n);
      }
      return c;
    }

    void assertRight(Blas blas) {
      assertRight(blas, false);
      assertRight(blas, true);
    }

    private void assertRight(Blas blas, boolean add) {
      float[] c = runWhole(blas, add);
      float[] expected = filled(c.length, Float.NaN);
      float[] bound = new float[c.length];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          int at = offset + i * ldc + j;
          multiply(i, j, at, add ? BEFORE : 0, expected, bound);
        }
      }
      for (int at = 0; at < c.length; at++) {
        if (Float.isNaN(expected[at])) {
          assertTrue(Float.isNaN(c[at]), () -> this + " wrote outside");
        } else if (!(Math.abs(c[at] - expected[at]) <= bound[at])) {
          assertEquals(expected[at], c[at], bound[at], toString());
        }
      }
    }

    /** Higham's bound for any order of summation: k + 1 roundings of 2^-24 of the sum of |a b|. */
    private void multiply(int i, int j, int at, float before, float[] expected, float[] bound) {
      double sum = before;
      double absolute = before;
      for (int p = 0; p < k; p++) {
        double x = a[offset + (transposeA ? p * lda + i : i * lda + p)];
        double y = b[offset + (transposeB ? j * ldb + p : p * ldb + j)];
        sum += x * y;
        absolute += Math.abs(x * y);
      }
      expected[at] = (float) sum;
      bound[at] = (float) ((k + 1) * 0x1p-24 * absolute);
    }

    private static BlasArray upload(Blas blas, float[] values) {
      BlasArray array = blas.allocate(values.length);
      array.put(0, values, 0, values.length);
      return array;
    }

    private static float[] filled(int length, float value) {
      float[] values = new float[length];
      java.util.Arrays.fill(values, value);
      return values;
    }

    @Override
    public String toString() {
      return String.format(
          "[%d, %d] x [%d, %d], transposed %b and %b, offset %d",
          m, k, k, n, transposeA, transposeB, offset);
    }
  }
}
