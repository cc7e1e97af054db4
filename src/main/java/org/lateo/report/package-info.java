/**
 * Reports of models, for people: {@link org.lateo.report.Report} makes a page of a model and rows.
 *
 * <p>A page about a detector, a classifier, an autoencoder or a flow each has a class of its own,
 * and what all of them have, such as the columns and how to do it again, a section each.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A number on the page is the model's: what is shown here, a program gets by one call.
 *   <li>Rows that the model has learned from are not shown as if they were new.
 * </ul>
 */
package org.lateo.report;
