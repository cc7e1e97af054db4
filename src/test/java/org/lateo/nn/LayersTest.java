package org.lateo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;

final class LayersTest {
  private static final int IN = 300;
  private static final int OUT = 100;

  /** Variances 2 / 400, 2 / 300 and 1 / 900, within five standard errors of a uniform draw's. */
  @ParameterizedTest
  @CsvSource({"GLOROT, 5e-3", "HE, 6.6666667e-3", "FAN_IN, 1.1111111e-3"})
  void weightsHaveTheirVariance(WeightInitialiser initialiser, double variance) {
    float[] weights = new float[IN * OUT + 2];
    initialiser.fill(weights, 1, IN, OUT, RandomStream.of(1, "weights"));
    double sum = 0;
    double squares = 0;
    for (float weight : weights) {
      sum += weight;
      squares += weight * weight;
      assertTrue(Math.abs(weight) <= Math.sqrt(3 * variance) * 1.000001);
    }
    int count = IN * OUT;
    assertEquals(0f, weights[0]);
    assertEquals(0f, weights[count + 1]);
    assertEquals(0, sum / count, 5 * Math.sqrt(variance / count));
    // The fourth moment of a uniform number is 9/5 of its squared variance.
    assertEquals(variance, squares / count, 5 * variance * Math.sqrt(0.8 / count));
  }

  /** Within five standard errors: the fourth moment of a Gaussian is 3 of its squared variance. */
  @Test
  void smallNormalIsGaussian() {
    float[] weights = new float[IN * OUT];
    WeightInitialiser.SMALL_NORMAL.fill(weights, 0, IN, OUT, RandomStream.of(1, "weights"));
    double sum = 0;
    double squares = 0;
    int beyond = 0;
    for (float weight : weights) {
      sum += weight;
      squares += weight * weight;
      beyond += Math.abs(weight) > 2e-3 ? 1 : 0;
    }
    assertEquals(0, sum / weights.length, 5e-3 / Math.sqrt(weights.length));
    assertEquals(1e-6, squares / weights.length, 5e-6 * Math.sqrt(2.0 / weights.length));
    assertEquals(0.0455, (double) beyond / weights.length, 5 * 0.21 / Math.sqrt(weights.length));
  }

  /** PyTorch draws a layer's bias from the range of its weights; Glorot and He start it at zero. */
  @ParameterizedTest
  @CsvSource({"GLOROT, 0", "HE, 0", "SMALL_NORMAL, 0", "FAN_IN, 0.05"})
  void biasesHaveTheirRange(WeightInitialiser initialiser, double bound) {
    float[] bias = new float[OUT];
    initialiser.bias(400).fill(bias, 0, 1, OUT, RandomStream.of(1, "bias"));
    double largest = 0;
    for (float b : bias) {
      largest = Math.max(largest, Math.abs(b));
    }
    assertTrue(
        largest <= bound * 1.000001 && largest >= 0.9 * bound, "the largest of them " + largest);
  }

  @Test
  void denseHasAWeightAndABiasOfZero() {
    Dense dense = new Dense("layer", 3, 2, Activation.TANH, WeightInitialiser.GLOROT);
    assertEquals(List.of("layer.weight", "layer.bias"), names(dense));
    assertEquals(2, dense.outputs());
    ParameterLayout layout = new ParameterLayout(dense.parameters());
    float[] values = layout.initialise(1);
    assertTrue(values[0] != 0f);
    assertEquals(0f, values[layout.offset(dense.parameters().get(1))]);
    Node y = dense.apply(new Input("x", 3));
    assertEquals(2, y.columns());
    assertSame(dense.parameters().get(0), y.input(0).input(1));
    assertRefused(() -> dense.apply(new Input("x", 4)), "Affine", "4]");
  }

  @Test
  void perceptronsChainTheirLayers() {
    Initialiser none = Initialiser.constant(0f);
    Layer layer =
        new MultilayerPerceptron(
            "encoder", 5, List.of(4, 3), Activation.RELU, HiddenLayers.of(false, none));
    assertEquals(3, layer.outputs());
    assertEquals(3, layer.apply(new Input("x", 5)).columns());
    assertEquals(
        List.of("encoder.0.weight", "encoder.0.bias", "encoder.1.weight", "encoder.1.bias"),
        names(layer));
  }

  /** tanh(0.5) sigmoid(0.25), worked out apart. */
  @Test
  void gatesMultiplyTheirLayer() {
    Gated gated = new Gated("layer", 1, 1, Activation.TANH, Initialiser.constant(0f));
    assertEquals(
        List.of("layer.value.weight", "layer.value.bias", "layer.gate.weight", "layer.gate.bias"),
        names(gated));
    Input x = new Input("x", 1);
    Node y = gated.apply(x);
    ParameterLayout layout = new ParameterLayout(gated.parameters());
    float[] values = new float[layout.size()];
    float[] first = {2, -0.5f, 1, -0.25f};
    for (int i = 0; i < first.length; i++) {
      values[layout.offset(gated.parameters().get(i))] = first[i];
    }
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    Workspace w = new Workspace(new Program(y), parameters, 1, false);
    w.setSource(x, (row, into, at) -> into[at] = 0.5f);
    w.setExamples(1);
    Workers.runAlone(w.forward());
    assertEquals(0.46211716 * 0.56217650, w.values(y)[0], 1e-6);
  }

  @Test
  void perceptronsMayHaveGates() {
    Initialiser none = Initialiser.constant(0f);
    Layer layer =
        new MultilayerPerceptron(
            "encoder", 5, List.of(4, 3), Activation.RELU, HiddenLayers.of(true, none));
    assertEquals(3, layer.apply(new Input("x", 5)).columns());
    int size = layer.parameters().stream().mapToInt(Parameter::size).sum();
    assertEquals(2 * (5 * 4 + 4 + 4 * 3 + 3), size);
  }

  @Test
  void perceptronsWithoutLayersAreTheIdentity() {
    Initialiser none = Initialiser.constant(0f);
    Layer layer =
        new MultilayerPerceptron(
            "encoder", 5, List.of(), Activation.RELU, HiddenLayers.of(false, none));
    Node x = new Input("x", 5);
    assertSame(x, layer.apply(x));
    assertEquals(5, layer.outputs());
    assertEquals(List.of(), layer.parameters());
  }

  private static List<String> names(Layer layer) {
    return layer.parameters().stream().map(Parameter::name).toList();
  }
}
