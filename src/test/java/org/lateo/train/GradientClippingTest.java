package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clipping scales a gradient as a whole, and only one whose norm is too large. */
final class GradientClippingTest {
  /** Wide enough for four tiles of parameters. */
  private static Training training(double clipping, Optimiser optimiser) {
    Training training = new Training();
    training.hidden = 350;
    training.clipping = clipping;
    training.optimiser = optimiser;
    return training;
  }

  /** Of parameters that stand still. */
  private static List<float[]> gradients(double clipping) {
    TestOptimiser optimiser = new TestOptimiser();
    training(clipping, optimiser).run(TrainingListener.NONE);
    return optimiser.gradients;
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  @Test
  void theNormIsCutAndTheDirectionKept() {
    List<float[]> whole = gradients(0);
    double largest = whole.stream().mapToDouble(GradientClippingTest::norm).max().orElseThrow();
    double smallest = whole.stream().mapToDouble(GradientClippingTest::norm).min().orElseThrow();
    double limit = 0.5 * (smallest + largest);
    List<float[]> clipped = gradients(limit);
    int cut = 0;
    for (int step = 0; step < whole.size(); step++) {
      double norm = norm(whole.get(step));
      if (norm <= limit) {
        assertArrayEquals(whole.get(step), clipped.get(step));
        continue;
      }
      cut++;
      assertEquals(limit, norm(clipped.get(step)), 1e-6 * limit);
      for (int i = 0; i < whole.get(step).length; i++) {
        double expected = whole.get(step)[i] * limit / norm;
        assertEquals(expected, clipped.get(step)[i], 1e-6 * Math.abs(expected) + 1e-30);
      }
    }
    assertTrue(cut > 0 && cut < whole.size(), cut + " of " + whole.size());
  }

  /** Moving at once or after the last stage is the same. */
  @Test
  void aLimitThatIsNeverReachedChangesNothing() {
    for (Optimiser optimiser : List.of(new Adam(0.01), new AdamW(), new SGD())) {
      float[] expected = training(0, optimiser).run(TrainingListener.NONE);
      assertArrayEquals(expected, training(1e9, optimiser).run(TrainingListener.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void sameBitsAtAnyNumberOfThreads(int threads) {
    float[] expected = training(0.5, new Adam(0.01)).run(TrainingListener.NONE);
    assertFalse(
        Arrays.equals(expected, training(0, new Adam(0.01)).run(TrainingListener.NONE)),
        "the limit is reached");
    Training together = training(0.5, new Adam(0.01));
    together.threads = threads;
    assertArrayEquals(expected, together.run(TrainingListener.NONE));
  }

  @Test
  void refusesWhatIsNoNorm() {
    for (double limit : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          () -> training(limit, new Adam()).run(TrainingListener.NONE),
          "gradientClipping: expected 0 or more, found " + limit);
    }
  }
}
