package org.lateo.spark;

import java.util.function.Supplier;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;

/** Tells a listener of the state after each so many rounds, and at the end. */
final class EveryRounds implements TrainingListener {
  private final TrainingListener next;
  private final int rounds;
  private int done;

  EveryRounds(TrainingListener next, int rounds) {
    this.next = next;
    this.rounds = rounds;
  }

  @Override
  public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
    return next.onStart(first, training);
  }

  @Override
  public void onState(Supplier<TrainingState> state, boolean last) {
    if (last || ++done % rounds == 0) {
      next.onState(state, last);
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    next.onEpoch(report);
  }
}
