package org.lateo.app.progress;

import java.io.PrintStream;
import org.lateo.train.EpochReport;

/** A line for each epoch. */
final class EpochLines implements Progress {
  private final PrintStream out;

  /**
   * @param out where to write; null for nowhere
   */
  EpochLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onEpoch(EpochReport report) {
    if (out != null) {
      out.println("epoch " + report.epoch() + "/" + report.epochs() + ": " + EpochText.of(report));
    }
  }

  @Override
  public void close() {}
}
