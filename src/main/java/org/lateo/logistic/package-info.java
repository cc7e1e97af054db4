/**
 * Logistic regression, linear and with a Gaussian kernel: the classifier that stands on features or
 * on codes where no other is asked for. {@link org.lateo.logistic.KernelLogisticTrainer} chooses
 * kernel, scaling and regularisation by cross-validation on the labelled rows alone, and {@link
 * org.lateo.logistic.KernelLogisticModel} is stored and exported with the scaling in it.
 *
 * <p>Written here since Tribuo 4.3.2's own trainers do not do it: its SGD has no regularisation and
 * does not converge in a fixed number of epochs, LibLinear's logistic regression is
 * one-against-rest and ignores weights, and LibSVM's probabilities are fitted to its decisions
 * afterwards, by which models of few rows cannot be compared.
 *
 * <p>Internal: {@code KernelLogisticArchitecture}, {@code RowLosses}, {@code StratifiedFolds}.
 */
package org.lateo.logistic;
