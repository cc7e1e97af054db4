package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import acme.ClippedMomentum;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.MainClasses;
import org.lateo.math.RandomStream;

/** What every {@link Optimiser} promises; a new one is a line in {@link #CREATED}. */
final class OptimiserContractTest {
  /** Written by torch_optimisers.py beside it, with PyTorch 1.13; gradients are that script's. */
  private static final Path REFERENCE = Path.of("src", "test", "python", "torch_optimisers.txt");

  private static final float[] START = {0.5f, -1.25f, 2f};
  private static final float[][] GRADIENTS = {
    {0.25f, 1e-8f, 0f},
    {-0.5f, -2e-8f, 0f},
    {0.125f, 0.001f, 100f},
    {1.5f, 0f, -3f},
    {-0.75f, -0.25f, 0.5f}
  };

  /** By learning rate. */
  private static final List<DoubleFunction<Optimiser>> CREATED =
      List.of(
          ClippedMomentum::new,
          Adam::new,
          rate -> new AdamW(rate, 1e-3),
          RMSProp::new,
          rate -> new RMSProp(rate, 0.9, 0.5, 1e-8),
          Adagrad::new,
          SGD::new,
          rate -> new SGD(rate, 0, false),
          rate -> new SGD(rate, 0.9, true));

  /** As the script names and sets them. */
  private static final Map<String, Optimiser> REFERENCED =
      Map.of(
          "adamw", new AdamW(1e-2, 0.5),
          "rmsprop", new RMSProp(1e-2, 0.99, 0, 1e-8),
          "rmsprop-momentum", new RMSProp(1e-2, 0.9, 0.8, 1e-8),
          "adagrad", new Adagrad(1e-2),
          "sgd", new SGD(1e-2, 0, false),
          "sgd-momentum", new SGD(1e-2),
          "sgd-nesterov", new SGD(1e-2, 0.9, true));

  static List<DoubleFunction<Optimiser>> created() {
    return CREATED;
  }

  static Stream<String> referenced() {
    return REFERENCED.keySet().stream();
  }

  private static Set<String> names(Stream<Optimiser> optimisers) {
    return optimisers
        .map(o -> o.getClass().getName())
        .filter(name -> name.startsWith("org.lateo."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noOptimiserIsForgotten() {
    Set<String> all = MainClasses.concrete(Optimiser.class);
    assertEquals(all, names(CREATED.stream().map(c -> c.apply(0.1))));
    all.remove(Adam.class.getName()); // AdamTest has its reference.
    assertEquals(all, names(REFERENCED.values().stream()));
  }

  @ParameterizedTest
  @MethodSource("referenced")
  void agreesWithPyTorch(String name) throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    int line = lines.indexOf(name);
    float[] parameters = START.clone();
    Optimiser.Run run = REFERENCED.get(name).start(3);
    for (int step = 0; step < GRADIENTS.length; step++) {
      run.beginStep(1);
      run.update(parameters, GRADIENTS[step], 0, 3);
      String[] expected = lines.get(line + 1 + step).split(" ", -1);
      for (int i = 0; i < 3; i++) {
        // PyTorch rounds in another order: units in the last place of the largest value so far.
        double tolerance = (step + 1) * Math.ulp(START[i]);
        assertEquals(Float.parseFloat(expected[i + 1]), parameters[i], tolerance);
      }
    }
  }

  /** Of (x - 3)² / 2, whose gradient is x - 3. */
  @ParameterizedTest
  @MethodSource("created")
  void goesToTheMinimum(DoubleFunction<Optimiser> create) {
    float[] x = {1f};
    Optimiser.Run run = create.apply(0.05).start(1);
    float before = x[0];
    for (int step = 0; step < 2000; step++) {
      run.beginStep(1);
      run.update(x, new float[] {x[0] - 3}, 0, 1);
      assertTrue(step > 0 || (x[0] > before && x[0] < 3), "the first step goes there");
    }
    // Without a falling rate, RMSProp's steps stay as long as the learning rate.
    assertEquals(3, x[0], 0.06);
  }

  /** A factor for the learning rate is another learning rate. */
  @ParameterizedTest
  @MethodSource("created")
  void rateFactorsScaleTheLearningRate(DoubleFunction<Optimiser> create) {
    float[] expected = run(create.apply(0.125 * 0.25), 1);
    assertArrayEquals(expected, run(create.apply(0.125), 0.25));
    float[] still = run(create.apply(0.125), 0);
    assertArrayEquals(new float[] {1f, 2f}, still);
  }

  private static float[] run(Optimiser optimiser, double factor) {
    float[] x = {1f, 2f};
    Optimiser.Run run = optimiser.start(2);
    for (int step = 0; step < 5; step++) {
      run.beginStep(factor);
      run.update(x, new float[] {0.5f, -0.25f * step}, 0, 2);
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("created")
  void rangesAreTheWhole(DoubleFunction<Optimiser> create) {
    int size = 207;
    float[] whole = new float[size];
    float[] parts = new float[size];
    Optimiser.Run a = create.apply(0.01).start(size);
    Optimiser.Run b = create.apply(0.01).start(size);
    for (int step = 0; step < 10; step++) {
      float[] gradient = new float[size];
      RandomStream.fillGaussian(step, gradient, 0, size);
      a.beginStep(1);
      a.update(whole, gradient, 0, size);
      b.beginStep(1);
      b.update(parts, gradient, 25, size);
      b.update(parts, gradient, 0, 13);
      b.update(parts, gradient, 13, 25);
    }
    assertArrayEquals(whole, parts);
    assertNotEquals(0f, whole[206]);
  }

  @ParameterizedTest
  @MethodSource("created")
  void aRunStartsAnew(DoubleFunction<Optimiser> create) {
    Optimiser optimiser = create.apply(0.01);
    assertArrayEquals(run(optimiser, 1), run(optimiser, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e6, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesBadLearningRates(double rate) {
    for (DoubleFunction<Optimiser> create : CREATED) {
      assertRefused(() -> create.apply(rate), "learningRate", "in (0, 1e6)", "found " + rate);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesBadShares(double share) {
    assertRefused(() -> new Adam(1, share, 0.5, 0.5), "beta1", "in [0, 1)", "found " + share);
    assertRefused(() -> new Adam(1, 0.5, share, 0.5), "beta2", "in [0, 1)", "found " + share);
    assertRefused(() -> new AdamW(1, share, 0.5, 0.5, 0), "beta1", "found " + share);
    assertRefused(() -> new AdamW(1, 0.5, share, 0.5, 0), "beta2", "found " + share);
    assertRefused(() -> new RMSProp(1, share, 0.5, 0.5), "decay", "found " + share);
    assertRefused(() -> new RMSProp(1, 0.5, share, 0.5), "momentum", "found " + share);
    assertRefused(() -> new SGD(1, share, false), "momentum", "found " + share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, Double.NaN})
  void refusesBadEpsilons(double epsilon) {
    assertRefused(() -> new Adam(1, 0, 0, epsilon), "epsilon", "in (0, 1)", "found " + epsilon);
    assertRefused(() -> new AdamW(1, 0, 0, epsilon, 0), "epsilon", "found " + epsilon);
    assertRefused(() -> new RMSProp(1, 0, 0, epsilon), "epsilon", "found " + epsilon);
    assertRefused(() -> new Adagrad(1, epsilon), "epsilon", "found " + epsilon);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused(() -> new AdamW(0.5, 2), "weightDecay", "below 1 / learningRate = 2", "found 2");
    assertRefused(() -> new AdamW(0.5, -1), "weightDecay", "from 0", "found -1");
    assertRefused(() -> new SGD(1, 0, true), "nesterov", "momentum above 0", "found 0");
  }

  private static void assertRefused(Executable executable, String... parts) {
    assertSays(assertThrows(PropertyException.class, executable), parts);
  }
}
