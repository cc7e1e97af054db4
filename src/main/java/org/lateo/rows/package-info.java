/**
 * Tribuo's examples, datasets and sources as rows of numbers, with missing values and hashed
 * feature domains, and datasets derived from other datasets, such as codes as features.
 *
 * <p>Invariant: derived rows are a {@link org.lateo.rows.DerivedSource}, which can be made again
 * from its provenance. Rows that cannot be made again have {@link org.lateo.rows.AlteredRows} as
 * provenance, from which nothing is made, and never other rows.
 *
 * <p>Internal: everything but {@code AlteredRows}, {@code CodeFeatures}, {@code EncodedSource}.
 */
package org.lateo.rows;
