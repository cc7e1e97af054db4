package org.lateo.app.progress;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.lateo.train.EpochReport;
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
      return new Lines(null);
    }
    return Screen.isInteractive() ? new Bar(out) : new Lines(out);
  }

  /** What an epoch brought, as {@code ELBO -104.32, validation -106.20, 12,345 rows/s}. */
  private static String text(EpochReport report) {
    String validation =
        Double.isNaN(report.validationElbo())
            ? ""
            : String.format(Locale.ROOT, ", validation %.2f", report.validationElbo());
    return String.format(
        Locale.ROOT,
        "ELBO %.2f%s, %,.0f rows/s",
        report.elbo(),
        validation,
        report.rowsPerSecond());
  }

  /**
   * A bar that fills once over all epochs, and what the last epoch brought beside it. How many
   * epochs there are is known after the first, which has the bar to itself.
   */
  final class Bar implements Progress {
    private final PrintStream out;
    private ProgressBar bar;
    private int epochs = 1;

    Bar(PrintStream out) {
      this.out = out;
    }

    @Override
    public void onStep(int epoch, int rows, int total) {
      if (bar == null) {
        bar = Screen.bar(out, "training", total);
      }
      bar.maxHint((long) total * epochs);
      bar.stepTo((long) total * (epoch - 1) + rows);
    }

    @Override
    public void onEpoch(EpochReport report) {
      epochs = report.epochs();
      if (bar != null) {
        bar.setExtraMessage(
            " epoch " + report.epoch() + "/" + report.epochs() + ": " + text(report));
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** A line for an epoch, and where there are many, for some: a log wants to be read. */
  final class Lines implements Progress {
    private static final int MOST_LINES = 25;

    private final PrintStream out;

    /**
     * @param out where to write; null for nowhere
     */
    Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void onEpoch(EpochReport report) {
      if (out != null && isShown(report.epoch(), report.epochs())) {
        out.println("epoch " + report.epoch() + "/" + report.epochs() + ": " + text(report));
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
}
