package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.output.LatentCode;
import org.lateo.train.TrainedModel;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.MutableDataset;
import org.tribuo.test.Helpers;

/** An interrupted training ends after the current step, and its exception holds the best model. */
final class StoppingTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(200);

  private static VAETrainerBuilder trainer(double validation) {
    return Tiny.trainer().likelihood(new Gaussian()).validation(validation);
  }

  private static TrainingStoppedException stop(VAETrainer trainer, TrainingListener listener) {
    TrainingStoppedException stopped =
        assertThrows(TrainingStoppedException.class, () -> trainer.fit(DATASET, listener));
    assertFalse(Thread.currentThread().isInterrupted(), "The interrupt is answered.");
    return stopped;
  }

  /** Four steps an epoch: in the middle of an epoch, and after the last step of one. */
  @ParameterizedTest
  @CsvSource({"6, 0", "8, 0", "11, 0.1", "12, 0.1"})
  void theBestEpochIsKept(int steps, double validation) {
    int done = steps / 4;
    TrainingStoppedException stopped =
        stop(trainer(validation).build(), Interrupt.afterSteps(steps));
    assertSays(stopped, "stopped after epoch " + done, "parameters of epoch " + done);
    assertEquals(done, stopped.epochs());
    assertEquals(Optional.empty(), stopped.part());
    VAEModel model = stopped.bestModel(VAEModel.class).orElseThrow();
    Helpers.testModelProtoSerialization(model, LatentCode.class, DATASET);
    Bits.assertSameModel(trainer(validation).epochs(done).build().fit(DATASET), model, DATASET);
    assertTrue(
        model.getProvenance().toString().contains(VAEOrigin.STOPPED + "=after epoch " + done));
  }

  /** No epoch is the best yet, but what is learned is usable. */
  @ParameterizedTest
  @CsvSource({"0", "0.1"})
  void inTheFirstEpochTheLastStepIsKept(double validation) {
    TrainingStoppedException stopped = stop(trainer(validation).build(), Interrupt.afterSteps(3));
    assertSays(stopped, "in epoch 1", "the last step's parameters");
    VAEModel model = stopped.bestModel(VAEModel.class).orElseThrow();
    Helpers.testModelProtoSerialization(model, LatentCode.class, DATASET);
    TrainingStoppedException before = stop(trainer(validation).build(), Interrupt.afterSteps(2));
    assertFalse(
        Arrays.equals(
            before.bestModel(VAEModel.class).orElseThrow().definition().parameters(),
            model.definition().parameters()));
  }

  /** So that there is always a model. */
  @Test
  void theFirstStepIsDoneInAnyCase() {
    Thread.currentThread().interrupt();
    TrainingStoppedException before = stop(trainer(0).build(), TrainingListener.NONE);
    TrainingStoppedException after = stop(trainer(0).build(), Interrupt.afterSteps(1));
    assertSays(before, "in epoch 1", "the last step's parameters");
    Bits.assertSameModel(
        after.bestModel(VAEModel.class).orElseThrow(),
        before.bestModel(VAEModel.class).orElseThrow(),
        DATASET);
  }

  @Test
  void aModelOfAnotherClassIsNone() {
    TrainingStoppedException stopped = stop(trainer(0).build(), Interrupt.afterSteps(3));
    assertEquals(Optional.empty(), stopped.bestModel(TrainedModel.class));
  }

  @Test
  void partsAreNamedFromTheInsideOut() {
    TrainingStoppedException stopped =
        assertThrows(
            TrainingStoppedException.class,
            () ->
                TrainingStoppedException.inside(
                    "method m1",
                    () ->
                        TrainingStoppedException.inside(
                            "the autoencoder",
                            () -> trainer(0).build().fit(DATASET, Interrupt.afterSteps(5)))));
    assertEquals("the autoencoder, in method m1", stopped.part().orElseThrow());
    assertSays(stopped, "Training of the autoencoder, in method m1 was stopped after epoch 1");
    assertTrue(stopped.bestModel(VAEModel.class).isPresent());
  }

  /** A listener that interrupts the last step is too late. */
  @Test
  void theLastStepEndsTraining() {
    VAEModel whole = trainer(0).epochs(1).build().fit(DATASET);
    VAEModel model = trainer(0).epochs(1).build().fit(DATASET, Interrupt.afterSteps(4));
    assertTrue(Thread.interrupted(), "Nobody has answered the interrupt.");
    Bits.assertSameModel(whole, model, DATASET);
  }
}
