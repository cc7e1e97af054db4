package org.lateo.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lateo.graph.Noise;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.RowSource;
import org.lateo.inference.Runner;

/**
 * A head run in Java: rows {@code [batch, columns]} to outputs by name, {@code [batch, columns]}.
 */
record JavaHead(HeadGraph graph, Runner runner)
    implements Function<float[][], Map<String, float[][]>> {

  JavaHead(HeadGraph graph, ParameterBuffers parameters) {
    this(graph, new Runner(parameters, graph.outputs()));
  }

  @Override
  public Map<String, float[][]> apply(float[][] rows) {
    Map<String, float[][]> outputs = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(name -> outputs.put(name, new float[rows.length][]));
    runner.run(
        List.copyOf(outputs.keySet()),
        RowSource.of(rows),
        rows.length,
        (noise, first) -> draws(noise),
        batch -> outputs.forEach((name, into) -> copy(batch, name, into)));
    return outputs;
  }

  /** A noise's fixed draws, the same for each row. */
  private Optional<RowSource> draws(Noise noise) {
    int columns = noise.columns();
    return Optional.ofNullable(graph.draws().get(noise))
        .map(
            draws ->
                (row, into, at) ->
                    System.arraycopy(
                        draws, row % (draws.length / columns) * columns, into, at, columns));
  }

  private void copy(Runner.Batch batch, String name, float[][] into) {
    int columns = runner.columns(name);
    for (int i = 0; i < batch.examples(); i++) {
      into[batch.first() + i] =
          Arrays.copyOfRange(batch.values(name), i * columns, (i + 1) * columns);
    }
  }
}
