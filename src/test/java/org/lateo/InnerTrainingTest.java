package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.conformal.ConformalClassificationModel;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.train.Adam;
import org.lateo.train.Optimiser;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

/** A training that breaks off inside another one leaves a whole model or none. */
final class InnerTrainingTest {
  private static final Dataset<Label> ROWS = Labels.dataset(120);

  @AfterEach
  void endInterrupts() {
    Thread.interrupted();
  }

  private static BayesianClassifierTrainer network(Optimiser optimiser) {
    return BayesianClassifierTrainer.builder()
        .method(BayesianMethod.LAST_LAYER)
        .hidden(4)
        .epochs(3)
        .optimiser(optimiser)
        .build();
  }

  /** Tribuo's, which knows nothing of our exceptions. */
  private static Trainer<Label> transformed(Trainer<Label> inner) {
    return new TransformTrainer<>(
        inner, new TransformationMap(List.of(new LinearScalingTransformation(0, 1000))));
  }

  private static Trainer<Label> conformal(Trainer<Label> inner) {
    return ConformalClassificationTrainer.builder().innerTrainer(inner).build();
  }

  /** On the codes of an autoencoder that is there already. */
  private static Model<Label> onCodes(Trainer<Label> inner, VAEModel codes) {
    return LatentFeatureTrainer.builder(Tiny.trainer().build(), inner)
        .inactiveBelow(0)
        .build()
        .train(ROWS, codes);
  }

  private static VAEModel codes() {
    return Tiny.trainer().epochs(1).build().fit(ROWS);
  }

  private interface Training {
    void of(Trainer<Label> inner);
  }

  private static TrainingStoppedException stopped(Trainer<Label> inner, Training training) {
    return assertThrows(
        TrainingStoppedException.class,
        () -> {
          Thread.currentThread().interrupt();
          training.of(inner);
        });
  }

  @Test
  void aStoppedPartOfTheModelInsideIsNotCalibrated() {
    Trainer<Label> network = network(new Adam());
    Training training = inner -> conformal(inner).train(ROWS);
    TrainingStoppedException bare = stopped(transformed(network), training);
    assertEquals(Optional.empty(), bare.bestModel(Model.class));
    assertSays(bare, "nothing is kept", "TransformTrainer", "not whole");
    assertEquals(
        BayesianClassifierModel.class,
        stopped(network, training)
            .bestModel(ConformalClassificationModel.class)
            .orElseThrow()
            .model()
            .getClass());
  }

  @Test
  void aStoppedPartOfTheModelOnCodesIsNone() {
    VAEModel codes = codes();
    Trainer<Label> network = network(new Adam());
    Training training = inner -> onCodes(inner, codes);
    TrainingStoppedException bare = stopped(transformed(network), training);
    assertEquals(Optional.empty(), bare.bestModel(Model.class));
    assertTrue(stopped(network, training).bestModel(LatentFeatureModel.class).isPresent());
  }

  /** Five steps an epoch and less; it fails in the second or third. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailedTrainingLeavesAWholeModelOrNone(boolean onCodes) {
    VAEModel codes = codes();
    Training training =
        inner -> {
          if (onCodes) {
            onCodes(inner, codes);
          } else {
            conformal(inner).train(ROWS);
          }
        };
    Trainer<Label> network = network(new ExplodingOptimiser(5, Float.NaN));
    TrainingFailedException bare =
        assertThrows(TrainingFailedException.class, () -> training.of(transformed(network)));
    assertEquals(Optional.empty(), bare.bestModel());
    assertSays(bare, "Training became non-finite", "nothing is kept", "TransformTrainer");
    Model<?> whole =
        assertThrows(TrainingFailedException.class, () -> training.of(network))
            .bestModel()
            .orElseThrow();
    assertEquals(
        onCodes ? LatentFeatureModel.class : ConformalClassificationModel.class, whole.getClass());
    whole.castModel(Label.class).predict(ROWS);
  }
}
