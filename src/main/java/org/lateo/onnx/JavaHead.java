package org.lateo.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;

/** A head run in Java: rows to outputs by name, {@code [batch, columns]}. One caller at a time. */
final class JavaHead implements Function<float[][], Map<String, float[][]>> {
  private final HeadGraph graph;
  private final Parameters parameters;
  private final Program program;
  private Workspace w;

  JavaHead(HeadGraph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
    this.program = new Program(graph.outputs().values().toArray(new Node[0]));
  }

  @Override
  public Map<String, float[][]> apply(float[][] rows) {
    if (w == null || w.capacity() < rows.length) {
      w = new Workspace(program, parameters, rows.length, false);
    }
    w.setSource(
        graph.input(),
        (row, into, at) -> System.arraycopy(rows[row], 0, into, at, graph.input().columns()));
    graph.draws().forEach((noise, draws) -> w.setSource(noise, cycle(draws, noise.columns())));
    w.setExamples(rows.length);
    Workers.runAlone(w.forward());
    Map<String, float[][]> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, node) -> outputs.put(name, values(node)));
    return outputs;
  }

  /** The same draws for each row. */
  private static RowSource cycle(float[] draws, int columns) {
    int count = draws.length / columns;
    return (row, into, at) -> System.arraycopy(draws, row % count * columns, into, at, columns);
  }

  private float[][] values(Node node) {
    float[][] values = new float[w.rows(node)][];
    for (int r = 0; r < values.length; r++) {
      int from = r * node.columns();
      values[r] = Arrays.copyOfRange(w.values(node), from, from + node.columns());
    }
    return values;
  }
}
