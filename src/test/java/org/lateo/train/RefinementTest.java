package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.IWAE.Gradient;

/** The last epochs maximise another bound, from where the first ones got to. */
final class RefinementTest {
  private static final IWAE TIGHT = new IWAE(20, Gradient.DOUBLY_REPARAMETERISED);

  private static Training training() {
    Training training = new Training();
    training.share = 0.2;
    training.epochs = 4;
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

  /** Nothing improves by so much: two epochs of the first bound, and two of the second. */
  @Test
  void patienceEndsAStage() {
    Training training = training();
    training.epochs = 20;
    training.stopping = new EarlyStopping(1, 1e9);
    training.refinement = TIGHT;
    training.refinementEpochs = 10;
    List<Integer> epochs = new ArrayList<>();
    training.run(report -> epochs.add(report.epoch()));
    assertEquals(List.of(1, 2, 11, 12), epochs);
    assertEquals(12, training.result.epochs());
  }
}
