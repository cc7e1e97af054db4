package org.lateo.app.progress;

import java.io.PrintStream;
import org.lateo.train.EpochReport;

/** A line for an epoch, and where there are many, for some: a log wants to be read. */
final class EpochLines implements Progress {
  private static final int MOST_LINES = 25;

  private final PrintStream out;

  /**
   * @param out where to write; null for nowhere
   */
  EpochLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onEpoch(EpochReport report) {
    if (out != null && isShown(report.epoch(), report.epochs())) {
      out.println("epoch " + report.epoch() + "/" + report.epochs() + ": " + EpochText.of(report));
    }
  }

  /** The first, the last, and between them every so many. */
  private static boolean isShown(int epoch, int epochs) {
    int step = (epochs + MOST_LINES - 1) / MOST_LINES;
    return epoch == 1 || epoch == epochs || epoch % step == 0;
  }

  @Override
  public void close() {}
}
