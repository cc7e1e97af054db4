/**
 * Networks whose weights are distributions, as Tribuo trainers: predictions say how uncertain they
 * are, and why.
 *
 * <p>{@link org.lateo.bayes.BayesianRegressionTrainer} trains a perceptron for any number of target
 * dimensions, and {@link org.lateo.bayes.BayesianClassifierTrainer} one for labels, by one of three
 * methods ({@link org.lateo.bayes.BayesianMethod}), alone or as an ensemble. {@link
 * org.lateo.bayes.BayesianRegressionModel} predicts means with total variances, and {@link
 * org.lateo.bayes.UncertainPrediction} says which part of a variance is ignorance of the weights,
 * which more rows would reduce (epistemic), and which is noise (aleatoric). {@link
 * org.lateo.bayes.BayesianClassifierModel} predicts mean probabilities, and {@link
 * org.lateo.bayes.UncertainLabel} says which part of their entropy is which. {@link
 * org.lateo.bayes.RegressionUncertaintyEvaluator} and {@link
 * org.lateo.bayes.LabelUncertaintyEvaluator} measure how good that is.
 *
 * <p>Invariants: a prediction is a pure function of model and row, draws of weights being a
 * function of the model's seed; the divergence of the weights' distribution from their prior is a
 * sum over weights, divided by the number of training rows.
 *
 * <p>Internal: {@code BayesianClassifierArchitecture}, {@code BayesianRegressionArchitecture}.
 */
package org.lateo.bayes;
