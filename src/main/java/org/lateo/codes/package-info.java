/**
 * Codes as features of any Tribuo trainer: {@link org.lateo.codes.LatentFeatureTrainer} trains an
 * encoder on all rows and another model on the codes of the rows with an output; the two are stored
 * and exported as one model.
 *
 * <p>Internal: {@code ClassifierModel}, {@code Pipeline}, {@code PredictionColumns}, {@code
 * TrainedEncoder}.
 */
package org.lateo.codes;
