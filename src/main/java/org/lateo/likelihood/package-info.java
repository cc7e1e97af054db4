/**
 * Everything about x given the decoder's output: log-density, mean, and the scaling that suits it.
 *
 * <p>A {@link org.lateo.likelihood.Likelihood} is what a user configures; it learns a {@link
 * org.lateo.likelihood.Scaling} from the training columns and connects to the decoder; {@link
 * org.lateo.likelihood.Observation} is p(x|z) for given rows.
 *
 * <p>{@link org.lateo.config.PartKind} finds likelihoods by name. {@link
 * org.lateo.likelihood.MixedLikelihood} gives each group of columns a likelihood, so a table of
 * numbers, counts and categories is one model.
 *
 * <p>Invariant: log-densities are in nats of the raw values, one entry for each feature, so scores
 * of models with different scalings compare and split.
 */
package org.lateo.likelihood;
