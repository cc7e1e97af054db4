package org.lateo.app.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;

/** Shows how many rows are done: a bar on a terminal, else a line now and then. */
public interface RowProgress extends AutoCloseable {
  /** Shows that so many rows are done. */
  void done(int rows);

  /** Ends the bar, if there is one. */
  @Override
  default void close() {}

  /**
   * Shows the progress of some work.
   *
   * @param quiet whether to show nothing
   */
  static RowProgress on(PrintStream out, boolean quiet, String work, int total) {
    boolean bar = !quiet && Screen.isInteractive();
    return bar ? new Bar(out, work, total) : new Lines(quiet ? null : out, work, total);
  }

  /** A bar. */
  final class Bar implements RowProgress {
    private final ProgressBar bar;

    Bar(PrintStream out, String work, int total) {
      bar = Screen.bar(out, work, total);
    }

    @Override
    public void done(int rows) {
      bar.stepTo(rows);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line every ten seconds, so that short work shows no line. */
  final class Lines implements RowProgress {
    private static final long BETWEEN_NANOSECONDS = 10_000_000_000L;

    private final PrintStream out;
    private final String work;
    private final int total;
    private long last = System.nanoTime();

    Lines(PrintStream out, String work, int total) {
      this.out = out;
      this.work = work;
      this.total = total;
    }

    @Override
    public void done(int rows) {
      if (out != null && System.nanoTime() - last > BETWEEN_NANOSECONDS) {
        out.println(work + ": " + rows + " of " + total + " rows");
        last = System.nanoTime();
      }
    }
  }
}
