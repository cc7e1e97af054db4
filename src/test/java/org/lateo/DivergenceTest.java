package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.output.LatentCode;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingDivergedException;
import org.tribuo.MutableDataset;
import org.tribuo.test.Helpers;

/** Training that becomes non-finite says where and why, and keeps the best model before. */
final class DivergenceTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(200);

  private static VAETrainerBuilder exploding() {
    return Tiny.trainer()
        .activation(Activation.RELU)
        .likelihood(new Gaussian(Gaussian.Variance.ROW))
        .optimiser(new Adam(9e5));
  }

  @Test
  void inTheFirstEpochThereIsNoModel() {
    TrainingFailedException failed =
        assertThrows(TrainingFailedException.class, () -> exploding().build().fit(DATASET));
    assertSays(failed, "non-finite in epoch 1, step ", "first in ", "learning rate", "no epoch");
    TrainingDivergedException cause = (TrainingDivergedException) failed.getCause();
    assertEquals(1, cause.epoch());
    assertTrue(cause.step() > 1);
    assertTrue(failed.bestModel().isEmpty());
  }

  private static VAETrainerBuilder explodingAfter(int steps, float large, double validation) {
    return Tiny.trainer()
        .likelihood(new Gaussian())
        .optimiser(new ExplodingOptimiser(steps, large))
        .validation(validation)
        .epochs(3);
  }

  /**
   * Four steps an epoch, three epochs. The step that spoils the parameters, or makes them so large
   * that the bound overflows, may be the last of an epoch or of all.
   */
  @ParameterizedTest
  @CsvSource({
    "5, Infinity, 0, 2, 2",
    "7, Infinity, 0, 2, 4",
    "8, Infinity, 0, 2, 4",
    "12, Infinity, 0, 3, 4",
    "5, Infinity, 0.1, 2, 2",
    "7, Infinity, 0.1, 2, 4",
    "8, Infinity, 0.1, 2, 4",
    "12, Infinity, 0.1, 3, 4",
    "5, 1e38, 0, 2, 2",
    "7, 1e38, 0, 2, 4",
    "8, 1e38, 0, 2, 4",
    "12, 1e38, 0, 3, 4",
    "5, 1e38, 0.1, 2, 2",
    "7, 1e38, 0.1, 2, 4",
    "8, 1e38, 0.1, 2, 4",
    "12, 1e38, 0.1, 3, 4"
  })
  void laterTheBestModelIsKept(int steps, float large, double validation, int epoch, int step) {
    List<EpochReport> reports = new ArrayList<>();
    VAETrainer trainer = explodingAfter(steps, large, validation).build();
    TrainingFailedException failed =
        assertThrows(TrainingFailedException.class, () -> trainer.fit(DATASET, reports::add));
    assertEquals(epoch - 1, reports.size());
    TrainingDivergedException cause = (TrainingDivergedException) failed.getCause();
    assertEquals(epoch - 1, cause.bestEpoch());
    assertSays(
        failed,
        "non-finite in epoch " + epoch + ", step " + step + ": ",
        "Likely the learning rate is too high",
        "parameters of epoch " + (epoch - 1) + ", the best before, are kept");
    VAEModel model = (VAEModel) failed.bestModel().orElseThrow();
    Helpers.testModelProtoSerialization(model, LatentCode.class, DATASET);
    Bits.assertSameModel(
        explodingAfter(100, large, validation).epochs(epoch - 1).build().fit(DATASET),
        model,
        DATASET);
  }

  @Test
  void theListenersOwnExceptionsPass() {
    IllegalStateException stop = new IllegalStateException("enough");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Tiny.trainer()
                    .build()
                    .fit(
                        DATASET,
                        report -> {
                          throw stop;
                        }));
    assertSame(stop, thrown);
    assertSays(thrown.getSuppressed()[0], "Thrown by the training listener org.lateo.Divergence");
  }
}
