package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.Dense;
import org.lateo.nn.Gated;
import org.lateo.nn.HiddenLayers;
import org.lateo.nn.Layer;
import org.lateo.nn.MaskedDense;
import org.lateo.nn.MultilayerPerceptron;

/** Every layer: its shape, its parameters, and its gradient with that of its penalties. */
final class LayerContractTest {
  private static final int IN = 3;
  private static final int OUT = 4;
  private static final Initialiser WEIGHTS = Initialiser.normal(0.5f);

  static Stream<Layer> layers() {
    return Stream.of(
        new Dense("dense", IN, OUT, Activation.TANH, WEIGHTS),
        new Gated("gated", IN, OUT, Activation.TANH, WEIGHTS),
        new MaskedDense("masked", IN, OUT, (i, o) -> i <= o, WEIGHTS, 0.5f),
        new MultilayerPerceptron(
            "many", IN, List.of(5, OUT), Activation.TANH, HiddenLayers.of(false, WEIGHTS)),
        new BayesianDense("bayesian", IN, OUT, Activation.TANH, WEIGHTS, 0.7, 0.3));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void hasTheShapeThatItSays(Layer layer) {
    Input x = new Input("x", IN);
    Node y = layer.apply(x);
    assertEquals(OUT, layer.outputs());
    assertEquals(OUT, y.columns());
    assertEquals(x.rows(), y.rows());
    Set<String> names =
        layer.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    assertEquals(layer.parameters().size(), names.size(), "a name for each parameter");
    assertEquals(names.size(), new HashSet<>(layer.parameters()).size());
  }

  /** Against central differences of its twin in double. */
  @ParameterizedTest
  @MethodSource("layers")
  void hasTheGradientOfItsValueAndItsPenalties(Layer layer) {
    Node y = layer.apply(new Input("x", IN));
    Loss loss = Loss.of("squares", SumColumns.of(new Product(y, y))).less(layer.penalties());
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    TwinCheck check = new TwinCheck(loss.maximised(), layout, layout.initialise(1), 7, 7);
    check.assertForward(new Workers(1), 1e-5);
    check.assertGradient(new Workers(1));
  }
}
