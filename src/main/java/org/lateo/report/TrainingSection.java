package org.lateo.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.objective.Loss;
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
    boolean watched = history.get(0).validation().containsKey(report());
    Line training = line("training rows", EpochReport::training);
    Line validation = line(ofValidation(), EpochReport::validation);
    return List.of(
        new Section(
            "How training went",
            String.format(
                "In each epoch %s sees every row once and adjusts its weights a little, to raise %s."
                    + " One nat more means that the row is 2.7 times as probable.",
                learner(), raised()),
            new LineChart(
                caption(watched),
                "epoch",
                bound() + ", nats a row",
                watched ? List.of(training, validation) : List.of(training))));
  }

  private Line line(String name, Function<EpochReport, Map<String, Double>> rows) {
    return Line.of(
        name,
        facts.history(),
        EpochReport::epoch,
        epoch -> rows.apply(epoch).getOrDefault(report(), Double.NaN));
  }

  /** The report that is shown. */
  private String report() {
    return facts.history().get(0).training().containsKey(Loss.BOUND)
        ? Loss.BOUND
        : Loss.LOG_LIKELIHOOD;
  }

  private String bound() {
    return isFlow() ? "log-density" : report().equals(Loss.BOUND) ? "ELBO" : "log-likelihood";
  }

  private String learner() {
    return isFlow() ? "a flow" : isNetwork() ? "the network" : "an autoencoder";
  }

  private boolean isNetwork() {
    return facts.model() instanceof BayesianRegressionModel
        || facts.model() instanceof BayesianClassifierModel;
  }

  /** Of a network's weights the divergence is charged to training rows alone. */
  private boolean isWithoutDivergence() {
    return isNetwork() && report().equals(Loss.BOUND);
  }

  private String ofValidation() {
    return isWithoutDivergence() ? "validation rows, expected log-likelihood" : "validation rows";
  }

  private String raised() {
    return switch (bound()) {
      case "log-density" -> "the log-density of rows";
      case "ELBO" ->
          "the evidence lower bound (ELBO): a lower bound on the log-probability of a row";
      default -> "the log-likelihood of what it predicts";
    };
  }

  /** Whether it is a flow that was trained, or flows of a detector. */
  private boolean isFlow() {
    return facts.model() instanceof ExactDensity
        || (facts.model() instanceof VAEAnomalyModel detector
            && detector.members().get(0) instanceof ExactDensity);
  }

  private String caption(boolean watched) {
    String rising = "Higher is better. A curve that still rises at its end asks for more epochs.";
    if (watched && isWithoutDivergence()) {
      return rising
          + " Validation rows bear no share of the divergence of the weights, so that the distance of"
          + " the curves says nothing. Where that of the validation rows falls, the model begins to"
          + " memorise rows.";
    }
    return watched
        ? rising
            + " Where the curve of the validation rows falls below the other, the model begins to"
            + " memorise rows."
        : rising;
  }
}
