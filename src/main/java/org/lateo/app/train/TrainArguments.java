package org.lateo.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the task, and of a trainer built from options or taken from a configuration. */
final class TrainArguments {
  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "latent: a model for codes and densities. anomaly: a detector of unusual rows."
              + " classify: a classifier for the response. regress: a predictor of the response, a"
              + " number, that says how sure it is (default: latent).")
  Task task = Task.LATENT;

  @Mixin ConfigArguments config;
  @Mixin FromArguments from;
  @Mixin AutoencoderArguments vae;
  @Mixin DetectorArguments anomaly;
  @Mixin SupervisedArguments supervised;

  /** The training that the options ask for; refuses options that do not go together. */
  TrainingTask task(CommonOptions common, Messages messages) {
    supervised.require(task, config.isGiven());
    config.requireBoth();
    if (config.isGiven()) {
      checkConfigured(common, messages);
    }
    vae.model.requireTask(task);
    requireDetector();
    return switch (task) {
      case LATENT ->
          from.model().map(first -> from.task(vae, common, first)).orElseGet(() -> latent(common));
      case ANOMALY -> anomaly.task(config.trainer(VAEAnomalyTrainer.class, task), vae, common);
      case CLASSIFY -> classification(common, messages);
      case REGRESS ->
          config
              .trainer()
              .map(RegressionTask::any)
              .orElseGet(() -> supervised.regression(vae, anomaly.members, common));
    };
  }

  private void requireDetector() {
    List<String> given = new ArrayList<>(anomaly.given());
    if (supervised.hasNetwork(task)) {
      given.remove(DetectorArguments.MEMBERS);
    }
    if (task != Task.ANOMALY && !given.isEmpty()) {
      throw new InputException(String.join(", ", given) + ": goes with --task anomaly");
    }
  }

  private TrainingTask classification(CommonOptions common, Messages messages) {
    return config
        .trainer()
        .map(ClassifierTask::any)
        .orElseGet(() -> supervised.classification(vae, anomaly.members, common, messages))
        .keeping(supervised.labelled, common.seedOrDefault());
  }

  private TrainingTask latent(CommonOptions common) {
    Trainer<?> trainer =
        config
            .trainer()
            .orElseGet(
                () ->
                    isFlow()
                        ? vae.flowTrainer(FlowTrainer.builder(), common)
                        : vae.trainer(common));
    return trainer instanceof FlowTrainer flow
        ? TrainingTask.flow(flow)
        : TrainingTask.latent(ConfigArguments.cast(trainer, VAETrainer.class, task));
  }

  /** Whether a flow is asked for by options. */
  boolean isFlow() {
    return vae.model.isFlow();
  }

  /** Whether the model has an autoencoder to show. */
  boolean hasAutoencoder() {
    return !isFlow() && supervised.hasAutoencoder(task);
  }

  /** Whether there is a report of what is trained. */
  boolean isReported() {
    return task != Task.REGRESS
        || config
            .trainer()
            .map(BayesianRegressionTrainer.class::isInstance)
            .orElseGet(() -> supervised.isOnFeatures() && supervised.conformal.given().isEmpty());
  }

  /** Refuses a trainer that does not say when to write a checkpoint. */
  void requireReported() {
    Optional<String> silent =
        config.isGiven()
            ? config.trainer().filter(this::isSilent).map(Object::toString)
            : Optional.of("--method raw").filter(name -> supervised.isRaw(task));
    silent.ifPresent(
        found -> {
          throw new InputException(
              "--checkpoint and --resume: expected a trainer that reports its training to a"
                  + " listener, found "
                  + found);
        });
  }

  private boolean isSilent(Trainer<?> trainer) {
    return task.isSupervised() && !SupervisedTraining.isReported(trainer);
  }

  /** The rows of a file as the task takes them. */
  Dataset<?> rows(Sheet sheet) {
    return switch (task) {
      case LATENT ->
          sheet.hasResponses()
              ? Datasets.toTrain(sheet, OutputKind.labels()) // Colours of a map.
              : Datasets.toTrain(sheet, OutputKind.none());
      case ANOMALY -> Datasets.toTrain(sheet, OutputKind.events(anomaly.anomalous.response()));
      case CLASSIFY -> Datasets.toTrain(sheet, OutputKind.labels());
      case REGRESS ->
          Datasets.toTrain(sheet, OutputKind.numbers(sheet.responseName(), sheet.cells()));
    };
  }

  /** The rows whose labels were hidden from training, with them; none if all were used. */
  Optional<Dataset<Label>> hiddenLabels(Sheet sheet, CommonOptions common) {
    return supervised.labelled.map(
        count ->
            ClassifierTask.hidden(
                Datasets.toTrain(sheet, OutputKind.labels()), count, common.seedOrDefault()));
  }

  /** Whether gaps that are found in the rows can be taken as missing values. */
  boolean takesGaps() {
    return hasAutoencoder() && !config.isGiven() && from.file.isEmpty();
  }

  /** The training again, with further columns that may be missing. */
  TrainingTask task(List<String> missing, CommonOptions common, Messages messages) {
    vae.addMissing(missing);
    return task(common, messages);
  }

  private void checkConfigured(CommonOptions common, Messages messages) {
    List<String> given = new ArrayList<>(vae.given());
    given.addAll(anomaly.given());
    given.remove(DataArguments.Anomalous.OPTION);
    given.addAll(supervised.given());
    if (!given.isEmpty()) {
      throw new InputException(
          "--config: expected the trainer's settings in the configuration alone, found "
              + String.join(", ", given));
    }
    if (common.seed().isPresent() || common.threads().isPresent()) {
      messages.warn("the trainer of --config keeps its own seed and threads");
    }
  }
}
