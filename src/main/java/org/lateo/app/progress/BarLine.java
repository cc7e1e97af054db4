package org.lateo.app.progress;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * A line that shows progress and fits the screen: the share done and the time that is left always,
 * then a bar, the last result and the steps done as far as there is room.
 */
final class BarLine implements ProgressBarRenderer {
  private static final int NARROWEST_BAR = 6;
  private static final int WIDEST_BAR = 40;
  private static final int SECONDS = 60;

  @Override
  public String render(ProgressState state, int width) {
    String line = start(state);
    line = withIfFits(line, state.getExtraMessage(), width);
    line = withIfFits(line, " " + state.getCurrent() + "/" + state.getMax(), width);
    int room = Math.min(WIDEST_BAR, width - line.length() - 1);
    String shown =
        room < NARROWEST_BAR
            ? line
            : state.getTaskName()
                + " "
                + bar(state.getNormalizedProgress(), room)
                + line.substring(state.getTaskName().length());
    return shown.substring(0, Math.min(width, shown.length()));
  }

  private static String start(ProgressState state) {
    return String.format(
        Locale.ROOT,
        "%s %3.0f %%, %s left",
        state.getTaskName(),
        100 * Math.min(1, state.getNormalizedProgress()),
        left(state));
  }

  /** The time that the rest takes, if it takes as long for each step as those before did. */
  private static String left(ProgressState state) {
    double done = state.getNormalizedProgress();
    if (!(done > 0)) {
      return "?:??";
    }
    Duration elapsed = state.getElapsedAfterStart();
    long seconds = Math.round(elapsed.toMillis() / 1000.0 * Math.max(0, 1 - done) / done);
    long minutes = seconds / SECONDS;
    return minutes < SECONDS
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % SECONDS)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", minutes / SECONDS, minutes % SECONDS, seconds % SECONDS);
  }

  /** The line with more, unless that leaves no room for a bar. */
  private static String withIfFits(String line, String more, int width) {
    return line.length() + more.length() + NARROWEST_BAR < width ? line + more : line;
  }

  private static String bar(double share, int room) {
    int inside = room - 2;
    int full = (int) Math.round(inside * Math.min(1, share));
    return "[" + "#".repeat(full) + " ".repeat(inside - full) + "]";
  }
}
