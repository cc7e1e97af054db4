package org.lateo.app.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lateo.anomaly.AlarmStatistics;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.app.input.InputException;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ImpossibleRows;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.model.ModelRows;
import org.lateo.app.model.ReportArgument;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.ExactDensity;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.PosteriorCollapse;
import org.lateo.output.Scores;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Names;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.anomaly.evaluation.AnomalyEvaluator;
import org.tribuo.classification.Label;
import org.tribuo.dataset.DatasetView;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code evaluate}: says how good a model is. */
@Command(
    name = "evaluate",
    customSynopsis = "lateo evaluate --model=FILE --data=FILE [OPTIONS]",
    description =
        "Say how good a model is on rows: for an autoencoder or a flow how probable they are under"
            + " it, for a detector how well it finds anomalous rows, for a classifier how often it"
            + " is right and how good its probabilities are, for a predictor of numbers how far off"
            + " it is and how good its intervals are. Without --response: of a detector the alarms,"
            + " p-values and scores, of a classifier how often it predicts each class, and how surely.")
public final class EvaluateCommand extends Verb {
  private static final double[] RATES = {0.01, 0.05};

  private static final String NO_RESPONSES =
      "Without responses (--response, --labels) no more can be told.";

  @Mixin ModelArgument model;
  @Mixin ModelRows rows;
  @Mixin DensityArguments density;
  @Mixin DataArguments.Anomalous anomalous;
  @Mixin ReportArgument report;

  @Override
  protected Results run() {
    density.samples(); // Refused for every model, although classifiers need no samples.
    Model<?> read = model.read();
    report.requireReported(read);
    try (ReportArgument.Target page = report.open(rows.files(model))) {
      if (read.validate(Label.class)) {
        return accuracy(read.castModel(Label.class), page);
      }
      if (read.validate(Regressor.class)) {
        return errors(read.castModel(Regressor.class), page);
      }
      if (read.validate(Event.class)) {
        return alarms(read.castModel(Event.class), page);
      }
      if (read instanceof Scores scores) {
        return density(new Capable<>(read, scores), page);
      }
      throw model.incapable(read, "scores, classifies, detects or predicts numbers");
    }
  }

  private Results errors(Model<Regressor> predictor, ReportArgument.Target page) {
    Sheet sheet = rows.read(predictor, messages);
    if (predictor.getOutputIDInfo().size() != 1) {
      throw model.refusal(
          "a predictor of one number, found one of " + predictor.getOutputIDInfo().size());
    }
    if (!sheet.hasResponses()) {
      throw new InputException(
          sheet.source() + ": expected numbers to compare with (--response COLUMN), found none");
    }
    String name = Regressor.extractNames(predictor.getOutputIDInfo())[0];
    Dataset<Regressor> all =
        ModelRows.dataset(sheet, OutputKind.numbers(name, sheet.cells()), predictor);
    Dataset<Regressor> known = LabelMasking.labelledRows(all);
    JudgedNumbers judged =
        Refusals.data(sheet.source(), sheet.answered(), () -> JudgedNumbers.of(predictor, known));
    messages.say("%s", judged);
    page.write(() -> ReportArgument.of(predictor, known, sheet), messages);
    return judged.results();
  }

  private Results alarms(Model<Event> detector, ReportArgument.Target page) {
    Sheet sheet = rows.read(detector, messages);
    if (!sheet.hasResponses()) {
      Dataset<Event> rows = ModelRows.dataset(sheet, OutputKind.events(""), detector);
      Results found = Refusals.data(sheet.source(), () -> withoutResponses(detector, rows));
      page.write(() -> ReportArgument.of(detector, rows, sheet), messages);
      return found;
    }
    Dataset<Event> events = events(sheet, detector);
    Results results =
        Refusals.data(sheet.source(), sheet.answered(), () -> alarms(detector, events));
    page.write(() -> ReportArgument.of(detector, events, sheet), messages);
    return results;
  }

  private Results alarms(Model<Event> detector, Dataset<Event> events) {
    AnomalyScoreEvaluation scores = new AnomalyScoreEvaluator().evaluate(detector, events);
    AnomalyEvaluation alarms =
        new AnomalyEvaluator().evaluate(detector, scores.getPredictions(), events.getProvenance());
    messages.say("%s", scores);
    messages.say("%s", alarms);
    Results results =
        new Results()
            .with("rows", events.size())
            .with("auroc", scores.getAUROC())
            .with("average_precision", scores.getAveragePrecision());
    for (double rate : RATES) {
      results.with("recall_at_" + rate, scores.getRecall(rate));
      OptionalDouble falseAlarms = scores.getFalseAlarmRate(rate);
      results.with(
          "false_alarms_at_" + rate, falseAlarms.isPresent() ? falseAlarms.getAsDouble() : null);
    }
    return results
        .with("precision", alarms.getPrecision())
        .with("recall", alarms.getRecall())
        .with("f1", alarms.getF1());
  }

  private Results withoutResponses(Model<Event> detector, Dataset<Event> events) {
    AlarmStatistics found = AlarmStatistics.of(detector, events);
    messages.say("%s", found);
    messages.say(NO_RESPONSES);
    Map<String, Double> quantiles = new LinkedHashMap<>();
    found.quantiles().forEach((share, score) -> quantiles.put(share.toString(), finite(score)));
    return new Results()
        .with("rows", found.rows())
        .with("alarms", found.alarms())
        .with("alarm_rate", found.alarmRate())
        .with("p_value_shares", found.pValueShares())
        .with("score_quantiles", quantiles);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private Dataset<Event> events(Sheet sheet, Model<Event> detector) {
    Set<String> responses =
        sheet.rows().stream().flatMap(row -> row.response().stream()).collect(Collectors.toSet());
    if (!responses.contains(anomalous.response()) || responses.size() < 2) {
      throw new InputException(
          String.format(
              "%s: expected rows whose response is %s and others, found %s (--response,"
                  + " --anomalous)",
              sheet.source(), anomalous.response(), Names.list(new TreeSet<>(responses))));
    }
    Dataset<Event> all =
        ModelRows.dataset(sheet, OutputKind.events(anomalous.response()), detector);
    return DatasetView.createView(
        all, row -> row.getOutput().getType() != EventType.UNKNOWN, "rows with a response");
  }

  private Results density(Capable<Scores> found, ReportArgument.Target page) {
    Sheet sheet = rows.read(found.model(), messages);
    density.warnIfExact(found.can(), messages);
    Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), found.model());
    ImpossibleRows.of(found.can()::impossible, dataset.getData(), sheet).refuse();
    LatentCodeEvaluation evaluation =
        Refusals.data(sheet.source(), () -> density.evaluate(found.model(), dataset, messages));
    Optional<ExactResults> exact = exact(found.can(), dataset, evaluation);
    Optional<String> warning =
        evaluation
            .getCollapseWarning()
            .map(text -> text.replace(PosteriorCollapse.REMEDIES, remedies()));
    messages.say(
        "%s",
        exact
            .map(ExactResults::toString)
            .orElseGet(
                () -> evaluation.toString().replace(PosteriorCollapse.REMEDIES, remedies())));
    page.write(() -> ReportArgument.of(found.model(), sheet), messages);
    Optional<LogLikelihood> logLikelihood = evaluation.getLogLikelihood();
    Results results =
        new Results()
            .with("rows", sheet.size())
            .with("elbo", evaluation.getELBO())
            .with("reconstruction", evaluation.getReconstruction())
            .with("kl", evaluation.getKL())
            .with("nll", nats(logLikelihood, l -> -l.mean()))
            .with("nll_standard_error", nats(logLikelihood, LogLikelihood::standardError))
            .with("nll_monte_carlo_error", nats(logLikelihood, LogLikelihood::monteCarloError))
            .with("active_units", evaluation.getActiveUnits())
            .with("latent", evaluation.getDimensions())
            .with("kl_per_latent", evaluation.getKLPerLatent())
            .with("warning", warning.orElse(null));
    return exact.map(of -> of.addTo(results)).orElse(results);
  }

  private static Optional<ExactResults> exact(
      Scores model, Dataset<LatentCode> rows, LatentCodeEvaluation evaluation) {
    return model instanceof ExactDensity exact
        ? evaluation.getLogLikelihood().map(nats -> ExactResults.of(exact, rows.getData(), nats))
        : Optional.empty();
  }

  /** Null of models without a density. */
  private static Double nats(Optional<LogLikelihood> of, ToDoubleFunction<LogLikelihood> part) {
    return of.map(part::applyAsDouble).orElse(null);
  }

  private static void refuseUnknownClasses(
      Dataset<Label> rows, Model<Label> classifier, Sheet sheet) {
    Set<String> known = names(classifier.getOutputIDInfo().getDomain());
    Set<String> found = names(rows.getOutputs());
    if (!known.containsAll(found)) {
      throw new InputException(
          String.format(
              "%s: expected the model's classes %s, found %s",
              sheet.source(), Names.list(known), Names.list(found)));
    }
  }

  /** How often each class is predicted, and with what probability on average. */
  private Results withoutLabels(List<Prediction<Label>> predictions) {
    Map<String, Integer> counts = new TreeMap<>();
    predictions.forEach(p -> counts.merge(p.getOutput().getLabel(), 1, Integer::sum));
    Optional<Double> confidence =
        predictions.get(0).hasProbabilities()
            ? Optional.of(
                predictions.stream()
                    .mapToDouble(p -> p.getOutput().getScore())
                    .average()
                    .orElseThrow())
            : Optional.empty();
    counts.forEach((name, count) -> messages.say("%,d rows %s", count, name));
    confidence.ifPresent(p -> messages.say("Mean probability of the predicted class %.4f", p));
    messages.say(NO_RESPONSES);
    return new Results()
        .with("rows", predictions.size())
        .with("classes", counts)
        .with("mean_confidence", confidence.orElse(null));
  }

  private static Set<String> names(Set<Label> labels) {
    return labels.stream().map(Label::getLabel).collect(Collectors.toCollection(TreeSet::new));
  }

  private Results accuracy(Model<Label> classifier, ReportArgument.Target page) {
    Sheet sheet = rows.read(classifier, messages);
    Dataset<Label> all = ModelRows.dataset(sheet, OutputKind.labels(), classifier);
    Dataset<Label> labelled = LabelMasking.labelledRows(all);
    if (labelled.size() == 0) {
      Results found = Refusals.data(sheet.source(), () -> withoutLabels(classifier.predict(all)));
      page.write(() -> ReportArgument.of(classifier, all, sheet), messages);
      return found;
    }
    refuseUnknownClasses(labelled, classifier, sheet);
    JudgedLabels judged =
        Refusals.data(
            sheet.source(), sheet.answered(), () -> JudgedLabels.of(classifier, labelled));
    messages.say("%s", judged);
    page.write(() -> ReportArgument.of(classifier, labelled, sheet), messages);
    return judged.results();
  }
}
