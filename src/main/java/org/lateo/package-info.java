/**
 * The Tribuo face: variational autoencoders as Tribuo trainers, models and outputs.
 *
 * <p>Its one job is to speak Tribuo's language. {@link org.lateo.VAETrainer} trains on a dataset of
 * any output type, without looking at the outputs; {@link org.lateo.VAEModel} encodes, scores,
 * decodes, samples and fills missing values in ({@link org.lateo.output.ImputedRow}). What it
 * predicts is in {@link org.lateo.output}; {@link org.lateo.codes} puts any Tribuo trainer on top
 * of the codes.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Models are immutable, safe for concurrent use, and pure functions of the example; no native
 *       memory is reachable from what is stored.
 *   <li>Training is a function of configuration, data and invocation count, at any number of
 *       threads.
 *   <li>What stands before a model is in its provenance, so that the same model is trained again
 *       from it; see {@link org.lateo.rows}.
 * </ul>
 *
 * <p>Internal: {@code CountedTrainer}, {@code VAEOrigin}.
 */
package org.lateo;
