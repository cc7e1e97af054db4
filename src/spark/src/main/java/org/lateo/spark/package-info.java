/**
 * Lateo on Apache Spark: models as transformers of data frames, and training on their rows.
 *
 * <p>{@link org.lateo.spark.VAETransformer}, {@link org.lateo.spark.AnomalyTransformer} and {@link
 * org.lateo.spark.ClassifierTransformer} add columns to a data frame, of what a model of a Lateo
 * file says of each row. {@link org.lateo.spark.VAEEstimator} and {@link
 * org.lateo.spark.AnomalyEstimator} train by rounds over shards of the rows, {@link
 * org.lateo.spark.GroupDetectors} one detector for each group of rows.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing but ordinary tasks, which Spark may run again: no barrier, no socket of our own.
 *   <li>A result is a function of its rows and settings, not of the number of executors or the
 *       order of partitions.
 *   <li>A JVM holds one model of a file, however many of its tasks use it.
 * </ul>
 */
package org.lateo.spark;
