/**
 * The verb {@code train}: options become a {@link org.lateo.app.train.TrainingTask}, rows a {@link
 * org.lateo.app.train.TrainingResult}, and that a model file and a {@link
 * org.lateo.app.train.TrainingReport}.
 */
package org.lateo.app.train;
