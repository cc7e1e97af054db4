/**
 * What training maximises: an {@link org.lateo.objective.Objective} such as {@link
 * org.lateo.objective.ELBO} writes a {@link org.lateo.objective.Loss} over a model: the expression
 * that is maximised, the reports that a listener is told, and the report by which epochs are
 * compared.
 */
package org.lateo.objective;
