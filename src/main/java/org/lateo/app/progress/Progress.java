package org.lateo.app.progress;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/** Shows the progress of a training until it is closed. */
public interface Progress extends TrainingListener, AutoCloseable {

  /** Ends the bar, if there is one. */
  @Override
  default void close() {}

  /**
   * A bar on a terminal, else lines.
   *
   * @param quiet whether to show nothing
   * @param bound what an epoch's result is
   */
  static Progress on(PrintStream out, boolean quiet, Bound bound) {
    boolean bar = !quiet && Screen.isInteractive();
    return bar ? new Bar(out, bound) : new Lines(quiet ? null : out, bound);
  }

  /**
   * An epoch's result, as {@code ELBO -104.32, validation -106.20} or {@code ELBO -1.32, validation
   * expected log-likelihood -1.20}.
   */
  private static String result(Bound bound, EpochReport report) {
    String validation =
        Double.isNaN(bound.validation(report))
            ? ""
            : String.format(
                Locale.ROOT,
                ", %s %.2f",
                ("validation " + bound.ofValidation()).strip(),
                bound.validation(report));
    return String.format(Locale.ROOT, "%s %.2f%s", bound, bound.training(report), validation);
  }

  /**
   * A bar that fills once over all epochs, with the last epoch's result beside it. The number of
   * epochs is known after the first epoch, during which the bar shows that epoch alone.
   */
  final class Bar implements Progress {
    private final PrintStream out;
    private final Bound bound;
    private ProgressBar bar;
    private int epochs = 1;

    Bar(PrintStream out, Bound bound) {
      this.out = out;
      this.bound = bound;
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
            " epoch " + report.epoch() + "/" + report.epochs() + ": " + result(bound, report));
      }
    }

    /** A bar of its own for each stage. */
    @Override
    public void onStage(String stage) {
      close();
      bar = null;
      epochs = 1;
      out.println(stage);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** A line for each epoch or, to keep logs short, for some of many epochs. */
  final class Lines implements Progress {
    private static final int MOST_LINES = 25;

    private final PrintStream out;
    private final Bound bound;

    /**
     * @param out where to write; null for nowhere
     */
    Lines(PrintStream out, Bound bound) {
      this.out = out;
      this.bound = bound;
    }

    @Override
    public void onEpoch(EpochReport report) {
      if (out != null && isShown(report.epoch(), report.epochs())) {
        out.println(
            String.format(
                Locale.ROOT,
                "epoch %d/%d: %s, %,.0f rows/s",
                report.epoch(),
                report.epochs(),
                result(bound, report),
                report.rowsPerSecond()));
      }
    }

    @Override
    public void onStage(String stage) {
      if (out != null) {
        out.println(stage);
      }
    }

    /** Whether an epoch is the first, the last, or one of at most 25 at equal distances between. */
    private static boolean isShown(int epoch, int epochs) {
      int step = (epochs + MOST_LINES - 1) / MOST_LINES;
      return epoch == 1 || epoch == epochs || epoch % step == 0;
    }
  }
}
