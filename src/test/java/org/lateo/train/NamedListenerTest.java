package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a listener throws, wherever it throws, says whose it is, once. */
final class NamedListenerTest {
  /** Throws in each of its methods. */
  private static final class Thrower implements TrainingListener {
    private static RuntimeException thrown() {
      return new IllegalStateException("enough");
    }

    @Override
    public void onRows(int rows, double seconds) {
      throw thrown();
    }

    @Override
    public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
      throw thrown();
    }

    @Override
    public void onState(Supplier<TrainingState> state, boolean last) {
      throw thrown();
    }

    @Override
    public void onStep(int epoch, int rows, int total) {
      throw thrown();
    }

    @Override
    public void onStage(String stage) {
      throw thrown();
    }

    @Override
    public void onEpoch(EpochReport report) {
      throw thrown();
    }
  }

  static List<Consumer<TrainingListener>> calls() {
    return List.of(
        of -> of.onRows(1, 1),
        of -> of.onStart(null, null),
        of -> of.onState(null, false),
        of -> of.onStep(1, 1, 1),
        of -> of.onStage("stage"),
        of -> of.onEpoch(null));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyMethodIsNamed(Consumer<TrainingListener> call) {
    TrainingListener named = NamedListener.of(NamedListener.of(new Thrower()));
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> call.accept(named));
    assertTrue(NamedListener.threw(thrown));
    assertEquals(1, thrown.getSuppressed().length);
    String name = "Thrown by the training listener " + Thrower.class.getName();
    assertEquals(name, thrown.getSuppressed()[0].getMessage());
  }

  @Test
  void othersAreNot() {
    assertFalse(NamedListener.threw(new IllegalStateException("enough")));
  }
}
