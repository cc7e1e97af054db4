package org.lateo.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;

/**
 * What a head computes.
 *
 * @param input its only input, {@code [batch, columns]}
 * @param outputs its outputs by name, in order, {@code [batch, columns]} each
 */
record HeadGraph(Input input, Map<String, Node> outputs) {
  static HeadGraph of(Input input, String name, Node output) {
    return new HeadGraph(input, Map.of(name, output));
  }

  HeadGraph and(String name, Node output) {
    Map<String, Node> more = new LinkedHashMap<>(outputs);
    more.put(name, output);
    return new HeadGraph(input, more);
  }
}
