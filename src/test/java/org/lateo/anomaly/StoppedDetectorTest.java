package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.Interrupt;
import org.lateo.VAETrainer;
import org.lateo.density.FlowKind;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.test.Helpers;

/** A detector whose training is stopped has the members that came to their end, and a threshold. */
final class StoppedDetectorTest {
  private static final MutableDataset<Event> ROWS = Pump.usual(120, 1);

  private static VAEAnomalyTrainerBuilder trainer() {
    return Pump.trainer().autoencoder(Pump.linear()).members(3);
  }

  private static TrainingStoppedException stop(
      VAEAnomalyTrainerBuilder trainer, MutableDataset<Event> rows, TrainingListener listener) {
    return assertThrows(
        TrainingStoppedException.class, () -> trainer.build().train(rows, listener));
  }

  /** Stopped in a step of all steps, given in thousandths. */
  private static TrainingStoppedException stop(VAEAnomalyTrainerBuilder trainer, int thousandth) {
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer.build().train(ROWS, never);
    return stop(trainer, ROWS, Interrupt.afterSteps(1 + never.steps() * thousandth / 1000));
  }

  private static VAEAnomalyModel usable(TrainingStoppedException stopped) {
    VAEAnomalyModel model = stopped.bestModel(VAEAnomalyModel.class).orElseThrow();
    Helpers.testModelProtoSerialization(model, Event.class, ROWS);
    assertTrue(ROWS.getData().stream().mapToDouble(model::pValue).allMatch(p -> p > 0 && p <= 1));
    String place = "lateo-stopped=" + stopped.place();
    assertTrue(model.getProvenance().toString().contains(place), place);
    return model;
  }

  /** Rows are dealt into folds if they are few, else they are split. */
  @ParameterizedTest
  @CsvSource({"0, 100000", "0, 0"})
  void inTheFirstMemberThatIsKeptAsItStands(int thousandth, int crossBelow) {
    TrainingStoppedException stopped = stop(trainer().crossBelow(crossBelow), thousandth);
    assertSays(
        stopped, "Training of member 1 of 3 was stopped after epoch 1; the parameters of epoch 1");
    assertEquals(1, usable(stopped).members().size());
  }

  @ParameterizedTest
  @CsvSource({"500, 1, 100000", "500, 1, 0", "900, 2, 100000", "900, 2, 0"})
  void laterTheMembersBeforeAreKept(int thousandth, int kept, int crossBelow) {
    TrainingStoppedException stopped = stop(trainer().crossBelow(crossBelow), thousandth);
    String before =
        kept == 1 ? "; the member before it is kept" : "; the members before it are kept";
    assertSays(stopped, "Training of member " + (kept + 1) + " of 3 was stopped ", before);
    assertEquals("member " + (kept + 1) + " of 3", stopped.part().orElseThrow());
    assertEquals(kept, usable(stopped).members().size());
  }

  @Test
  void ofFlowsTheMemberBeforeIsKept() {
    MutableDataset<Event> rows = Pump.withoutFields(ROWS);
    VAEAnomalyTrainerBuilder trainer =
        VAEAnomalyTrainer.builder().flow(Pump.flow(FlowKind.MAF).epochs(4).build()).members(3);
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer.build().train(rows, never);
    TrainingStoppedException stopped = stop(trainer, rows, Interrupt.afterSteps(never.steps() / 2));
    assertEquals(1, usable(stopped).members().size());
  }

  /** Whether in the training before the rows are trimmed, or in that after it. */
  @ParameterizedTest
  @CsvSource({"100, 1", "400, 2", "600, 1", "950, 2"})
  void trimmingIsStoppedToo(int thousandth, int kept) {
    assertEquals(kept, usable(stop(trainer().trimming(0.1), thousandth)).members().size());
  }

  /** Known anomalies are learned from, and each member leaves some out. */
  @ParameterizedTest
  @CsvSource({"500, 1", "900, 2"})
  void knownAnomaliesAreScoredByMembersThatHaveNotSeenThem(int thousandth, int kept) {
    MutableDataset<Event> rows = Pump.labelled(120, 40, 1);
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer().build().train(rows, never);
    int steps = never.steps() * thousandth / 1000;
    TrainingStoppedException stopped = stop(trainer(), rows, Interrupt.afterSteps(steps));
    assertEquals(kept, usable(stopped).members().size());
  }

  /** From 2,000 scores on a threshold can be set. */
  @Test
  void inCalibrationTheRowsSoFarSuffice() {
    MutableDataset<Event> rows = Pump.usual(16_000, 1);
    VAEAnomalyTrainerBuilder one =
        trainer()
            .autoencoder(VAETrainer.builder().hidden().latent(2).epochs(1).threads(1).build())
            .members(1)
            .exemplars(0);
    TrainingStoppedException stopped = stop(one, rows, new AtTheEnd());
    assertSays(stopped, "Training of the threshold was stopped; it is that of 2,", " rows");
    usable(stopped);
  }

  /** Interrupts when the last step is done. */
  private static final class AtTheEnd implements TrainingListener {
    @Override
    public void onState(Supplier<TrainingState> state, boolean last) {
      if (last) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onEpoch(EpochReport report) {}
  }
}
