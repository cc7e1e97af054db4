package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import acme.InverseTimeSchedule;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.MainClasses;

/** What every {@link LearningRateSchedule} promises, and the values of each. */
final class LearningRateScheduleTest {
  static List<LearningRateSchedule> all() {
    return List.of(
        new InverseTimeSchedule(),
        new ConstantSchedule(),
        new WarmUpSchedule(),
        new WarmUpSchedule(2.5),
        new CosineSchedule(),
        new CosineSchedule(0.1, 3),
        new CosineSchedule(0.1, 20),
        new StepSchedule(),
        new StepSchedule(3, 0.1),
        new ExponentialSchedule(),
        new ExponentialSchedule(1e-3));
  }

  @Test
  void noScheduleIsForgotten() {
    Set<String> tested = new TreeSet<>();
    all().forEach(schedule -> tested.add(schedule.getClass().getName()));
    assertTrue(tested.remove(InverseTimeSchedule.class.getName()), "a user's, not one of ours");
    assertEquals(MainClasses.concrete(LearningRateSchedule.class), tested);
  }

  @ParameterizedTest
  @MethodSource("all")
  void factorsAreInTheUnitInterval(LearningRateSchedule schedule) {
    for (int epochs : new int[] {1, 10, 500}) {
      for (int step = 1; step <= 100 * epochs; step++) {
        double epoch = (step - 0.5) / 100;
        double factor = schedule.factor(epoch, epochs);
        assertTrue(factor > 0 && factor <= 1, schedule.getClass() + " " + epoch + ": " + factor);
      }
    }
  }

  @Test
  void valuesByHand() {
    assertEquals(1, new ConstantSchedule().factor(7.3, 10));
    assertEquals(0.2, new WarmUpSchedule(2.5).factor(0.5, 10), 1e-15);
    assertEquals(1, new WarmUpSchedule(2.5).factor(2.5, 10));
    assertEquals(0.75, new CosineSchedule().factor(10 / 3.0, 10), 1e-15, "cos 60° = 1/2");
    assertEquals(0.55, new CosineSchedule(0.1, 2).factor(6, 10), 1e-15);
    assertEquals(0.25, new CosineSchedule(0.1, 2).factor(0.5, 10), 1e-15);
    assertEquals(0.1, new CosineSchedule(0.1, 2).factor(10, 10), 1e-15);
    assertEquals(1, new StepSchedule(3, 0.1).factor(2.999, 10));
    assertEquals(0.1, new StepSchedule(3, 0.1).factor(3.001, 10));
    assertEquals(0.001, new StepSchedule(3, 0.1).factor(9.5, 10), 1e-15);
    assertEquals(0.2, new ExponentialSchedule(0.04).factor(5, 10), 1e-15);
  }

  /** Four steps an epoch, the last of 4 rows. */
  @Test
  void theLoopAsksInTheMiddleOfEachStep() {
    Training training = new Training();
    TestOptimiser optimiser = new TestOptimiser();
    training.optimiser = optimiser;
    training.epochs = 2;
    training.schedule = new WarmUpSchedule(1.5);
    training.run(TrainingListener.NONE);
    double[] expected = {0.125, 0.375, 0.625, 0.875, 1.125, 1.375, 1.5, 1.5};
    assertEquals(expected.length, optimiser.rateFactors.size());
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step] / 1.5, optimiser.rateFactors.get(step), 1e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesBadFactors(double factor) {
    assertRefused(() -> new CosineSchedule(factor, 0), "last", "in [0, 1]", "found " + factor);
    assertRefused(() -> new StepSchedule(1, factor), "factor", "in (0, 1]", "found " + factor);
    assertRefused(() -> new ExponentialSchedule(factor), "last", "in (0, 1]", "found " + factor);
  }

  @Test
  void refusesBadDurations() {
    assertRefused(() -> new WarmUpSchedule(0), "rise", "above 0", "found 0.0");
    assertRefused(() -> new CosineSchedule(0, -1), "rise", "0 or more", "found -1.0");
    assertRefused(() -> new StepSchedule(0, 0.5), "every", "at least 1", "found 0");
  }

  private static void assertRefused(Executable executable, String... parts) {
    assertSays(assertThrows(PropertyException.class, executable), parts);
  }
}
