package org.lateo.app.progress;

import java.io.PrintStream;
import org.lateo.train.TrainingListener;

/** Shows how a training goes, until it is closed. */
public interface Progress extends TrainingListener, AutoCloseable {
  /** Ends the bar, if there is one. */
  @Override
  void close();

  /**
   * A bar, or lines where {@code out} is no terminal.
   *
   * @param quiet whether to show nothing
   */
  static Progress on(PrintStream out, boolean quiet) {
    if (quiet) {
      return new EpochLines(null);
    }
    return Screen.isInteractive() ? new EpochBar(out) : new EpochLines(out);
  }
}
