package org.lateo.app.train;

import java.util.List;
import java.util.Optional;
import org.lateo.app.model.Capable;
import org.lateo.app.progress.Bound;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Results;
import org.lateo.output.Describes;
import org.lateo.output.Encodes;
import org.lateo.tables.Sheet;
import org.lateo.train.EpochReport;
import org.tribuo.Model;

/**
 * The result of a training.
 *
 * @param model the model
 * @param bound what the history tells
 * @param history a report for each epoch; empty if nothing was trained in epochs
 * @param seconds seconds from the first row to the model
 */
record TrainingResult(Model<?> model, Bound bound, List<EpochReport> history, double seconds) {
  /**
   * What encodes rows: the model itself, if it is an autoencoder or a flow, else the first member
   * of a detector or the autoencoder of a classifier.
   */
  Optional<Capable<Encodes>> encoder() {
    return Capable.of(model, Encodes.class).stream().findFirst();
  }

  private Optional<EpochReport> last() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
  }

  /** The epoch that the parameters are from: the best if there was validation, else the last. */
  Optional<EpochReport> kept() {
    return last()
        .map(last -> Double.isNaN(bound.validation(last)) ? last : report(last.bestEpoch()));
  }

  private EpochReport report(int epoch) {
    return history.stream().filter(r -> r.epoch() == epoch).findFirst().orElseThrow();
  }

  /** The results for programs. */
  Results results() {
    return new Results()
        .with("epochs", last().map(EpochReport::epoch).orElse(null))
        .with("seconds", seconds)
        .with("kept_epoch", kept().map(EpochReport::epoch).orElse(null))
        .with(bound.report(), kept().map(bound::training).orElse(null))
        .with(bound.validationResult(), kept().map(bound::validation).orElse(null));
  }

  /** Writes the result for people. */
  void say(Messages messages, Sheet sheet) {
    messages.say(
        "Trained on %,d rows of %,d features from %s in %.1f s",
        sheet.size(), model.getFeatureIDMap().size(), sheet.source(), seconds);
    kept().ifPresent(report -> say(messages, report));
    if (model instanceof Describes known) {
      known.describe().forEach(line -> messages.say("%s", line.replace("\n", "\\n")));
    }
  }

  private void say(Messages messages, EpochReport report) {
    String name = bound.title();
    if (Double.isNaN(bound.validation(report))) {
      messages.say("%s %.2f nats a row", name, bound.training(report));
    } else {
      messages.say(
          "%s %.2f nats a row, %s%.2f on validation rows, after epoch %d, %s",
          name,
          bound.training(report),
          bound.ofValidation().isEmpty() ? "" : bound.ofValidation() + " ",
          bound.validation(report),
          report.epoch(),
          best(report));
    }
  }

  private static String best(EpochReport report) {
    return report.epoch() < report.epochs()
        ? "the best epoch"
        : "the best and the last: more --epochs may go further";
  }
}
