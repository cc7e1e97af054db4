/**
 * The variational autoencoder and the bounds on its log-likelihood.
 *
 * <p>{@link org.lateo.objective.VAE} puts encoder, posterior, prior, decoder and likelihood
 * together; an {@link org.lateo.objective.Objective} such as {@link org.lateo.objective.ELBO} is
 * what training maximises; {@link org.lateo.objective.Score} is the evidence lower bound with draws
 * that belong to the model, which makes it a pure function of model and row.
 */
package org.lateo.objective;
