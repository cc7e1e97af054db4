package org.lateo.app;

import java.util.List;
import java.util.Optional;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.Sheet;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.config.PartKind;
import org.lateo.train.EpochReport;
import org.tribuo.Model;

/**
 * What a training brought.
 *
 * @param model the model
 * @param history an entry an epoch; none if there is no autoencoder
 * @param seconds from the first row to the model
 */
record Outcome(Model<?> model, List<EpochReport> history, double seconds) {
  /** The autoencoder, alone, the first of a detector's, or under a classifier. */
  Optional<VAEModel> autoencoder() {
    if (model instanceof VAEModel vae) {
      return Optional.of(vae);
    }
    if (model instanceof VAEAnomalyModel detector) {
      return Optional.of(detector.members().get(0));
    }
    return model instanceof LatentFeatureModel<?> pipeline
        ? Optional.of(pipeline.encoder())
        : Optional.empty();
  }

  private Optional<EpochReport> last() {
    return history.isEmpty() ? Optional.empty() : Optional.of(last(history));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** The epoch that the parameters are from: the best where rows were held back, else the last. */
  Optional<EpochReport> kept() {
    return last()
        .map(last -> Double.isNaN(last.validationElbo()) ? last : report(last.bestEpoch()));
  }

  private EpochReport report(int epoch) {
    return history.stream().filter(r -> r.epoch() == epoch).findFirst().orElseThrow();
  }

  /** For programs. */
  Results results() {
    return new Results()
        .with("epochs", last().map(EpochReport::epoch).orElse(null))
        .with("seconds", seconds)
        .with("kept_epoch", kept().map(EpochReport::epoch).orElse(null))
        .with("elbo", kept().map(EpochReport::elbo).orElse(null))
        .with("validation_elbo", kept().map(EpochReport::validationElbo).orElse(null));
  }

  /** For people. */
  void say(Console console, Sheet sheet) {
    console.say(
        "Trained on %,d rows of %,d features from %s in %.1f s",
        sheet.size(), model.getFeatureIDMap().size(), sheet.source(), seconds);
    kept().ifPresent(report -> say(console, report));
    if (model instanceof VAEAnomalyModel detector) {
      console.say(
          "%d autoencoders; rows are anomalous below %.2f (%s), by %,d calibration rows",
          detector.members().size(),
          detector.threshold(),
          PartKind.format(detector.thresholdRule()),
          detector.calibrationScores().usual().length);
    }
    autoencoder()
        .filter(vae -> vae.likelihoodGroups().size() > 1)
        .ifPresent(vae -> vae.describeLikelihood().forEach(line -> console.say("%s", line)));
  }

  private static void say(Console console, EpochReport report) {
    if (Double.isNaN(report.validationElbo())) {
      console.say("ELBO %.2f nats a row", report.elbo());
    } else {
      console.say(
          "ELBO %.2f nats a row, %.2f on rows held back, after epoch %d, the best of them",
          report.elbo(), report.validationElbo(), report.epoch());
    }
  }
}
