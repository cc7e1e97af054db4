/**
 * Verbs on a trained model: {@link org.lateo.app.model.ModelArgument} reads it and asks it, by
 * {@link org.lateo.app.model.Capable}, what it can do; {@link org.lateo.app.model.ModelRows} reads
 * rows as it takes them.
 */
package org.lateo.app.model;
