/**
 * Learning from rows of which few have a label.
 *
 * <p>Its one job is Tribuo trainers and tools for which the factory's unknown output is not an
 * error but an unlabelled row.
 *
 * <ul>
 *   <li>M1 is {@link org.lateo.codes.LatentFeatureTrainer}, any classifier on latent codes. It is
 *       in the face: it is for any type of output, and encodes rows as the face does.
 *   <li>{@link org.lateo.semisupervised.LabelSpreadingTrainer} gives unlabelled rows the labels of
 *       those they lie among, best on codes: it stands between autoencoder and classifier.
 *   <li>M2 is {@link org.lateo.semisupervised.SemiSupervisedVAETrainer}, a classifier inside an
 *       autoencoder of rows and their classes, and M1+M2 is M2 on codes.
 *   <li>{@link org.lateo.semisupervised.LabelMasking} hides labels, {@link
 *       org.lateo.semisupervised.LearningCurve} says what a label is worth, and {@link
 *       org.lateo.semisupervised.LabelledRowsEvaluator} leaves unlabelled rows out of an
 *       evaluation.
 * </ul>
 *
 * <p>Invariants: a class without a labelled row stays in the output domain; no labelled row at all
 * is an error; training is a function of configuration, data and invocation count, at any number of
 * threads.
 */
package org.lateo.semisupervised;
