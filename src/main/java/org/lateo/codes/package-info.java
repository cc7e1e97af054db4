/**
 * Codes as features of any Tribuo trainer: {@link org.lateo.codes.LatentFeatureTrainer} learns an
 * encoder from all rows and a model on the codes of those with an output; its model leaves as one
 * file.
 *
 * <p>Internal: {@code Pipeline}, {@code PredictionColumns}.
 */
package org.lateo.codes;
