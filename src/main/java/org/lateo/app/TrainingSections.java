package org.lateo.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lateo.VAEModel;
import org.lateo.app.input.Sheet;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.KeyFigures;
import org.lateo.app.report.KeyFigures.KeyFigure;
import org.lateo.app.report.LineChart;
import org.lateo.app.report.LineChart.Line;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.Section;
import org.lateo.output.LatentCodeInfo;
import org.lateo.storage.LateoVersion;
import org.lateo.train.EpochReport;

/** The parts of a report that tell of the training. */
final class TrainingSections {
  private TrainingSections() {}

  static Section glance(Outcome outcome, VAEModel model, Sheet sheet) {
    EpochReport kept = outcome.kept().orElseThrow();
    return new Section(
        "At a glance",
        "The evidence lower bound (ELBO) is the number that training pushes up: how probable the"
            + " model finds a row, at least, in nats (natural logarithms). One nat more means that"
            + " it finds the row 2.7 times as probable.",
        List.of(
            new KeyFigures(
                List.of(
                    new KeyFigure("ELBO", number(elbo(kept)), "nats a row, " + whose(kept)),
                    new KeyFigure(
                        "Of it for the code",
                        number(kept.kl()),
                        "nats a row that the code tells of it (KL divergence)"),
                    new KeyFigure(
                        "Dimensions in use",
                        active(model) + " of " + model.latent(),
                        "the others carry next to nothing"),
                    new KeyFigure(
                        "Training",
                        String.format(Locale.ROOT, "%.1f s", outcome.seconds()),
                        String.format(
                            Locale.ROOT,
                            "%d epochs over %,d rows",
                            outcome.history().size(),
                            sheet.size()))))));
  }

  private static double elbo(EpochReport kept) {
    return Double.isNaN(kept.validationElbo()) ? kept.elbo() : kept.validationElbo();
  }

  private static String whose(EpochReport kept) {
    return Double.isNaN(kept.validationElbo())
        ? "on the rows it learned from"
        : "on rows held back from training";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static int active(VAEModel model) {
    return ((LatentCodeInfo) model.getOutputIDInfo()).getActiveUnits();
  }

  static Section progress(List<EpochReport> history) {
    List<Point> training = new ArrayList<>();
    List<Point> validation = new ArrayList<>();
    for (EpochReport report : history) {
      training.add(new Point(report.epoch(), report.elbo()));
      validation.add(new Point(report.epoch(), report.validationElbo()));
    }
    boolean watched = !Double.isNaN(history.get(0).validationElbo());
    List<Line> lines = new ArrayList<>(List.of(new Line("rows it learned from", training)));
    if (watched) {
      lines.add(new Line("rows held back", validation));
    }
    return new Section(
        "How training went",
        "In each epoch the model sees every row once and adjusts its weights a little.",
        List.of(new LineChart(progressCaption(watched), "epoch", "ELBO, nats a row", lines)));
  }

  private static String progressCaption(boolean watched) {
    String rising = "Higher is better. A curve that still climbs at its end asks for more epochs.";
    return watched
        ? rising
            + " Where the rows held back fall away from the others, the model begins to learn rows"
            + " by heart."
        : rising;
  }

  static Section settings(Outcome outcome) {
    List<List<String>> rows = new ArrayList<>();
    outcome
        .model()
        .getProvenance()
        .getTrainerProvenance()
        .getConfiguredParameters()
        .forEach((name, value) -> rows.add(List.of(name, Settings.text(value))));
    rows.removeIf(row -> row.get(1).isEmpty());
    rows.sort((a, b) -> a.get(0).compareTo(b.get(0)));
    rows.add(List.of("Lateo", LateoVersion.VERSION));
    return new Section(
        "How to do it again",
        "The model file holds all of this, and where the rows came from.",
        List.of(new DataTable("The trainer's settings.", List.of("setting", "value"), rows)));
  }
}
