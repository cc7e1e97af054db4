package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.DenseTable;
import org.lateo.nn.Activation;

/** A run that becomes non-finite says where, and nothing that was good before is lost. */
final class DivergenceTest {
  private static final int STEPS_AN_EPOCH = 4;

  /** Parameters after each epoch. */
  private final List<float[]> snapshots = new ArrayList<>();

  private TrainingDivergedException diverge(Training training) {
    TrainingListener listener = report -> snapshots.add(training.parameters.values().clone());
    return assertThrows(TrainingDivergedException.class, () -> training.run(listener));
  }

  @Test
  void hugeInputsOverflowAtOnce() {
    float[] values = new float[10 * Training.COLUMNS];
    Arrays.fill(values, 1e30f);
    float[] weights = new float[10];
    Arrays.fill(weights, 1f);
    Training training = new Training();
    training.table = new DenseTable(Training.COLUMNS, values, weights);
    float[] first = Training.model(Activation.TANH).layout().initialise(1);
    TrainingDivergedException thrown = diverge(training);
    assertEquals(1, thrown.epoch());
    assertEquals(1, thrown.step());
    assertEquals(0, thrown.bestEpoch());
    assertArrayEquals(first, thrown.bestParameters(), "the first values");
    assertSays(thrown, "epoch 1, step 1", "GaussianLogDensity", "no epoch had ended");
  }

  /** Weights of 9e5 in four layers without a bound: squares of 1e59. */
  @Test
  void aHugeLearningRateDiverges() {
    Training training = new Training();
    training.activation = Activation.IDENTITY;
    training.optimiser = new Adam(9e5);
    TrainingDivergedException thrown = diverge(training);
    assertEquals(1, thrown.epoch());
    assertEquals(2, thrown.step());
    assertEquals(0, thrown.bestEpoch());
    assertAllFinite(thrown.bestParameters());
    assertSays(thrown, "non-finite in epoch 1, step 2", "learning rate is too high");
  }

  /** In the middle of an epoch, the next step finds out. */
  @Test
  void spoiledInTheMiddleOfAnEpoch() {
    Training training = new Training();
    training.optimiser = new TestOptimiser(2 * STEPS_AN_EPOCH + 2, Float.NaN);
    training.epochs = 5;
    TrainingDivergedException thrown = diverge(training);
    assertEquals(3, thrown.epoch());
    assertEquals(3, thrown.step());
    assertEquals(2, snapshots.size());
    assertSays(thrown, "epoch 3, step 3", "parameters of epoch " + thrown.bestEpoch());
    assertArrayEquals(snapshots.get(thrown.bestEpoch() - 1), thrown.bestParameters());
    assertNotSame(thrown.bestParameters(), thrown.bestParameters());
  }

  /** tanh hides infinite weights from every step that follows; the end of the epoch does not. */
  @Test
  void infiniteWeightsOfSaturatedUnits() {
    Training training = new Training();
    training.optimiser = new TestOptimiser(2, Float.POSITIVE_INFINITY);
    TrainingDivergedException thrown = diverge(training);
    assertEquals(1, thrown.epoch());
    assertEquals(0, thrown.bestEpoch());
    assertAllFinite(thrown.bestParameters());
    assertSays(thrown, "encoder.0.weight");
  }

  /** The last step of an epoch spoils parameters that no later step of it computes with. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void spoiledByTheLastStepOfAnEpoch(double share) {
    Training training = new Training();
    training.share = share;
    int steps = share > 0 ? 3 : STEPS_AN_EPOCH;
    training.optimiser = new TestOptimiser(2 * steps, Float.NaN);
    training.epochs = 5;
    TrainingDivergedException thrown = diverge(training);
    assertEquals(2, thrown.epoch());
    assertEquals(steps, thrown.step());
    assertEquals(1, thrown.bestEpoch());
    assertEquals(1, snapshots.size());
    assertArrayEquals(snapshots.get(0), thrown.bestParameters());
    assertSays(thrown, "epoch 2, step " + steps, "encoder.0.weight");
  }

  /** Parameters that are finite, but with which only the validation rows overflow. */
  @Test
  void validationOverflows() {
    Training training = new Training();
    training.share = 0.2;
    training.activation = Activation.IDENTITY;
    training.optimiser = new TestOptimiser(6, 1e38f);
    TrainingDivergedException thrown = diverge(training);
    assertEquals(2, thrown.epoch());
    assertEquals(1, thrown.bestEpoch());
    assertArrayEquals(snapshots.get(0), thrown.bestParameters());
    assertSays(thrown, "epoch 2, step 3", "first in");
  }

  private static void assertAllFinite(float[] values) {
    for (float value : values) {
      assertTrue(Float.isFinite(value));
    }
  }
}
