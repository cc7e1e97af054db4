package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.math.BestBlas;

/** The average is that of its formula, and it is what is validated and kept. */
final class WeightAverageTest {
  private static final int SIZE = 3;

  private static Parameters parameters(float... values) {
    Parameter p = new Parameter("p", 1, SIZE, Initialiser.constant(0f));
    ParameterLayout layout = new ParameterLayout(List.of(p));
    return new Parameters(layout, Arrays.copyOf(values, layout.size()), BestBlas.get());
  }

  /** d is 2/11, 3/12, then 0.25 as asked. */
  @Test
  void followsItsFormula() {
    Parameters parameters = parameters(1, 2, 3);
    WeightAverage average = new WeightAverage(parameters, 0.25);
    double[] expected = {1, 2, 3};
    double[] decays = {2.0 / 11, 3.0 / 12, 0.25, 0.25};
    for (int step = 0; step < decays.length; step++) {
      average.beginStep(step + 1);
      for (int i = 0; i < SIZE; i++) {
        parameters.values()[i] += (step + 1) * (i - 1);
        expected[i] = decays[step] * expected[i] + (1 - decays[step]) * parameters.values()[i];
      }
      average.follow(0, 2);
      average.follow(2, SIZE);
    }
    float[] last = parameters.values().clone();
    average.swap();
    for (int i = 0; i < SIZE; i++) {
      assertEquals(expected[i], parameters.values()[i], 1e-5);
    }
    average.swap();
    assertArrayEquals(last, parameters.values());
  }

  @Test
  void withoutDecayThereIsNone() {
    Parameters parameters = parameters(1, 2, 3);
    WeightAverage average = new WeightAverage(parameters, 0);
    average.beginStep(1);
    average.follow(0, SIZE);
    parameters.values()[0] = 9;
    average.swap();
    assertArrayEquals(new float[] {9, 2, 3}, Arrays.copyOf(parameters.values(), SIZE));
  }

  /** Parameters that stand still are their own average. */
  @Test
  void changesNothingThatStandsStill() {
    Training training = new Training();
    training.averaging = 0.9;
    training.optimiser = new TestOptimiser();
    float[] averaged = training.run(TrainingListener.NONE);
    Training plain = new Training();
    plain.optimiser = new TestOptimiser();
    assertArrayEquals(plain.run(TrainingListener.NONE), averaged);
  }

  /** Averaging changes what is validated and kept, not how the parameters move. */
  @Test
  void isKeptButDoesNotTrain() {
    Training plain = new Training();
    Training averaged = new Training();
    averaged.averaging = 0.9;
    List<Double> moving = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    float[] last = plain.run(report -> moving.add(report.elbo()));
    float[] average = averaged.run(report -> same.add(report.elbo()));
    assertEquals(moving, same);
    assertFalse(Arrays.equals(last, average));
    assertTrue(distance(last, average) < 0.5 * distance(last, new float[last.length]));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void sameBitsAtAnyNumberOfThreads() {
    Training one = new Training();
    Training four = new Training();
    for (Training training : List.of(one, four)) {
      training.averaging = 0.99;
      training.clipping = 1;
      training.share = 0.1;
    }
    four.threads = 4;
    assertArrayEquals(one.run(TrainingListener.NONE), four.run(TrainingListener.NONE));
  }

  @Test
  void decayIsBelowOne() {
    Training training = new Training();
    training.averaging = 1;
    assertRefused(() -> training.run(TrainingListener.NONE), "averaging", "[0, 1)", "found 1.0");
  }
}
