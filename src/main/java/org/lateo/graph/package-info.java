/**
 * The computation: one definition of a model, three readers.
 *
 * <p>A model is an expression over {@link org.lateo.graph.Node}s. Each node is one file with three
 * things: its value, its gradient, its ONNX form. A {@link org.lateo.graph.Workspace} runs the
 * expression forward and backward; the {@code onnx} package walks it through an {@link

 * org.lateo.graph.Node.Emitter}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Every array is row-major {@code float[]}, {@code [rows, columns]}; rows are examples times
 *       samples, or a fixed number ({@link org.lateo.graph.Rows}).
 *   <li>Sparse values are the exception: inputs, and what keeps zeros zero, may hold the non-zeros
 *       of their rows only ({@link org.lateo.graph.NonZeros}). Few nodes read them; {@link
 *       org.lateo.graph.op.Densify} is for the others.
 *   <li>Nodes are immutable and hold no numbers of a run; several workspaces share them.
 *   <li>All parameters live in one flat buffer ({@link org.lateo.graph.ParameterLayout}).
 *   <li>The pieces a computation is cut into depend on shapes alone, each number is written by one
 *       piece, so results are the same bits at any number of threads.
 *   <li>A step allocates nothing, once the arrays of non-zeros have grown to the largest batch.
 * </ul>
 */
package org.lateo.graph;
