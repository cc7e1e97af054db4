package org.lateo.app.progress;

import java.util.ArrayList;
import java.util.List;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/** Keeps what the epochs brought, and passes it on. */
public final class Recorder implements TrainingListener {
  private final TrainingListener next;
  private final List<EpochReport> reports = new ArrayList<>();

  /** Passes on to {@code next}. */
  public Recorder(TrainingListener next) {
    this.next = next;
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    next.onStep(epoch, rows, total);
  }

  @Override
  public void onEpoch(EpochReport report) {
    reports.add(report);
    next.onEpoch(report);
  }

  /** The reports so far, in the order of epochs. */
  public List<EpochReport> reports() {
    return List.copyOf(reports);
  }
}
