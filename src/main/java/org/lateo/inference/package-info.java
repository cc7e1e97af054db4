/**
 * What trained models compute over rows. {@link org.lateo.inference.Runner} computes any of a
 * model's named outputs, in batches, with each noise of the program bound by its key ({@link
 * org.lateo.inference.NoiseSource}); {@link org.lateo.inference.VAEOutputs} names those of an
 * autoencoder. On top of it are importance-weighted estimates and scores split by features and
 * latent dimensions, of which {@link org.lateo.inference.ScoreKind} names the kinds. Rows and
 * results are arrays; nothing here knows Tribuo.
 *
 * <p>Invariant: outside of training, programs are run over rows by the runner alone.
 *
 * <p>Internal: everything but {@code LogLikelihood}, {@code ScoreKind}, {@code ScoreSplit}.
 */
package org.lateo.inference;
