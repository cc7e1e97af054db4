/**
 * Numbers: loops over {@code float[]}, matrix products, random streams.
 *
 * <p>{@link org.lateo.math.FloatMath} holds the transcendental functions, {@link
 * org.lateo.math.Blas} the matrix products (native, and a pure-Java twin), {@link
 * org.lateo.math.RandomStream} the counter-based random numbers.
 *
 * <p>Invariants: every function gives the same bits on every JVM, at any thread count; random
 * numbers depend on their key and index only, never on the order in which they are drawn.
 */
package org.lateo.math;
