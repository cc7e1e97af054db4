/**
 * Bijections of rows, of which densities are made: p(x) = p(f(x)) |det f'(x)|.
 *
 * <p>A {@link org.lateo.density.Transformer} is a monotone function of each column; {@link
 * org.lateo.density.Autoregressive} and {@link org.lateo.density.Coupling} say which other columns
 * its parameters depend on. {@link org.lateo.density.Permutation}, {@link
 * org.lateo.density.LULinear} and {@link org.lateo.density.ActNorm} stand between them, and {@link
 * org.lateo.density.Chain} puts several one after another.
 *
 * <p>Invariant: what a map does to a row depends on that row and on parameters alone, never on the
 * other rows of a batch.
 */
package org.lateo.density;
