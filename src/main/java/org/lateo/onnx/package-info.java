/**
 * Writes graphs as ONNX, checks them against Java, and runs them in ONNX Runtime.
 *
 * <p>{@link org.lateo.onnx.ONNXExport} writes a head of a model ({@link org.lateo.onnx.ONNXHead})
 * to a file, or writes the encoder into a graph that a Tribuo model continues. {@link
 * org.lateo.onnx.HeadGraph} is what a head computes, from one model or from several. {@link
 * org.lateo.onnx.ONNXCheck} compares an exported model with Java. {@link org.lateo.onnx.ONNXFile}
 * reads a file, and {@link org.lateo.onnx.ONNXSession} runs it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Each {@link org.lateo.graph.Node} writes its own ONNX form, so that a graph computes what
 *       was trained. This package knows no layer and no density.
 *   <li>Opset 13; inputs and outputs are floats {@code [batch, columns]} for any batch size, in raw
 *       values; the scaling is part of the graph; there is no random operator.
 *   <li>Graphs are small: nodes that no output needs are dropped, and the scaling of features and
 *       its inverse are folded into the weights of the first and last layer unless a shift is large
 *       beside the scale. ONNX Runtime's CUDA provider has kernels for every operator, but for
 *       those of Tribuo's support vector machines and boosted votes in pipelines.
 *   <li>Weights may be stored in 16 bits, see {@link org.lateo.onnx.WeightPrecision}, and are in a
 *       second file if one file would be larger than 2 GB; the seal covers both files.
 *   <li>A file is written only if ONNX Runtime computes the same numbers as Java, and is never left
 *       half-written.
 * </ul>
 *
 * <p>Internal: everything but {@code ExecutionProvider}, {@code ONNXHead}, {@code ONNXMetadata},
 * {@code ONNXMismatchException}, {@code SessionSettings}, {@code WeightPrecision}.
 */
package org.lateo.onnx;
