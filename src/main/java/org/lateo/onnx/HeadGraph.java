package org.lateo.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.RowSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.Scaling;
import org.lateo.onnx.Comparison.Step;

/**
 * The expressions of a head.
 *
 * @param input the only input, {@code [batch, columns]}
 * @param outputs the outputs by name, in order, {@code [batch, columns]} each
 * @param draws the fixed values of each noise, {@code [draws, columns]}, the same for each row
 * @param comparison how outputs are compared with Java's, but for the largest batch
 */
public record HeadGraph(
    Input input, Map<String, Node> outputs, Map<Node, float[]> draws, Comparison comparison) {
  /** The output of expected rows, {@code [batch, columns]}, in the unit of each feature. */
  static final String ROWS = "reconstruction";

  /** A graph of an input, without outputs. */
  public static HeadGraph of(Input input) {
    return new HeadGraph(input, Map.of(), Map.of(), Comparison.PLAIN);
  }

  /** A copy with another output. */
  public HeadGraph with(String name, Node output) {
    Map<String, Node> more = new LinkedHashMap<>(outputs);
    more.put(name, output);
    return new HeadGraph(input, more, draws, comparison);
  }

  /** A copy with the fixed values of another noise. */
  public HeadGraph withDraws(Node noise, float[] fixed) {
    Map<Node, float[]> more = new HashMap<>(draws);
    more.put(noise, fixed);
    return new HeadGraph(input, outputs, more, comparison);
  }

  /** A copy with the scale of differences, see {@link Comparison#scale}. */
  public HeadGraph withScale(ToDoubleFunction<OutputRow> parts) {
    return new HeadGraph(input, outputs, draws, comparison.withScale(parts));
  }

  /** A copy with an output that is a step function of another one. */
  public HeadGraph withStep(String output, Step step) {
    return new HeadGraph(input, outputs, draws, comparison.withStep(output, step));
  }

  /** A copy with the origin and unit of an output's columns, see {@link Comparison#units}. */
  public HeadGraph withUnits(String output, Scaling ofColumns) {
    return new HeadGraph(input, outputs, draws, comparison.withUnits(output, ofColumns));
  }

  /** A copy whose output of expected rows, if there is one, is compared in units of its columns. */
  HeadGraph withUnitsOfRows(Scaling ofColumns) {
    return outputs.containsKey(ROWS) ? withUnits(ROWS, ofColumns) : this;
  }

  /** How outputs are compared with Java's, in batches that fit into memory. */
  @Override
  public Comparison comparison() {
    return comparison.withLargestBatch(Comparison.largestBatch(width()));
  }

  /** The size of the widest value of a row. */
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

  /** The head run in Java: rows {@code [batch, columns]} to outputs by name, of the same shape. */
  Function<float[][], Map<String, float[][]>> inJava(ParameterBuffers parameters) {
    Runner runner = new Runner(parameters, outputs);
    return rows -> run(runner, rows);
  }

  private Map<String, float[][]> run(Runner runner, float[][] rows) {
    Map<String, float[][]> values = new LinkedHashMap<>();
    outputs.keySet().forEach(name -> values.put(name, new float[rows.length][]));
    runner.run(
        List.copyOf(outputs.keySet()),
        RowSource.of(rows),
        rows.length,
        (noise, first) -> draws(noise),
        batch -> values.forEach((name, into) -> copy(batch, name, into)));
    return values;
  }

  /** A noise's fixed draws, the same for each row. */
  private Optional<RowSource> draws(Noise noise) {
    int columns = noise.columns();
    return Optional.ofNullable(draws.get(noise))
        .map(
            fixed ->
                (row, into, at) ->
                    System.arraycopy(
                        fixed, row % (fixed.length / columns) * columns, into, at, columns));
  }

  private void copy(Runner.Batch batch, String name, float[][] into) {
    int columns = outputs.get(name).columns();
    for (int i = 0; i < batch.examples(); i++) {
      into[batch.first() + i] =
          Arrays.copyOfRange(batch.values(name), i * columns, (i + 1) * columns);
    }
  }
}
