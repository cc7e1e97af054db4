package org.lateo.app.train;

import java.util.Optional;
import org.lateo.TrainingBuilder;
import org.lateo.app.verb.CommonOptions;
import picocli.CommandLine.Option;

/** The options of how rows pass through a training. */
final class PassArguments {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the rows (default: ${bundle:default.epochs}).")
  Optional<Integer> epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Rows a step (default: ${bundle:default.batchSize}).")
  Optional<Integer> batch;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of the rows held back for validation (default: ${bundle:default.validation}).")
  Optional<Double> validation;

  /** Sets what is given, with the seed and the threads. */
  void set(TrainingBuilder<?, ?> builder, CommonOptions common) {
    epochs.ifPresent(builder::epochs);
    batch.ifPresent(builder::batchSize);
    validation.ifPresent(builder::validation);
    common.seed().ifPresent(builder::seed);
    common.threads().ifPresent(builder::threads);
  }
}
