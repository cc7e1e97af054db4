package org.lateo.app.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.lateo.train.EpochReport;

/**
 * A bar that fills once over all epochs, and what the last epoch brought beside it. How many epochs
 * there are is known after the first, which has the bar to itself.
 */
final class EpochBar implements Progress {
  private static final int UPDATE_MILLISECONDS = 200;

  private final PrintStream out;
  private ProgressBar bar;
  private int epochs = 1;

  EpochBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    if (bar == null) {
      bar = start(total);
    }
    bar.maxHint((long) total * epochs);
    bar.stepTo((long) total * (epoch - 1) + rows);
  }

  private ProgressBar start(int total) {
    return new ProgressBarBuilder()
        .setTaskName("training")
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
        .setConsumer(Screen.bars(out))
        .build();
  }

  @Override
  public void onEpoch(EpochReport report) {
    epochs = report.epochs();
    if (bar != null) {
      bar.setExtraMessage(
          " epoch " + report.epoch() + "/" + report.epochs() + ": " + EpochText.of(report));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
