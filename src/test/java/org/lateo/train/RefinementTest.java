package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.IWAE.Gradient;
import org.lateo.objective.WarmUpUnit;

/** The last epochs maximise another bound, from where the first ones got to. */
final class RefinementTest {
  private static final IWAE TIGHT = new IWAE(20, Gradient.DOUBLY_REPARAMETERISED);

  /** Learns slowly, so that the last epoch of the first bound is its best. */
  private static Training training() {
    Training training = new Training();
    training.share = 0.2;
    training.epochs = 4;
    training.optimiser = new Adam(1e-3);
    return training;
  }

  @Test
  void theSameObjectiveRefinesToTheSameBits() {
    Training refined = training();
    refined.refinement = new ELBO();
    refined.refinementEpochs = 2;
    assertArrayEquals(training().run(TrainingListener.NONE), refined.run(TrainingListener.NONE));
  }

  @Test
  void beginsLikeATrainingWithoutIt() {
    List<EpochReport> plain = new ArrayList<>();
    List<EpochReport> reports = new ArrayList<>();
    float[] without = training().run(plain::add);
    Training refined = training();
    refined.refinement = TIGHT;
    refined.refinementEpochs = 1;
    assertFalse(Arrays.equals(without, refined.run(reports::add)));
    assertEquals(List.of(1, 2, 3, 4), reports.stream().map(EpochReport::epoch).toList());
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(plain.get(epoch).elbo(), reports.get(epoch).elbo());
      assertEquals(reports.get(epoch).validationElbo(), reports.get(epoch).watched());
    }
    EpochReport last = reports.get(3);
    assertTrue(last.watched() > last.validationElbo(), "the bound of 20 samples is tighter");
    assertEquals(4, last.bestEpoch());
  }

  /**
   * Nothing improves by so much: two epochs of the first bound, and one after the second's start.
   */
  @Test
  void patienceEndsAStage() {
    Training training = training();
    training.epochs = 20;
    training.stopping = new EarlyStopping(1, 1e9);
    training.refinement = TIGHT;
    training.refinementEpochs = 10;
    List<Integer> epochs = new ArrayList<>();
    training.run(report -> epochs.add(report.epoch()));
    assertEquals(List.of(1, 2, 11), epochs);
    assertEquals(11, training.result.epochs());
  }

  /** The looser bound's values are all below the tighter one's, and yet its epochs are better. */
  @Test
  void aLooserBoundIsNotHeldAgainstATighterOne() {
    Training training = training();
    training.objective = TIGHT;
    training.refinement = new ELBO();
    training.refinementEpochs = 2;
    List<EpochReport> reports = new ArrayList<>();
    training.run(reports::add);
    assertTrue(reports.get(3).watched() < reports.get(1).watched(), "other yardsticks");
    assertTrue(reports.get(3).validationElbo() > reports.get(1).validationElbo() + 0.1);
    assertEquals(new TrainingResult(4, 4), training.result);
  }

  /** The first refined epoch has a higher value for the bound alone, not for its parameters. */
  @Test
  void aRefinementThatOnlyHurtsKeepsItsStart() {
    Training training = training();
    training.optimiser = new LastStep(new Adam(1e-3), 9, 0.1f);
    training.refinement = TIGHT;
    training.refinementEpochs = 1;
    List<EpochReport> reports = new ArrayList<>();
    List<float[]> snapshots = new ArrayList<>();
    training.run(
        report -> {
          reports.add(report);
          snapshots.add(training.parameters.values().clone());
        });
    assertTrue(reports.get(3).watched() > reports.get(2).watched(), "the bound is tighter");
    assertTrue(reports.get(3).validationElbo() < reports.get(2).validationElbo() - 0.01);
    assertEquals(new TrainingResult(4, 3), training.result);
    assertArrayEquals(snapshots.get(2), training.parameters.values());
  }

  /** Of pure noise there is soon nothing more to learn than rows by heart. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void startsFromTheBestEpoch(double averaging) {
    Training training = training();
    training.epochs = 22;
    training.averaging = averaging;
    training.optimiser = new LastStep(new Adam(0.03), 60, 0f);
    training.refinement = TIGHT;
    training.refinementEpochs = 2;
    List<EpochReport> reports = new ArrayList<>();
    List<float[]> snapshots = new ArrayList<>();
    training.run(
        report -> {
          reports.add(report);
          snapshots.add(training.parameters.values().clone());
        });
    int best = reports.get(19).bestEpoch();
    assertTrue(best < 20, "the last epoch of the first bound is not its best");
    assertArrayEquals(training.parameters.values(), snapshots.get(20));
    assertEquals(reports.get(best - 1).validationElbo(), plainElbo(training), 1e-9);
    assertEquals(new TrainingResult(22, best), training.result);
  }

  /** Of parameters as they are, on the validation rows. */
  private static double plainElbo(Training trained) {
    Training still = training();
    still.first = trained.parameters.values().clone();
    still.optimiser = new TestOptimiser();
    still.epochs = 1;
    double[] found = new double[1];
    still.run(report -> found[0] = report.validationElbo());
    return found[0];
  }

  /** A start inside the warm-up of the first bound is none that a refinement has to beat. */
  @Test
  void aStartInsideTheWarmUpDoesNotCount() {
    Training training = training();
    training.objective = new ELBO().withWarmUp(3, WarmUpUnit.EPOCHS);
    training.optimiser = new LastStep(new Adam(1e-3), 9, 0.1f);
    training.refinement = TIGHT;
    training.refinementEpochs = 1;
    training.run(TrainingListener.NONE);
    assertEquals(new TrainingResult(4, 4), training.result);
  }

  /** Another optimiser up to a step, after which nothing moves but for one spoiling. */
  private record LastStep(Optimiser other, int last, float spoil) implements Optimiser {
    @Override
    public Run start(int size) {
      Run run = other.start(size);
      int[] step = new int[1];
      return new Run() {
        @Override
        public void beginStep(double rateFactor) {
          step[0]++;
          run.beginStep(rateFactor);
        }

        @Override
        public void update(float[] parameters, float[] gradient, int from, int to) {
          if (step[0] <= last) {
            run.update(parameters, gradient, from, to);
          } else if (from == 0 && step[0] == last + 1) {
            for (int i = 0; i < Math.min(to, 10); i++) {
              parameters[i] += spoil;
            }
          }
        }
      };
    }
  }
}
