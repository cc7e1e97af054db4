/**
 * What training maximises: an {@link org.lateo.objective.Objective} such as {@link
 * org.lateo.objective.ELBO} writes a {@link org.lateo.objective.Loss} over a model, with the
 * reports that go to the listener and the one that tells epochs apart. {@link
 * org.lateo.objective.Score} is the evidence lower bound with draws that belong to the model, which
 * makes it a pure function of model and row.
 */
package org.lateo.objective;
