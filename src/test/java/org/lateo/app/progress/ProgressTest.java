package org.lateo.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

final class ProgressTest {
  private static final EpochReport FIRST = report(1, Double.NaN);
  private static final EpochReport SECOND = report(2, -99.125);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static EpochReport report(int epoch, double validation) {
    return new EpochReport(
        epoch,
        2,
        Map.of("elbo", -98.5, "reconstruction", -90.0, "kl", 8.5),
        Map.of("elbo", validation),
        validation,
        1.5,
        12345.6,
        epoch);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesSayWhatEpochsBrought() {
    try (Progress lines = new Progress.Lines(out, Bound.ELBO)) {
      lines.onStep(1, 10, 20);
      lines.onEpoch(FIRST);
      lines.onEpoch(SECOND);
    }
    assertEquals(
        List.of(
            "epoch 1/2: ELBO -98.50, 12,346 rows/s",
            "epoch 2/2: ELBO -98.50, validation -99.13, 12,346 rows/s"),
        written().lines().toList());
  }

  @Test
  void linesOfFlowsSayLogDensity() {
    try (Progress lines = new Progress.Lines(out, Bound.LOG_DENSITY)) {
      lines.onEpoch(SECOND);
    }
    assertEquals("epoch 2/2: log-density -98.50, validation -99.13, 12,346 rows/s\n", written());
  }

  /** Validation rows of a network bear no share of its weights' divergence: no bound is theirs. */
  @Test
  void linesOfNetworksSayWhatValidationRowsHave() {
    try (Progress lines = new Progress.Lines(out, Bound.ofNetwork(true))) {
      lines.onEpoch(SECOND);
    }
    assertEquals(
        "epoch 2/2: ELBO -98.50, validation expected log-likelihood -99.13, 12,346 rows/s\n",
        written());
  }

  @Test
  void barShowsTheLastEpoch() {
    try (Progress bar = new Progress.Bar(out, Bound.ELBO)) {
      bar.onStep(1, 20, 20);
      bar.onEpoch(FIRST);
      bar.onStep(2, 20, 20);
      bar.onEpoch(SECOND);
    }
    assertTrue(written().contains("epoch 2/2: ELBO -98.50"), this::written);
    assertTrue(written().contains("100 %, 0:00 left"), this::written);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40, 80, 200})
  void barFitsTheScreen(int width) {
    List<String> lines = new ArrayList<>();
    BarLine bar = new BarLine();
    ProgressBarRenderer kept =
        (state, most) -> {
          lines.add(bar.render(state, width));
          return "";
        };
    try (ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(123_456_789)
            .setConsumer(new ConsoleProgressBarConsumer(out, width))
            .setRenderer(kept)
            .build()) {
      shown.setExtraMessage(" epoch 99/99: ELBO -98.50, validation -99.13");
      shown.stepTo(61_728_394);
      shown.refresh();
    }
    String last = lines.get(lines.size() - 1);
    assertTrue(lines.stream().allMatch(line -> line.length() <= width), lines.toString());
    assertEquals(width >= 40, last.contains(" 50 %, 0:00 left"), last);
    assertEquals(width >= 80, last.contains("epoch 99/99: ELBO -98.50, validation -99.13"), last);
    assertEquals(width >= 200, last.contains("61728394/123456789"), last);
    assertEquals(width >= 40, last.contains("[###"), last);
  }

  @Test
  void barMayEndBeforeItStarts() {
    new Progress.Bar(out, Bound.ELBO).close();
    assertEquals("", written());
  }

  @Test
  void quietShowsNothing() {
    try (Progress progress = Progress.on(out, true, Bound.ELBO)) {
      progress.onEpoch(FIRST);
    }
    assertEquals("", written());
  }

  @Test
  void shortWorkShowsNoLine() {
    try (RowProgress lines = new RowProgress.Lines(out, "scoring", 10)) {
      lines.done(10);
    }
    assertEquals("", written());
  }

  @Test
  void barShowsRowsDone() {
    try (RowProgress bar = new RowProgress.Bar(out, "scoring", 10)) {
      bar.done(10);
    }
    assertTrue(written().contains("10/10"), this::written);
  }

  @Test
  void recorderKeepsAndPassesOn() {
    Recorder inner = new Recorder(TrainingListener.NONE);
    Recorder outer = new Recorder(inner);
    assertTrue(Double.isNaN(inner.secondsToRows()));
    outer.onRows(20, 0.25);
    outer.onStep(1, 10, 20);
    outer.onEpoch(FIRST);
    assertEquals(0.25, outer.secondsToRows());
    assertEquals(0.25, inner.secondsToRows());
    assertEquals(List.of(FIRST), outer.reports());
    assertEquals(List.of(FIRST), inner.reports());
  }
}
