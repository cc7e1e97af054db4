package org.lateo.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.likelihood.Scaling;

/**
 * What a head computes.
 *
 * @param input its only input, {@code [batch, columns]}
 * @param outputs its outputs by name, in order, {@code [batch, columns]} each
 * @param draws the fixed numbers that a noise is, {@code [draws, columns]} for each row
 * @param units of outputs' columns, as {@link Comparison} has them
 * @param scale how large the parts are that a row's outputs are sums of
 */
record HeadGraph(
    Input input,
    Map<String, Node> outputs,
    Map<Node, float[]> draws,
    Map<String, Scaling> units,
    ToDoubleFunction<OutputRow> scale) {

  static HeadGraph of(Input input) {
    return new HeadGraph(input, Map.of(), Map.of(), Map.of(), row -> 0);
  }

  HeadGraph with(String name, Node output) {
    Map<String, Node> more = new LinkedHashMap<>(outputs);
    more.put(name, output);
    return new HeadGraph(input, more, draws, units, scale);
  }

  HeadGraph withDraws(Node noise, float[] fixed) {
    return new HeadGraph(input, outputs, Map.of(noise, fixed), units, scale);
  }

  HeadGraph withScale(ToDoubleFunction<OutputRow> parts) {
    return new HeadGraph(input, outputs, draws, units, parts);
  }

  /** The same where expected rows have units, if it has such an output. */
  HeadGraph withUnitsOfRows(Scaling ofColumns) {
    return outputs.containsKey(OnnxHead.ROWS)
        ? new HeadGraph(input, outputs, draws, Map.of(OnnxHead.ROWS, ofColumns), scale)
        : this;
  }

  Comparison comparison() {
    return new Comparison(scale, units, Map.of(), Comparison.largestBatch(width()));
  }

  /** The numbers of the widest value of a row. */
  private long width() {
    long width = input.columns();
    for (Node output : outputs.values()) {
      width = Math.max(width, output.columns());
    }
    for (Map.Entry<Node, float[]> noise : draws.entrySet()) {
      width *= noise.getValue().length / noise.getKey().columns();
    }
    return width;
  }
}
