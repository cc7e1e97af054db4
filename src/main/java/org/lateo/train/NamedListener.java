package org.lateo.train;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes on to a listener. An exception that the listener throws passes as it is, and a suppressed
 * one says whose it is.
 */
public final class NamedListener implements TrainingListener {
  private final TrainingListener listener;

  /** The suppressed exception. */
  private static final class ThrownBy extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ThrownBy(TrainingListener listener) {
      super("Thrown by the training listener " + listener.getClass().getName());
    }
  }

  private NamedListener(TrainingListener listener) {
    this.listener = listener;
  }

  /** A listener whose exceptions say whose they are; the same if it is one already. */
  public static NamedListener of(TrainingListener listener) {
    return listener instanceof NamedListener named ? named : new NamedListener(listener);
  }

  /** Whether a listener threw the exception, and not the training that it listened to. */
  public static boolean threw(RuntimeException thrown) {
    return Arrays.stream(thrown.getSuppressed()).anyMatch(ThrownBy.class::isInstance);
  }

  private RuntimeException named(RuntimeException thrown) {
    if (!threw(thrown)) { // Else it comes from a listener that this one passes on to.
      thrown.addSuppressed(new ThrownBy(listener));
    }
    return thrown;
  }

  @Override
  public void onRows(int rows, double seconds) {
    try {
      listener.onRows(rows, seconds);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }

  @Override
  public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
    return onStart(first, training, from -> {});
  }

  /** As above; what the listener answers with is checked. */
  TrainingState onStart(
      TrainingState first, Supplier<Fingerprint> training, Consumer<TrainingState> check) {
    try {
      TrainingState from = listener.onStart(first, training);
      check.accept(from);
      return from;
    } catch (RuntimeException e) {
      throw named(e);
    }
  }

  @Override
  public void onState(Supplier<TrainingState> state, boolean last) {
    try {
      listener.onState(state, last);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    try {
      listener.onStep(epoch, rows, total);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }

  @Override
  public void onStage(String stage) {
    try {
      listener.onStage(stage);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    try {
      listener.onEpoch(report);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }
}
