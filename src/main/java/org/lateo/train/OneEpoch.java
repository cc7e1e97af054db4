package org.lateo.train;

/**
 * Stops a training after its first epoch: of a part that comes after one that was stopped, so that
 * the whole is usable soon.
 */
public final class OneEpoch implements TrainingListener {
  @Override
  public void onEpoch(EpochReport report) {
    if (report.epoch() < report.epochs()) { // Else nothing is left that would answer it.
      Thread.currentThread().interrupt();
    }
  }
}
