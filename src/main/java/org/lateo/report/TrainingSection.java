package org.lateo.report;

import java.util.List;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.output.ExactDensity;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.Section;
import org.lateo.train.EpochReport;

/** The part of a report about the course of a training; nothing where it is not known. */
record TrainingSection(Facts facts) {
  List<Section> sections() {
    List<EpochReport> history = facts.history();
    if (history.size() < 2) {
      return List.of();
    }
    boolean watched = !Double.isNaN(history.get(0).validationElbo());
    Line training = Line.of("training rows", history, EpochReport::epoch, EpochReport::elbo);
    Line validation =
        Line.of("validation rows", history, EpochReport::epoch, EpochReport::validationElbo);
    return List.of(
        new Section(
            "How training went",
            isFlow()
                ? "In each epoch a flow sees every row once and adjusts its weights a little, to raise"
                    + " the log-density of rows. One nat more means that a row is 2.7 times as"
                    + " probable."
                : "In each epoch an autoencoder sees every row once and adjusts its weights a little,"
                    + " to raise the evidence lower bound (ELBO): a lower bound on the log-probability"
                    + " of a row. One nat more means that the row is 2.7 times as probable.",
            new LineChart(
                caption(watched),
                "epoch",
                (isFlow() ? "log-density" : "ELBO") + ", nats a row",
                watched ? List.of(training, validation) : List.of(training))));
  }

  /** Whether it is a flow that was trained, or flows of a detector. */
  private boolean isFlow() {
    return facts.model() instanceof ExactDensity
        || (facts.model() instanceof VAEAnomalyModel detector
            && detector.members().get(0) instanceof ExactDensity);
  }

  private static String caption(boolean watched) {
    String rising = "Higher is better. A curve that still rises at its end asks for more epochs.";
    return watched
        ? rising
            + " Where the curve of the validation rows falls below the other, the model begins to"
            + " memorise rows."
        : rising;
  }
}
