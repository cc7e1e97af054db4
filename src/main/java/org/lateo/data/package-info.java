/**
 * Training rows in memory.
 *
 * <p>{@link org.lateo.data.Table} holds rows of raw values, dense or sparse; {@link
 * org.lateo.data.ColumnSummaries} summarises columns, from which likelihoods learn their scaling;
 * {@link org.lateo.data.Split} separates validation rows from training rows.
 *
 * <p>Invariant: an absent value is zero, or NaN if it is missing.
 *
 * <p>Internal: everything.
 */
package org.lateo.data;
