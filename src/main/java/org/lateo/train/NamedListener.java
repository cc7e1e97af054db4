package org.lateo.train;

import java.util.function.Supplier;

/**
 * Passes on to a listener. An exception that the listener throws passes as it is, and a suppressed
 * one says whose it is.
 */
record NamedListener(TrainingListener listener) implements TrainingListener {
  private RuntimeException named(RuntimeException thrown) {
    thrown.addSuppressed(
        new IllegalStateException(
            "Thrown by the training listener " + listener.getClass().getName()));
    return thrown;
  }

  @Override
  public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
    try {
      return listener.onStart(first, training);
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
  public void onEpoch(EpochReport report) {
    try {
      listener.onEpoch(report);
    } catch (RuntimeException e) {
      throw named(e);
    }
  }
}
