package org.lateo.app.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.config.ConfiguredTrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.tribuo.Trainer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the task, and of a trainer built from options or taken from a configuration. */
final class TrainArguments {
  /** What the model is for. */
  enum Task {
    LATENT,
    ANOMALY,
    CLASSIFY
  }

  /** How a classifier uses unlabelled rows. */
  enum Method {
    RAW,
    M1,
    M2,
    M1M2
  }

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "latent: an autoencoder for codes and densities. anomaly: a detector of unusual rows."
              + " classify: a classifier for the response (default: latent).")
  Task task = Task.LATENT;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "For classify. m1: an autoencoder of all rows, and a logistic regression on the codes of the"
              + " labelled rows. m2: a classifier inside an autoencoder of rows and classes, on all"
              + " rows. m1m2: m2 on the codes of m1. raw: a logistic regression on the features of"
              + " the labelled rows (default: m1).")
  Optional<Method> method;

  @Option(
      names = "--labelled",
      paramLabel = "N",
      description =
          "For classify. Keep N labels drawn at random, in proportion to the classes, and hide the"
              + " rest.")
  Optional<Integer> labelled;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take the trainer from an OLCUT configuration, XML or JSON.")
  Optional<Path> config;

  @Option(
      names = "--trainer",
      paramLabel = "NAME",
      description = "The trainer's name in that configuration.")
  Optional<String> trainer;

  @Mixin AutoencoderArguments vae;
  @Mixin DetectorArguments anomaly;

  /** The training that the options ask for; refuses options that do not go together. */
  TrainingTask task(CommonOptions common, Messages messages) {
    if (task != Task.CLASSIFY && (method.isPresent() || labelled.isPresent())) {
      throw new InputException("--method and --labelled go with --task classify");
    }
    if (config.isPresent() != trainer.isPresent()) {
      throw new InputException("--config and --trainer go together");
    }
    if (config.isPresent()) {
      checkConfigured(common, messages);
    }
    if (task != Task.ANOMALY && !anomaly.given().isEmpty()) {
      throw new InputException(String.join(", ", anomaly.given()) + ": goes with --task anomaly");
    }
    return switch (task) {
      case LATENT ->
          TrainingTask.latent(configured(VAETrainer.class).orElseGet(() -> vae.trainer(common)));
      case ANOMALY -> anomaly.task(configured(VAEAnomalyTrainer.class), vae, common);
      case CLASSIFY -> classification(common, messages);
    };
  }

  /** Whether the model has an autoencoder to show. */
  boolean hasAutoencoder() {
    return method.isEmpty() || method.get() == Method.M1 || method.get() == Method.M1M2;
  }

  /** Whether gaps that are found in the rows can be taken as missing values. */
  boolean takesGaps() {
    return hasAutoencoder() && config.isEmpty();
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
    if (method.isPresent() || !given.isEmpty()) {
      throw new InputException(
          "--config: expected the trainer's settings in the configuration alone, found "
              + (method.isPresent() ? "--method" : String.join(", ", given)));
    }
    if (common.seed().isPresent() || common.threads().isPresent()) {
      messages.warn("the trainer of --config keeps its own seed and threads");
    }
  }

  private Optional<Trainer<?>> configured() {
    return config.map(file -> ConfiguredTrainer.read(file, trainer.orElseThrow()));
  }

  private <T> Optional<T> configured(Class<T> expected) {
    Optional<Trainer<?>> found = configured();
    if (found.isPresent() && !expected.isInstance(found.get())) {
      throw new InputException(
          String.format(
              "--trainer: expected a %s for --task %s, found %s",
              expected.getSimpleName(),
              task.name().toLowerCase(Locale.ROOT),
              found.get().getClass().getSimpleName()));
    }
    return found.map(expected::cast);
  }

  private TrainingTask classification(CommonOptions common, Messages messages) {
    long seed = common.seedOrDefault();
    if (config.isPresent()) {
      return ClassifierTask.configured(configured().get()).keeping(labelled, seed);
    }
    if (method.isPresent() && method.get() == Method.RAW && !vae.given().isEmpty()) {
      messages.warn("--method raw has no autoencoder for " + String.join(", ", vae.given()));
    }
    ClassifierTask choice =
        switch (method.orElse(Method.M1)) {
          case RAW -> ClassifierTask.onFeatures(seed);
          case M1 -> ClassifierTask.onCodes(vae.trainer(common), seed);
          case M2 -> ClassifierTask.of(Refusals.fields(inside(vae.trainer(common))::build));
          case M1M2 ->
              ClassifierTask.of(
                  Refusals.fields(
                      () ->
                          inside(vae.trainerOfCodes(common))
                              .stackedOn(vae.trainer(common))
                              .build()));
        };
    return choice.keeping(labelled, seed);
  }

  private static SemiSupervisedVAETrainerBuilder inside(VAETrainer autoencoder) {
    if (!autoencoder.hasPlainObjective()) {
      throw new InputException(
          "--method m2: expected --objective and the options that change it at their defaults, since"
              + " the model has a bound of its own");
    }
    return SemiSupervisedVAETrainer.builder(autoencoder);
  }
}
