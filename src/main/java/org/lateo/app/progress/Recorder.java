package org.lateo.app.progress;

import java.util.ArrayList;
import java.util.List;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/**
 * Keeps the reports of epochs, and passes them on. Of several trainings one after another it keeps
 * the first, which is that of the rows; later trainings are of codes.
 */
public final class Recorder implements TrainingListener {
  private final TrainingListener next;
  private final List<EpochReport> reports = new ArrayList<>();
  private double secondsToRows = Double.NaN;
  private boolean over;

  /** Passes on to {@code next}. */
  public Recorder(TrainingListener next) {
    this.next = next;
  }

  @Override
  public void onRows(int rows, double seconds) {
    secondsToRows = seconds;
    next.onRows(rows, seconds);
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    next.onStep(epoch, rows, total);
  }

  @Override
  public void onStage(String stage) {
    next.onStage(stage);
  }

  @Override
  public void onEpoch(EpochReport report) {
    int kept = reports.size();
    over |= kept > 0 && report.epoch() <= reports.get(kept - 1).epoch();
    if (!over) {
      reports.add(report);
    }
    next.onEpoch(report);
  }

  /** Seconds that it took to turn the data into rows; NaN before that. */
  public double secondsToRows() {
    return secondsToRows;
  }

  /** The reports so far, in the order of epochs. */
  public List<EpochReport> reports() {
    return List.copyOf(reports);
  }
}
