package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.math.BestBlas;
import org.lateo.nn.WeightInitialiser;

final class ParameterLayoutTest {
  private static Parameter parameter(String name, int rows, int columns) {
    return new Parameter(name, rows, columns, WeightInitialiser.GLOROT);
  }

  @Test
  void parametersLieOneAfterAnotherOnCacheLines() {
    Parameter a = parameter("a", 3, 5);
    Parameter b = parameter("b", 1, 16);
    Parameter c = parameter("c", 1, 17);
    ParameterLayout layout = new ParameterLayout(List.of(a, b, c));
    assertEquals(0, layout.offset(a));
    assertEquals(16, layout.offset(b));
    assertEquals(32, layout.offset(c));
    assertEquals(64, layout.size());
    assertEquals(List.of(a, b, c), layout.parameters());
    float[] values = layout.initialise(1);
    assertEquals(64, values.length);
    assertEquals(0f, values[15], "the gap");
    assertArrayEquals(new float[15], Arrays.copyOfRange(values, 49, 64), "the gap");
  }

  /** A parameter's first values depend on seed and name alone. */
  @Test
  void firstValuesDoNotDependOnTheOthers() {
    Parameter a = parameter("a", 3, 5);
    Parameter b = parameter("b", 4, 4);
    float[] together = new ParameterLayout(List.of(a, b)).initialise(1);
    float[] alone = new ParameterLayout(List.of(b)).initialise(1);
    assertArrayEquals(alone, Arrays.copyOfRange(together, 16, 32));
    assertNotEquals(alone[0], new ParameterLayout(List.of(b)).initialise(2)[0]);
    assertNotEquals(alone[0], new ParameterLayout(List.of(parameter("c", 4, 4))).initialise(1)[0]);
  }

  @Test
  void refusesTheSameTwice() {
    Parameter a = parameter("a", 3, 5);
    assertRefused(() -> new ParameterLayout(List.of(a, a)), "distinct parameters", "a [3, 5]");
    assertRefused(
        () -> new ParameterLayout(List.of(a, parameter("a", 1, 1))), "distinct parameters");
    ParameterLayout layout = new ParameterLayout(List.of(a));
    assertRefused(() -> layout.offset(parameter("b", 1, 1)), "b [1, 1]", "not one of");
    assertRefused(
        () -> new Parameters(layout, new float[15], BestBlas.get()), "Expected 16", "found 15");
  }
}
