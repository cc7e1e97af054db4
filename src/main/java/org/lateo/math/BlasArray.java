package org.lateo.math;

/** Memory that one {@link Blas} multiplies; {@code float[]}s are copied in and out of it. */
public interface BlasArray {
  /** Copies {@code from[offset..offset + length)} to position {@code at} and after. */
  void put(int at, float[] from, int offset, int length);

  /** Copies {@code length} floats from position {@code at} to {@code into[offset..]}. */
  void get(int at, float[] into, int offset, int length);
}
