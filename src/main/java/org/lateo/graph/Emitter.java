package org.lateo.graph;

import java.util.Map;

/** Where a node writes its ONNX form. Values are named; opset 13, default domain. */
public interface Emitter {
  /** The name of a node's value; its operation is written first if it has not been yet. */
  String of(Node node);

  /** Writes a node's own operation; what {@link #of} calls, once a node. */
  default String write(Node node) {
    return node.emit(this);
  }

  /** Writes an operation and returns the name of its only output. */
  default String op(String type, String... inputs) {
    return op(type, Map.of(), inputs);
  }

  /**
   * Writes an operation with attributes and returns the name of its only output.
   *
   * @param attributes Float, Long, long[] or String values
   */
  String op(String type, Map<String, Object> attributes, String... inputs);

  /** Writes a float constant of a shape (none for a scalar) and returns its name. */
  String constant(float[] values, long... shape);

  /** Writes an integer constant of one dimension, as shapes and axes are given. */
  String integers(long... values);

  /** Writes a parameter's trained values, {@code [rows, columns]}, and returns their name. */
  String parameter(Parameter parameter);

  /** The name of a graph input. */
  String input(Input input);
}
