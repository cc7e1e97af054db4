/**
 * The Tribuo face: variational autoencoders as Tribuo trainers, models and outputs.
 *
 * <p>Its one job is to speak Tribuo's language. {@link org.lateo.VAETrainer} trains on a dataset of
 * any output type, without looking at the outputs; {@link org.lateo.VAEModel} encodes, scores,
 * decodes, samples and fills missing values in ({@link org.lateo.ImputedRow}); {@link
 * org.lateo.LatentFeatureTrainer} puts any Tribuo trainer on top of the codes, and {@link
 * org.lateo.LatentFeatureModel} is both as one model.
 *
 * <p>{@link org.lateo.LatentCode} is the output: where an example lies in the latent space, how
 * sure the encoder is, and how usual the example looks, in nats. {@link
 * org.lateo.LatentCodeFactory} makes the unknown output, which is all that unlabelled data needs;
 * {@link org.lateo.MutableLatentCodeInfo} and {@link org.lateo.ImmutableLatentCodeInfo} keep
 * statistics of the codes seen; {@link org.lateo.LatentCodeEvaluator} averages the evidence lower
 * bound and counts the latent dimensions in use.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The identity of a code is its dimension names, which ascend, so that an index and Tribuo's
 *       ordering by name agree. Values are compared by {@code fullEquals}.
 *   <li>Outputs are immutable; arrays are copied on the way in and out.
 *   <li>An output domain is never empty: without dimensions it holds the unknown output.
 *   <li>Whatever is read from a protobuf message passes the checks of a constructor. Java
 *       serialization goes through the same messages.
 *   <li>Information is in nats, and higher is more usual.
 *   <li>Models are immutable, safe for concurrent use, and pure functions of the example; no native
 *       memory is reachable from what is stored.
 *   <li>Training is a function of configuration, data and invocation count, at any number of
 *       threads.
 *   <li>What stands before a model is in its provenance, so that the same model is trained again
 *       from it: rows made from others are a {@link org.lateo.DerivedSource}, which makes them
 *       again. Where that cannot be, the rows are {@link org.lateo.AlteredRows}, of which nothing
 *       can be made, instead of leading to others.
 * </ul>
 */
package org.lateo;
