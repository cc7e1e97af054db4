/**
 * What trained models compute over rows. {@link org.lateo.inference.Runner} computes any of a
 * model's named outputs, in batches, and fills each noise by its key ({@link
 * org.lateo.inference.NoiseSource}). {@link org.lateo.inference.VAEOutputs} names the outputs of an
 * autoencoder; {@link org.lateo.inference.Score} is its evidence lower bound over draws that belong
 * to the model, {@link org.lateo.inference.ImportanceSampler} estimates log p(x), and {@link
 * org.lateo.inference.ScoreKind} lists the scores that are split by features and latent dimensions.
 * Rows and results are arrays; nothing here knows Tribuo.
 *
 * <p>Invariant: outside of training, only the runner runs programs over rows.
 *
 * <p>Internal: everything but {@code LogLikelihood}, {@code ScoreKind}, {@code ScoreSplit}.
 */
package org.lateo.inference;
