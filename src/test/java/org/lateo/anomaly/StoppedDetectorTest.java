package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import org.junit.jupiter.api.Test;
import org.lateo.Interrupt;
import org.lateo.VAEModel;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;

/** A detector whose training is stopped says in which member; it has no threshold yet. */
final class StoppedDetectorTest {
  @Test
  void theMemberIsNamed() {
    MutableDataset<Event> rows = Pump.usual(120, 1);
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    Pump.trainer().members(2).build().train(rows, never);
    TrainingStoppedException stopped =
        assertThrows(
            TrainingStoppedException.class,
            () ->
                Pump.trainer()
                    .members(2)
                    .build()
                    .train(rows, Interrupt.afterSteps(never.steps() - 1)));
    assertSays(stopped, "Training of member 2 of 2 was stopped after epoch ");
    assertEquals("member 2 of 2", stopped.part().orElseThrow());
    assertTrue(stopped.bestModel(VAEModel.class).isPresent());
  }
}
