package org.lateo.math;

/**
 * Products of row-major matrices that lie in memory of the implementation. A call uses one thread,
 * and the calls of several threads do not disturb each other; the bits of a result depend on the
 * call's shape only.
 */
public interface Blas {
  /** New memory, all zero. */
  BlasArray allocate(int length);

  /**
   * C = op(A) op(B), or C + op(A) op(B), where op(A) is {@code [m, k]}, op(B) is {@code [k, n]} and
   * C is {@code [m, n]}.
   *
   * @param add whether to add to what C holds
   * @param transposeA whether A is stored {@code [k, m]}
   * @param transposeB whether B is stored {@code [n, k]}
   * @param aAt the position of A's first element; its rows are {@code lda} floats apart (b, c
   *     alike)
   */
  void multiply(
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
      int ldc);

  /** The implementation in words, for provenance. */
  String describe();
}
