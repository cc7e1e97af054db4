package org.lateo.app;

import java.util.List;
import java.util.Optional;
import org.lateo.anomaly.ThresholdRule;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.app.input.InputException;
import org.lateo.config.PartKind;
import org.lateo.inference.ScoreKind;
import org.lateo.nn.Sizes;
import org.tribuo.Trainer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How unusual rows are told. What is not given stays at the trainer's default. */
final class AnomalyArguments {
  private static final List<String> OPTIONS =
      List.of("--score", "--threshold", "--members", "--trimming", AnomalousArgument.OPTION);

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Mixin AnomalousArgument anomalous;

  @Option(
      names = "--score",
      paramLabel = "KIND",
      description =
          "For anomaly. What tells how usual a row is, one of ${COMPLETION-CANDIDATES} (default:"
              + " ELBO).")
  Optional<ScoreKind> score;

  @Option(
      names = "--threshold",
      paramLabel = "RULE",
      description =
          "For anomaly. false-alarm-rate:rate=0.01, contamination:share=0.1, best-f1 (with labelled"
              + " anomalies) or fixed:value=X (default: false-alarm-rate).")
  Optional<String> threshold;

  @Option(
      names = "--members",
      paramLabel = "N",
      description =
          "For anomaly. Autoencoders whose scores are averaged, at most "
              + Sizes.MEMBERS
              + " (default: 5).")
  Optional<Integer> members;

  @Option(
      names = "--trimming",
      paramLabel = "SHARE",
      description =
          "For anomaly. Share of rows to leave out after a first training, since they fit worst"
              + " (default: 0).")
  Optional<Double> trimming;

  /** The options of these that the user has given. */
  List<String> given() {
    return OPTIONS.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption).toList();
  }

  TrainingWork work(
      Optional<Trainer<?>> configured, TrainerArguments autoencoder, CommonOptions common) {
    return configured
        .map(trainer -> new AnomalyWork(anomalous.value, choice -> detector(trainer)))
        .orElseGet(
            () ->
                new AnomalyWork(
                    anomalous.value,
                    choice -> {
                      VAEAnomalyTrainerBuilder builder = builder(common);
                      if (!autoencoder.given().isEmpty()) {
                        builder.autoencoder(autoencoder.trainer(choice, common));
                      }
                      return Usage.fields(builder::build);
                    }));
  }

  private static VAEAnomalyTrainer detector(Trainer<?> configured) {
    if (configured instanceof VAEAnomalyTrainer own) {
      return own;
    }
    throw new InputException(
        "--trainer: expected a VAEAnomalyTrainer for --task anomaly, found "
            + configured.getClass().getSimpleName());
  }

  private VAEAnomalyTrainerBuilder builder(CommonOptions common) {
    VAEAnomalyTrainerBuilder builder = VAEAnomalyTrainer.builder();
    score.ifPresent(builder::score);
    threshold.ifPresent(
        text ->
            builder.threshold(
                Usage.part("threshold", () -> PartKind.of(ThresholdRule.class).parse(text))));
    members.ifPresent(builder::members);
    trimming.ifPresent(builder::trimming);
    Optional.ofNullable(common.seed).ifPresent(builder::seed);
    Optional.ofNullable(common.threads).ifPresent(builder::threads);
    return builder;
  }
}
