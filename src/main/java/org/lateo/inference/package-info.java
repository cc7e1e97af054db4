/**
 * What trained models compute over rows: programs run in batches, scores split by features and
 * latent dimensions, importance-weighted estimates. Rows and results are arrays; nothing here knows
 * Tribuo.
 *
 * <p>{@link org.lateo.inference.ScoreKind} names the scores that there are.
 *
 * <p>Internal: everything but {@code LogLikelihood}, {@code ScoreKind}, {@code ScoreSplit}.
 */
package org.lateo.inference;
