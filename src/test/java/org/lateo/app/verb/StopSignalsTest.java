package org.lateo.app.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first signal interrupts, the second one ends the process. */
final class StopSignalsTest {
  private final List<String> happened = new ArrayList<>();

  private StopSignals signals() {
    return StopSignals.unregistered(
        Thread.currentThread(), () -> happened.add("said"), code -> happened.add("exit " + code));
  }

  @Test
  void theFirstInterrupts() {
    try (StopSignals signals = signals()) {
      signals.receive(143);
      assertTrue(Thread.interrupted());
      assertEquals(List.of("said"), happened);
      assertEquals(143, signals.exitCode());
    }
  }

  @Test
  void theSecondEndsTheProcess() {
    try (StopSignals signals = signals()) {
      signals.receive(143);
      assertTrue(Thread.interrupted());
      signals.receive(130);
      assertFalse(Thread.interrupted());
      assertEquals(List.of("said", "exit 130"), happened);
    }
  }

  /** When the result is written, which an interrupt would spoil. */
  @Test
  void afterTheWorkItIsTakenDownAlone() {
    try (StopSignals signals = signals()) {
      signals.endWork();
      assertFalse(signals.isReceived());
      signals.receive(143);
      assertFalse(Thread.interrupted());
      assertTrue(signals.isReceived());
      assertEquals(143, signals.exitCode());
      signals.receive(143);
      assertEquals(List.of("said", "exit 143"), happened);
    }
  }

  @Test
  void withoutASignalTheCodeIsThatOfAnInterrupt() {
    try (StopSignals signals = signals()) {
      assertEquals(130, signals.exitCode());
    }
  }
}
