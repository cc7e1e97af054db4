/**
 * The verb {@code train}: options become a {@link org.lateo.app.train.TrainingTask}, which makes a
 * {@link org.lateo.app.train.TrainingResult} of rows; the result becomes a model file and, if asked
 * for, a page about it.
 */
package org.lateo.app.train;
