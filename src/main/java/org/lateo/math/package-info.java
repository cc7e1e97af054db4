/**
 * Numbers: loops over {@code float[]}, matrix products, random streams, ranks.
 *
 * <p>{@link org.lateo.math.FloatMath} holds the transcendental functions, {@link
 * org.lateo.math.Blas} the matrix products (native, and a pure-Java twin), {@link
 * org.lateo.math.RandomStream} the counter-based random numbers, {@link
 * org.lateo.math.ConformalRank} what ranks among calibration rows promise.
 *
 * <p>Invariants: every function gives the same bits on every JVM, at any thread count; random
 * numbers depend on their key and index only, never on the order in which they are drawn.
 *
 * <p>ND4J is used in one file here, {@code NativeBlas}, for memory off the heap and its OpenBLAS,
 * and in {@link org.lateo.ONNXVAE}, which takes an {@code INDArray}: programs around Tribuo hold
 * their numbers in such arrays, and one pool of native memory and one OpenBLAS in a process are
 * better than two. No other class uses ND4J, so that {@code -Dlateo.blas=java}, or a class path
 * without native libraries, computes all of it in Java.
 */
package org.lateo.math;
