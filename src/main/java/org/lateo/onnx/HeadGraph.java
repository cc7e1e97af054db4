package org.lateo.onnx;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.likelihood.Scaling;
import org.lateo.onnx.Comparison.Step;

/**
 * What a head computes.
 *
 * @param input its only input, {@code [batch, columns]}
 * @param outputs its outputs by name, in order, {@code [batch, columns]} each
 * @param draws the fixed numbers that a noise is, {@code [draws, columns]} for each row
 * @param comparison how its outputs are held against Java's, but for the largest batch
 */
public record HeadGraph(
    Input input, Map<String, Node> outputs, Map<Node, float[]> draws, Comparison comparison) {
  /** The output of expected rows, {@code [batch, columns]} in the unit of each feature. */
  static final String ROWS = "reconstruction";

  /** One of an input, with no outputs yet. */
  public static HeadGraph of(Input input) {
    return new HeadGraph(input, Map.of(), Map.of(), Comparison.PLAIN);
  }

  /** The same with one output more. */
  public HeadGraph with(String name, Node output) {
    Map<String, Node> more = new LinkedHashMap<>(outputs);
    more.put(name, output);
    return new HeadGraph(input, more, draws, comparison);
  }

  /** The same with the numbers of one noise more. */
  public HeadGraph withDraws(Node noise, float[] fixed) {
    Map<Node, float[]> more = new HashMap<>(draws);
    more.put(noise, fixed);
    return new HeadGraph(input, outputs, more, comparison);
  }

  /** The same with what says how large the parts are that a row's outputs are sums of. */
  public HeadGraph withScale(ToDoubleFunction<OutputRow> parts) {
    return new HeadGraph(input, outputs, draws, comparison.withScale(parts));
  }

  /** The same with an output that jumps with another. */
  public HeadGraph withStep(String output, Step step) {
    return new HeadGraph(input, outputs, draws, comparison.withStep(output, step));
  }

  /** The same where expected rows have units, if it has such an output. */
  HeadGraph withUnitsOfRows(Scaling ofColumns) {
    return outputs.containsKey(ROWS)
        ? new HeadGraph(input, outputs, draws, comparison.withUnits(ROWS, ofColumns))
        : this;
  }

  /** How its outputs are held against Java's, in batches that memory holds. */
  @Override
  public Comparison comparison() {
    return comparison.withLargestBatch(Comparison.largestBatch(width()));
  }

  /** The numbers of the widest value of a row. */
  private long width() {
    long columns = input.columns();
    for (Node output : outputs.values()) {
      columns = Math.max(columns, output.columns());
    }
    long most = 1;
    for (Map.Entry<Node, float[]> noise : draws.entrySet()) {
      most = Math.max(most, noise.getValue().length / noise.getKey().columns());
    }
    return columns * most;
  }
}
