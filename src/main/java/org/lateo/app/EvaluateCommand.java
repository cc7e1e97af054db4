package org.lateo.app;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.InputException;
import org.lateo.app.input.Listing;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.semisupervised.LabelMasking;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.dataset.DatasetView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how good a model is. */
@Command(
    name = "evaluate",
    customSynopsis = "lateo evaluate --model=FILE --data=FILE [OPTIONS]",
    description =
        "Say how good a model is on rows: of an autoencoder how probable it finds them, of a"
            + " detector how well it tells anomalous rows, of a classifier how often it is right.")
final class EvaluateCommand extends Verb {
  @Mixin ModelArgument model;
  @Mixin ModelRows rows;
  @Mixin SamplesArgument samples;
  @Mixin AnomalousArgument anomalous;

  EvaluateCommand(Console console) {
    super(console);
  }

  @Override
  Results run() {
    samples.count(); // Refused whatever the model is.
    Model<?> read = model.read();
    if (read instanceof VAEModel vae) {
      return density(vae);
    }
    if (read instanceof VAEAnomalyModel detector) {
      Sheet sheet = rows.read(detector, console);
      AnomalyScores scores = new AnomalyScores(detector, events(sheet, detector));
      return Usage.data(sheet.source(), sheet.answered(), () -> scores.evaluate(console));
    }
    if (read.validate(Label.class)) {
      return accuracy(read.castModel(Label.class));
    }
    throw new InputException(
        model.file
            + ": expected an autoencoder or a classifier, found "
            + read.getClass().getSimpleName());
  }

  private Dataset<Event> events(Sheet sheet, VAEAnomalyModel detector) {
    Set<String> responses =
        sheet.rows().stream().flatMap(row -> row.response().stream()).collect(Collectors.toSet());
    if (!responses.contains(anomalous.value) || responses.size() < 2) {
      throw new InputException(
          sheet.source()
              + ": expected rows whose response is "
              + anomalous.value
              + " and others, found "
              + (responses.isEmpty() ? "no responses" : Listing.of(new TreeSet<>(responses)))
              + " (--response, --anomalous)");
    }
    Dataset<Event> all = ModelRows.dataset(sheet, OutputKind.events(anomalous.value), detector);
    return DatasetView.createView(
        all, row -> row.getOutput().getType() != EventType.UNKNOWN, "rows with a response");
  }

  private Results density(VAEModel vae) {
    Sheet sheet = rows.read(vae, console);
    Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), vae);
    ImpossibleRows.of(vae, dataset.getData(), sheet).refuse();
    LatentCodeEvaluation evaluation =
        Usage.data(sheet.source(), () -> Density.of(vae, dataset, samples.count(), console));
    console.say("%s", evaluation);
    LogLikelihood logLikelihood = evaluation.getLogLikelihood().orElseThrow();
    return new Results()
        .with("rows", sheet.size())
        .with("elbo", evaluation.getELBO())
        .with("reconstruction", evaluation.getReconstruction())
        .with("kl", evaluation.getKL())
        .with("nll", -logLikelihood.mean())
        .with("nll_standard_error", logLikelihood.standardError())
        .with("nll_monte_carlo_error", logLikelihood.monteCarloError())
        .with("active_units", evaluation.getActiveUnits())
        .with("latent", evaluation.getDimensions())
        .with("kl_per_latent", evaluation.getKLPerLatent())
        .with("warning", evaluation.getCollapseWarning().orElse(null));
  }

  private static void refuseUnknownClasses(
      Dataset<Label> rows, Model<Label> classifier, Sheet sheet) {
    Set<String> known = names(classifier.getOutputIDInfo().getDomain());
    Set<String> found = names(rows.getOutputs());
    if (!known.containsAll(found)) {
      throw new InputException(
          sheet.source()
              + ": expected the model's classes "
              + Listing.of(known)
              + ", found "
              + Listing.of(found));
    }
  }

  private static Set<String> names(Set<Label> labels) {
    return labels.stream().map(Label::getLabel).collect(Collectors.toCollection(TreeSet::new));
  }

  private Results accuracy(Model<Label> classifier) {
    Sheet sheet = rows.read(classifier, console);
    Dataset<Label> labelled =
        LabelMasking.labelledRows(ModelRows.dataset(sheet, OutputKind.labels(), classifier));
    if (labelled.size() == 0) {
      throw new InputException(
          sheet.source() + ": expected labels to compare with, found none (--response, --labels)");
    }
    refuseUnknownClasses(labelled, classifier, sheet);
    LabelEvaluation evaluation =
        Usage.data(
            sheet.source(),
            sheet.answered(),
            () -> new LabelEvaluator().evaluate(classifier, labelled));
    console.say("%s", evaluation);
    Results results = new Results();
    results.with("rows", labelled.size());
    results.with("accuracy", evaluation.accuracy());
    results.with("balanced_error_rate", evaluation.balancedErrorRate());
    results.with("macro_f1", evaluation.macroAveragedF1());
    return results;
  }
}
