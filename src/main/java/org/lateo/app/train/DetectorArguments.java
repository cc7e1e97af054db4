package org.lateo.app.train;

import java.util.List;
import java.util.Optional;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.ThresholdRule;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Refusals;
import org.lateo.inference.ScoreKind;
import org.lateo.nn.Sizes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a detector. Options that are not given leave the trainer's defaults. */
final class DetectorArguments {
  static final String MEMBERS = "--members";

  @Spec CommandSpec own;

  @Spec(Spec.Target.MIXEE)
  CommandSpec verb;

  @Option(
      names = "--score",
      paramLabel = "KIND",
      description =
          "For anomaly. How a row's score is computed, one of ${COMPLETION-CANDIDATES}; of flows elbo,"
              + " which is log p(x) itself (default: ${bundle:default.detector.score}).")
  Optional<ScoreKind> score;

  @Option(
      names = "--threshold",
      paramLabel = "RULE",
      description =
          "For anomaly. How the alarm threshold is chosen: false-alarm-rate:rate=0.01,"
              + " contamination:share=0.1, best-f1 (with labelled anomalies) or fixed:value=X"
              + " (default: ${bundle:default.detector.threshold}:rate=${bundle:default.detector.rate}).")
  Optional<String> threshold;

  @Option(
      names = MEMBERS,
      paramLabel = "N",
      description =
          "For anomaly. Number of models whose scores are averaged, and for bayes whose predictions"
              + " are, at most "
              + Sizes.MEMBERS
              + " (default: ${bundle:default.detector.members}, of bayes ${bundle:default.bayes.members}).")
  Optional<Integer> members;

  @Option(
      names = "--exemplars",
      paramLabel = "SHARE",
      description =
          "For anomaly. How much of an ELBO score is nearness to training rows, of which the model then"
              + " keeps up to 1,000 a member; 0 for that of the models alone, of flows log p(x) (default: ${bundle:default.detector.exemplars}).")
  Optional<Double> exemplars;

  @Option(
      names = "--trimming",
      paramLabel = "SHARE",
      description =
          "For anomaly. Share of rows to leave out of a second training, those that score lowest after"
              + " the first (default: ${bundle:default.detector.trimming}).")
  Optional<Double> trimming;

  @Mixin DataArguments.Anomalous anomalous;

  /** Those of these options that the user has given. */
  List<String> given() {
    return AutoencoderArguments.given(own, verb);
  }

  /**
   * The training of a configured detector or, without one, of a detector by these options, which
   * are tried before any row is read: where training is to end early, for so many rows that some
   * are validation rows by default.
   */
  TrainingTask task(
      Optional<VAEAnomalyTrainer> configured,
      AutoencoderArguments autoencoder,
      CommonOptions common) {
    int rows = autoencoder.endsEarly() ? AnomalyDefaults.FEWEST_VALIDATED : 1;
    VAEAnomalyTrainer tried =
        configured.orElseGet(() -> trainer(rows, List.of(), autoencoder, common));
    return TrainingTask.anomaly(
        anomalous.response(),
        tried,
        (count, names) -> configured.orElseGet(() -> trainer(count, names, autoencoder, common)));
  }

  private VAEAnomalyTrainer trainer(
      int rows, List<String> names, AutoencoderArguments model, CommonOptions common) {
    VAEAnomalyTrainerBuilder builder = builder(common);
    if (model.isFlow()) {
      builder.flow(model.flowTrainer(AnomalyDefaults.flow(rows), common));
    } else if (!model.given().isEmpty()) {
      builder.autoencoder(model.trainer(AnomalyDefaults.choose(rows, names), common));
    }
    return Refusals.fields(builder::build);
  }

  private VAEAnomalyTrainerBuilder builder(CommonOptions common) {
    VAEAnomalyTrainerBuilder builder = VAEAnomalyTrainer.builder();
    score.ifPresent(builder::score);
    threshold.ifPresent(
        text -> builder.threshold(Refusals.part("threshold", ThresholdRule.class, text)));
    members.ifPresent(builder::members);
    exemplars.ifPresent(builder::exemplars);
    trimming.ifPresent(builder::trimming);
    common.seed().ifPresent(builder::seed);
    common.threads().ifPresent(builder::threads);
    return builder;
  }
}
