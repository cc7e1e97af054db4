/**
 * Learning from rows of which few have a label.
 *
 * <p>Its one job is Tribuo trainers and tools for which the factory's unknown output is not an
 * error but an unlabelled row. {@link org.lateo.semisupervised.LabelMasking} hides labels, to find
 * out what a few of them are worth; {@link org.lateo.semisupervised.LabelledRowsEvaluator} leaves
 * unlabelled rows out of an evaluation.
 *
 * <p>{@link org.lateo.LatentFeatureTrainer}, a classifier on latent codes, is in the face: it is
 * for any type of output, and encodes rows as the face does.
 */
package org.lateo.semisupervised;
