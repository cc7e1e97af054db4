package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Input;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.Product;
import org.lateo.math.BestBlas;
import org.lateo.objective.FreeBits;
import org.tribuo.util.onnx.ONNXContext;

/**
 * Nodes that only objectives are made of, so that no head has them: their ONNX form all the same.
 */
final class TrainingNodesTest {
  @Test
  void computeWhatJavaComputes() {
    Input x = new Input("features", SmallModel.COLUMNS);
    HeadGraph graph =
        HeadGraph.of(x).with("product", new Product(x, x)).with("floored", new FreeBits(x, 0.5));
    Parameters none = new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get());
    ONNXContext context = new ONNXContext();
    GraphEmitter emitter = new GraphEmitter(context, none);
    emitter.bind(x, context.floatInput(x.name(), x.columns()));
    graph
        .outputs()
        .forEach(
            (name, node) ->
                context.assignTo(emitter.rows(node, x), context.floatOutput(name, node.columns())));
    byte[] model = ONNXExport.finish(context, "test", SmallModel.metadata()).toByteArray();
    float[][] rows = {{0.1f, 2f, -1f, 0.6f, 0.5f, 0f}, {0.7f, 3f, -2f, 0.6f, 0.4f, 1.5f}};
    Map<String, float[][]> expected = graph.inJava(none).apply(rows);
    try (ONNXSession session = ONNXSession.open(model, SessionSettings.DEFAULT.threads(1))) {
      Map<String, float[][]> found = session.run(rows);
      assertEquals(expected.keySet(), found.keySet());
      expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
    }
    float[] floored = {0.5f, 2f, 0.5f, 0.6f, 0.5f, 0f};
    assertArrayEquals(floored, expected.get("floored")[0]);
  }
}
