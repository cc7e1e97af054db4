/**
 * Variational autoencoders and flows as Tribuo trainers and models.
 *
 * <p>{@link org.lateo.VAETrainer} trains on a dataset of any output type, whose outputs it ignores;
 * {@link org.lateo.VAEModel} encodes, scores, decodes, samples and fills in missing values. {@link
 * org.lateo.FlowTrainer} and {@link org.lateo.FlowModel} do the same for the exact density of a
 * flow, but for missing values. {@link org.lateo.ONNXVAE} runs an exported autoencoder. Predictions
 * are of the types in {@link org.lateo.output}; {@link org.lateo.codes} trains any Tribuo trainer
 * on codes.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Models are immutable, safe for concurrent use, and pure functions of the example; no native
 *       memory is reachable from what is stored.
 *   <li>Training is a function of configuration, data and invocation count, at any number of
 *       threads.
 *   <li>The provenance of a model records all that it was made from, so that the same model can be
 *       trained again; see {@link org.lateo.rows}.
 * </ul>
 *
 * <p>Internal: {@code CountedTrainer}, {@code InnerTraining}, {@code TrainingBuilder}, {@code
 * TrainingRun}, {@code TrainingSettings}, {@code VAEOrigin}, {@code VAEShard}.
 */
package org.lateo;
