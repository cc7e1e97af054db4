/**
 * The plain nodes, one a file: value, gradient and ONNX form of each operation that models are made
 * of. They build on {@link org.lateo.graph}, which depends on none of them; a new one needs only
 * {@link org.lateo.graph.Node} or {@link org.lateo.graph.Elementwise}, here or elsewhere.
 *
 * <p>Invariants: a gradient keeps to the columns of its tile; shapes are checked where a node is
 * made, and the message says what was expected and found.
 */
package org.lateo.graph.op;
