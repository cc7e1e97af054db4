/**
 * The plain nodes, one a file: value, gradient and ONNX form of each operation that models are made
 * of. What they are over is {@link org.lateo.graph}, which knows none of them; a new one needs
 * nothing but {@link org.lateo.graph.Node} or {@link org.lateo.graph.Elementwise}, here or
 * elsewhere.
 *
 * <p>Invariants: a gradient keeps to the columns of its tile; shapes are checked where a node is
 * made, and the message says what was expected and found.
 */
package org.lateo.graph.op;
