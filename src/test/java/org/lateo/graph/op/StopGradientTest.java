package org.lateo.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;

final class StopGradientTest {
  private final Parameter p = new Parameter("p", 1, 2, Initialiser.constant(3f));
  private final ParameterLayout layout = new ParameterLayout(List.of(p));
  private final Node x = new Broadcast(p, Rows.BATCH, 2);

  private Evaluation run(Node root) {
    return new Evaluation(layout, layout.initialise(1), 1, root).run();
  }

  @Test
  void theValueStays() {
    Node root = new StopGradient(x);
    assertArrayEquals(new float[] {3f, 3f}, run(root).values(root));
  }

  @Test
  void onlyTheOtherPathHasAGradient() {
    assertEquals(2f, run(Sum.add(x, x)).gradient()[0]);
    assertEquals(1f, run(Sum.add(x, new StopGradient(x))).gradient()[0]);
    assertEquals(-1f, run(Sum.subtract(new StopGradient(new Tanh(x)), x)).gradient()[1]);
  }
}
