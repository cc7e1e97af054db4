/**
 * Latent codes as a Tribuo output.
 *
 * <p>{@link org.lateo.output.LatentCode} is the output: mean and log-variance of an example's
 * posterior, and a score in nats of how usual the example is. {@link
 * org.lateo.output.LatentCodeFactory} makes the unknown output, which is all that unlabelled data
 * needs; {@link org.lateo.output.MutableLatentCodeInfo} and {@link
 * org.lateo.output.ImmutableLatentCodeInfo} keep statistics of the codes seen; {@link
 * org.lateo.output.LatentCodeEvaluator} averages the evidence lower bound and counts the latent
 * dimensions in use.
 *
 * <p>Each ability of a model is an interface: it {@link org.lateo.output.Encodes}, {@link
 * org.lateo.output.Generates}, {@link org.lateo.output.Scores}, {@link org.lateo.output.Imputes},
 * {@link org.lateo.output.Detects}, {@link org.lateo.output.Exports} and {@link
 * org.lateo.output.Describes}, or is a {@link org.lateo.output.DensityModel}, which may be an
 * {@link org.lateo.output.ExactDensity}; {@link org.lateo.output.TakesMissing} says which values
 * may be missing, and {@link org.lateo.output.Contains} which models it is made of. Classifiers are
 * known by their Tribuo output.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The identity of a code is its dimension names, which ascend, so that an index and Tribuo's
 *       ordering by name agree. Values are compared by {@code fullEquals}.
 *   <li>Outputs are immutable; arrays are copied on the way in and out.
 *   <li>An output domain is never empty: without dimensions it holds the unknown output.
 *   <li>Whatever is read from a protobuf message passes the checks of the constructor. Java
 *       serialization goes through the same messages.
 *   <li>Scores are in nats; higher means more usual.
 * </ul>
 *
 * <p>Internal: {@code DimensionNames}, {@code ProtoModel}, {@code SerializedProto}.
 */
package org.lateo.output;
