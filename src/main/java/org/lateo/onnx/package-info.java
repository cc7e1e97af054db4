/**
 * Writes graphs as ONNX, checks them against Java, opens them in ONNX Runtime.
 *
 * <p>{@link org.lateo.onnx.ONNXExport} is the entrance: it writes a head of a model ({@link
 * org.lateo.onnx.ONNXHead}) to a file, or writes the encoder into a graph that a Tribuo model
 * continues. {@link org.lateo.onnx.HeadGraph} is what a head computes, of one model or of several.
 * {@link org.lateo.onnx.ONNXCheck} compares any exported model with Java; {@link
 * org.lateo.onnx.ONNXSession} runs one, which {@link org.lateo.onnx.ONNXFile} reads.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A graph is what {@link org.lateo.graph.Node} writes of itself, so it cannot drift from what
 *       was trained. This package knows no layer and no density.
 *   <li>Opset 13; float {@code [batch, columns]} in and out, the batch of any size; raw values, the
 *       scaling is part of the graph; no random operator.
 *   <li>Graphs are small: what no output needs is dropped, and the scaling of features, and its
 *       inverse, are in the weights of the first and last layer unless a shift is large beside the
 *       scale. Only operators that ONNX Runtime's CUDA provider has kernels for; Tribuo's support
 *       vector machines and boosted votes, in pipelines, run on the processor.
 *   <li>Weights may be stored in 16 bits, see {@link org.lateo.onnx.WeightPrecision}, and lie in a
 *       second file where a file would be above 2 GB; the seal covers both.
 *   <li>No file is written that ONNX Runtime does not run to the same numbers as Java, and none is
 *       left half-written.
 * </ul>
 *
 * <p>Internal: everything but {@code Batching}, {@code ExecutionProvider}, {@code ONNXHead}, {@code
 * ONNXMetadata}, {@code ONNXMismatchException}, {@code SessionSettings}, {@code WeightPrecision}.
 */
package org.lateo.onnx;
