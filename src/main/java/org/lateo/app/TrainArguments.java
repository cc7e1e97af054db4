package org.lateo.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lateo.VAETrainer;
import org.lateo.app.input.InputException;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Trainer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained: a task, and a trainer built from options or taken from a configuration. */
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
          "latent: codes and densities. anomaly: scores and alarms for unusual rows. classify: a"
              + " classifier for the response (default: latent).")
  Task task = Task.LATENT;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "For classify. m1: codes from all rows, and a logistic regression on the codes of the"
              + " labelled ones. m2: a classifier inside an autoencoder of rows and classes, from"
              + " all rows. m1m2: the same on codes. raw: a logistic regression on the features of"
              + " the labelled rows (default: m1).")
  Optional<Method> method;

  @Option(
      names = "--labelled",
      paramLabel = "N",
      description =
          "For classify. Keep N labels drawn at random, classes by their share, and hide the rest.")
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

  @Mixin TrainerArguments vae;
  @Mixin AnomalyArguments anomaly;

  /** The work ahead; refuses options that do not go together. */
  TrainingWork work(CommonOptions common, Console console) {
    if (task != Task.CLASSIFY && (method.isPresent() || labelled.isPresent())) {
      throw new InputException("--method and --labelled go with --task classify");
    }
    if (config.isPresent() != trainer.isPresent()) {
      throw new InputException("--config and --trainer go together");
    }
    if (config.isPresent()) {
      checkConfigured(common, console);
    }
    if (task != Task.ANOMALY && !anomaly.given().isEmpty()) {
      throw new InputException(String.join(", ", anomaly.given()) + ": goes with --task anomaly");
    }
    return switch (task) {
      case LATENT ->
          new LatentWork(configured().map(this::autoencoder).orElseGet(() -> vae.trainer(common)));
      case ANOMALY -> anomaly.work(configured(), vae, common);
      case CLASSIFY -> classification(common, console);
    };
  }

  /** Whether the model has an autoencoder to show. */
  boolean hasAutoencoder() {
    return method.isEmpty() || method.get() == Method.M1 || method.get() == Method.M1M2;
  }

  private void checkConfigured(CommonOptions common, Console console) {
    List<String> given = new ArrayList<>(vae.given());
    given.addAll(anomaly.given());
    given.remove(AnomalousArgument.OPTION);
    if (method.isPresent() || !given.isEmpty()) {
      throw new InputException(
          "--config: expected the trainer's settings there alone, found "
              + (method.isPresent() ? "--method" : String.join(", ", given)));
    }
    if (common.seed != null || common.threads != null) {
      console.warn("the trainer of --config keeps its own seed and threads");
    }
  }

  private Optional<Trainer<?>> configured() {
    return config.map(file -> ConfiguredTrainer.read(file, trainer.orElseThrow()));
  }

  private VAETrainer autoencoder(Trainer<?> configured) {
    if (configured instanceof VAETrainer own) {
      return own;
    }
    throw new InputException(
        "--trainer: expected a VAETrainer for --task latent, found "
            + configured.getClass().getSimpleName());
  }

  private TrainingWork classification(CommonOptions common, Console console) {
    long seed = common.seedOrDefault();
    if (config.isPresent()) {
      return new ClassifyWork(labelled, seed, ClassifierChoice.configured(configured().get()));
    }
    if (method.isPresent() && method.get() == Method.RAW && !vae.given().isEmpty()) {
      console.warn("--method raw has no autoencoder for " + String.join(", ", vae.given()));
    }
    ClassifierChoice choice =
        switch (method.orElse(Method.M1)) {
          case RAW -> ClassifierChoice.onFeatures(seed);
          case M1 -> ClassifierChoice.onCodes(vae.trainer(common), seed);
          case M2 -> ClassifierChoice.of(inside(vae.trainer(common)));
          case M1M2 ->
              ClassifierChoice.onCodes(
                  inside(vae.trainerOfCodes(common)).stackedOn(vae.trainer(common)));
        };
    return new ClassifyWork(labelled, seed, choice);
  }

  private static SemiSupervisedVAETrainer inside(VAETrainer autoencoder) {
    if (!autoencoder.hasPlainObjective()) {
      throw new InputException(
          "--method m2: expected --objective and all that changes it at their defaults, for the"
              + " model has a bound of its own");
    }
    return Usage.fields(() -> new SemiSupervisedVAETrainer(autoencoder));
  }
}
