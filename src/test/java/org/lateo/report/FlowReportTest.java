package org.lateo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lateo.FlowModel;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.density.FlowKind;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;

/** The numbers of a flow's report are the model's. */
final class FlowReportTest {
  private static final double[][] ROWS = rows(200, 3);

  private static double[][] rows(int count, int columns) {
    double[][] rows = new double[count][columns];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < columns; c++) {
        rows[r][c] = Math.sin(r * (c + 1.3)) + (c == 2 ? 3 * rows[r][0] : 0);
      }
    }
    return rows;
  }

  private static FlowTrainerBuilder trainer(FlowKind kind) {
    return FlowTrainer.builder().kind(kind).layers(2).hidden(8).epochs(3).threads(1);
  }

  private static Dataset<LatentCode> dataset(double[]... rows) {
    return Table.of(rows, column -> false).unlabelled();
  }

  private static void assertHas(String html, String text) {
    assertTrue(html.contains(text), () -> "expected " + text + ", found " + html);
  }

  @Test
  void numbersAreTheModels() {
    List<EpochReport> epochs = new ArrayList<>();
    FlowModel model = trainer(FlowKind.MAF).sameOrder(true).build().fit(dataset(ROWS), epochs::add);
    String html = Report.of(model).rows(dataset(ROWS)).history(epochs).html();
    double[] nats = model.logDensity(ROWS);
    double mean = Arrays.stream(nats).average().orElseThrow();
    assertHas(html, "<dd class=\"value\">" + Facts.number(mean) + "</dd>");
    int lowest = lowestOf(nats);
    double[][] parts = model.featureNats(model.examples(ROWS)).orElseThrow();
    double[] usual = model.usualFeatureNats().orElseThrow();
    int reason = 0;
    for (int c = 1; c < usual.length; c++) {
      double found = parts[lowest][c] - usual[c];
      reason = found < parts[lowest][reason] - usual[reason] ? c : reason;
    }
    double below =
        Arrays.stream(model.logDensity(model.sample(1500, 1)))
                .filter(x -> x <= nats[lowest])
                .count()
            / 1500.0;
    assertHas(
        html,
        String.format(
            Locale.ROOT,
            "<tr><th scope=\"row\" class=\"number\">%d</th><td class=\"number\">%s</td><td"
                + " class=\"number\">%s</td>",
            lowest + 1,
            Facts.number(nats[lowest]),
            Facts.percent(below)));
    assertHas(html, "x" + reason + "\u00a0" + Facts.number(parts[lowest][reason] - usual[reason]));
    assertHas(html, "log-density, nats a row");
    assertHas(html, "FlowTrainer.builder()");
    // x2 follows x0.
    assertHas(html, "points by x0 and x2: rows, drawn.");
  }

  private static int lowestOf(double[] nats) {
    int lowest = 0;
    for (int i = 1; i < nats.length; i++) {
      lowest = nats[i] < nats[lowest] ? i : lowest;
    }
    return lowest;
  }

  @Test
  void aModelAloneIsShownByWhatItDraws() {
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).build().fit(ROWS);
    String html = Report.of(model).html();
    double mean = Arrays.stream(model.logDensity(model.sample(1500, 1))).average().orElseThrow();
    assertHas(html, "<dd class=\"value\">" + Facts.number(mean) + "</dd>");
    assertFalse(html.contains("The most unusual rows"));
    assertFalse(html.contains("NaN"));
  }

  /** Couplings do not split, and say so. */
  @Test
  void reasonsAreLeftOutWhereThereAreNone() {
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).build().fit(ROWS);
    String html = Report.of(model).trainedOn(dataset(ROWS)).html();
    assertHas(html, "does not say which columns speak against a row");
    assertHas(html, "of training rows");
  }

  /** 65 autoregressive columns would take as many passes. */
  @Test
  void aFlowThatDoesNotDrawIsShownByItsRows() {
    double[][] wide = rows(60, 65);
    FlowModel model = trainer(FlowKind.MAF).layers(1).build().fit(wide);
    String html = Report.of(model).rows(dataset(wide)).html();
    assertHas(html, "since drawing would take a pass for each column");
    assertFalse(html.contains("drawn rows below"));
    assertFalse(html.contains("Each dot is a row"));
  }

  @Test
  void aSingleColumnHasNoPair() {
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).build().fit(rows(100, 1));
    String html = Report.of(model).rows(dataset(rows(50, 1))).html();
    assertFalse(html.contains("Each dot is a row"));
    assertEquals(1, model.featureNames().size());
  }

  /** The mean of one row has no standard error. */
  @Test
  void aSingleRowHasNoError() {
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).build().fit(ROWS);
    String html = Report.of(model).rows(dataset(ROWS[0])).html();
    assertFalse(html.contains("NaN") || html.contains("standard error"), html);
    assertHas(html, "nats, of rows it has not learned from");
  }
}
