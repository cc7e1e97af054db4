/**
 * Latent codes as a Tribuo output.
 *
 * <p>{@link org.lateo.output.LatentCode} is the output: where an example lies in the latent space,
 * how sure the encoder is, and how usual the example looks, in nats. {@link
 * org.lateo.output.LatentCodeFactory} makes the unknown output, which is all that unlabelled data
 * needs; {@link org.lateo.output.MutableLatentCodeInfo} and {@link
 * org.lateo.output.ImmutableLatentCodeInfo} keep statistics of the codes seen; {@link
 * org.lateo.output.LatentCodeEvaluator} averages the evidence lower bound and counts the latent
 * dimensions in use.
 *
 * <p>What a model can do is an interface each: it {@link org.lateo.output.Encodes}, {@link
 * org.lateo.output.Generates}, {@link org.lateo.output.Scores}, {@link org.lateo.output.Imputes},
 * {@link org.lateo.output.Detects}, {@link org.lateo.output.Exports} and {@link
 * org.lateo.output.Describes}; {@link org.lateo.output.TakesMissing} says which values may be
 * missing, and {@link org.lateo.output.Contains} which models it is made of. That it classifies is
 * told by its Tribuo output.
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
 * </ul>
 *
 * <p>Internal: {@code DimensionNames}, {@code ProtoModel}, {@code SerializedProto}.
 */
package org.lateo.output;
