/**
 * Learning from rows of which few have a label: Tribuo trainers and tools for which the factory's
 * unknown output is not an error but an unlabelled row.
 *
 * <ul>
 *   <li>{@link org.lateo.semisupervised.FewLabelsTrainer} tries all of the following and keeps the
 *       best.
 *   <li>{@link org.lateo.semisupervised.ChosenFeaturesTrainer} chooses between features, codes and
 *       both, for numbers and sets of labels too.
 *   <li>M1 is {@link org.lateo.codes.LatentFeatureTrainer}, any classifier on latent codes. It is
 *       in a package of its own, since it is for any type of output.
 *   <li>{@link org.lateo.semisupervised.LabelSpreadingTrainer} gives unlabelled rows the labels of
 *       the rows around them, best on codes, that is, between autoencoder and classifier.
 *   <li>M2 is {@link org.lateo.semisupervised.SemiSupervisedVAETrainer}, an autoencoder of rows and
 *       their classes with a classifier in it, and M1+M2 is M2 on codes.
 *   <li>{@link org.lateo.semisupervised.LabelMasking} hides labels, {@link
 *       org.lateo.semisupervised.LearningCurve} measures the error against the number of labels,
 *       and {@link org.lateo.semisupervised.LabelledRowsEvaluator} leaves unlabelled rows out of an
 *       evaluation.
 * </ul>
 *
 * <p>Invariants: a class without a labelled row stays in the output domain; data without a labelled
 * row is refused; training is a function of configuration, data and invocation count, at any number
 * of threads.
 */
package org.lateo.semisupervised;
