/**
 * What is trained: a {@link org.lateo.model.Model} is rows that go in, modules with parameters, and
 * named outputs. {@link org.lateo.model.VAE} puts encoder, posterior, prior, decoder and likelihood
 * together; {@link org.lateo.model.SemiSupervisedVAE} adds a classifier and classes. A {@link
 * org.lateo.model.RowStart} sets parameters by training rows.
 *
 * <p>Invariant: a model says what can be computed, not what is maximised, nor over which rows.
 */
package org.lateo.model;
