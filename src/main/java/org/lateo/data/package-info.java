/**
 * Training rows in memory, what their columns look like, and the order in which they are drawn.
 *
 * <p>{@link org.lateo.data.Table} is the rows, dense or sparse, raw values; {@link
 * org.lateo.data.ColumnSummaries} what likelihoods learn their scaling from; {@link
 * org.lateo.data.Split} parts validation from training rows.
 *
 * <p>Invariant: an absent value is zero, or NaN where it is missing, and the order of rows is a
 * function of seed and epoch.
 *
 * <p>Internal: everything.
 */
package org.lateo.data;
