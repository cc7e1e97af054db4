/**
 * Tribuo's examples, datasets and sources as rows of numbers, and datasets that are made from
 * others: rows with gaps, hashed domains, codes as features.
 *
 * <p>Invariant: rows made from others are a {@link org.lateo.rows.DerivedSource}, which makes them
 * again from its provenance. Where that cannot be, they are {@link org.lateo.rows.AlteredRows}, of
 * which nothing can be made, instead of leading to others.
 *
 * <p>Internal: everything but {@code AlteredRows}, {@code CodeFeatures}, {@code EncodedSource}.
 */
package org.lateo.rows;
