package org.lateo.app.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.bayes.BayesianBuilder;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRegressionTrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.semisupervised.ChosenFeaturesTrainer;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.FewLabelsTrainerBuilder;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the task, and of a trainer built from options or taken from a configuration. */
final class TrainArguments {
  /** How what is predicted is learned, and whether unlabelled rows are used. */
  enum Method {
    AUTO,
    BAYES,
    RAW,
    M1,
    BOTH,
    SPREAD,
    M2,
    M1M2
  }

  private static final Set<Method> OF_NUMBERS =
      EnumSet.of(Method.AUTO, Method.BAYES, Method.M1, Method.BOTH);

  /** Those without an autoencoder of the rows. */
  private static final Set<Method> WITHOUT = EnumSet.of(Method.RAW, Method.M2, Method.BAYES);

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "latent: a model for codes and densities. anomaly: a detector of unusual rows."
              + " classify: a classifier for the response. regress: a predictor of the response, a"
              + " number, that says how sure it is (default: latent).")
  Task task = Task.LATENT;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "For classify. auto: try the others, and keep what does best on labelled rows while their"
              + " labels are hidden, the simplest of those that come close. raw: a classifier on"
              + " the features of the labelled rows: logistic regression, linear or with a Gaussian"
              + " kernel, as held-out rows decide. m1: the same on codes of an autoencoder of all"
              + " rows. both: on features and codes. spread: on the codes of all rows, with the"
              + " labels of the rows around them. m2: a classifier inside an autoencoder of rows"
              + " and classes, on all rows. m1m2: m2 on the codes of m1. bayes: a network on the features"
              + " of the labelled rows, whose weights are distributions (default: auto). For regress."
              + " bayes: the same. m1, both: the"
              + " same on codes, or on features and codes. auto: whichever predicts held-out rows"
              + " best (default: bayes).")
  Optional<Method> method;

  @Option(
      names = "--codes",
      paramLabel = "CODES",
      description =
          "For classify by auto, m1 or both. What of the autoencoder becomes features: mean,"
              + " mean_and_log_variance, samples, or a hidden layer, encoder_layer or decoder_layer"
              + " (default: ${bundle:default.codes}).")
  Optional<CodeFeatures> codes;

  @Option(
      names = "--time-budget",
      paramLabel = "SECONDS",
      description =
          "For classify by auto. Try no further method after this time, nor one that would take longer; the"
              + " autoencoder and the winner are trained in any case (default: no limit).")
  Optional<Double> timeBudget;

  @Option(
      names = "--labelled",
      paramLabel = "N",
      description =
          "For classify. Keep N labels drawn at random, in proportion to the classes, and hide the"
              + " rest.")
  Optional<Integer> labelled;

  @Mixin ConfigArguments config;
  @Mixin FromArguments from;
  @Mixin AutoencoderArguments vae;
  @Mixin DetectorArguments anomaly;
  @Mixin BayesArguments bayes;

  /** The training that the options ask for; refuses options that do not go together. */
  TrainingTask task(CommonOptions common, Messages messages) {
    requireMethod();
    if (timeBudget.isPresent() && (task != Task.CLASSIFY || !isOpen() || config.isGiven())) {
      throw new InputException("--time-budget goes with --task classify --method auto");
    }
    if (codes.isPresent() && (task != Task.CLASSIFY || !hasCodes() || config.isGiven())) {
      throw new InputException("--codes goes with --task classify --method auto, m1 or both");
    }
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
      case REGRESS -> regression(common);
    };
  }

  private void requireMethod() {
    if (!task.isSupervised() && method.isPresent()) {
      throw new InputException("--method goes with --task classify or regress");
    }
    if (task != Task.CLASSIFY && labelled.isPresent()) {
      throw new InputException("--labelled goes with --task classify");
    }
    if (task == Task.REGRESS && !OF_NUMBERS.contains(method())) {
      throw new InputException(
          "--method: expected bayes, m1, both or auto for --task regress, found "
              + method().name().toLowerCase(Locale.ROOT));
    }
    if (!hasNetwork() && bayes.weights.isPresent()) {
      throw new InputException("--weights goes with --method bayes, or with --task regress");
    }
  }

  /** Whether a network with Bayesian weights is trained. */
  private boolean hasNetwork() {
    return task == Task.REGRESS || (task == Task.CLASSIFY && method() == Method.BAYES);
  }

  private void requireDetector() {
    List<String> given = new ArrayList<>(anomaly.given());
    if (hasNetwork()) {
      given.remove(DetectorArguments.MEMBERS);
    }
    if (task != Task.ANOMALY && !given.isEmpty()) {
      throw new InputException(String.join(", ", given) + ": goes with --task anomaly");
    }
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
    return !isFlow() && !WITHOUT.contains(method());
  }

  private boolean hasCodes() {
    return EnumSet.of(Method.AUTO, Method.M1, Method.BOTH).contains(method());
  }

  /** Whether it is a network on codes that predicts numbers. */
  boolean isOnCodes() {
    return task == Task.REGRESS && method() != Method.BAYES;
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
    return labelled.map(
        count ->
            ClassifierTask.hidden(
                Datasets.toTrain(sheet, OutputKind.labels()), count, common.seedOrDefault()));
  }

  /**
   * Whether the best method is looked for, so that the model may turn out to have no autoencoder.
   */
  boolean isOpen() {
    return method() == Method.AUTO;
  }

  private Method method() {
    return method.orElse(task == Task.REGRESS ? Method.BAYES : Method.AUTO);
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
    bayes.weights.ifPresent(how -> given.add("--weights"));
    if (method.isPresent() || !given.isEmpty()) {
      throw new InputException(
          "--config: expected the trainer's settings in the configuration alone, found "
              + (method.isPresent() ? "--method" : String.join(", ", given)));
    }
    if (common.seed().isPresent() || common.threads().isPresent()) {
      messages.warn("the trainer of --config keeps its own seed and threads");
    }
  }

  private TrainingTask classification(CommonOptions common, Messages messages) {
    long seed = common.seedOrDefault();
    if (config.isGiven()) {
      return ClassifierTask.configured(config.trainer().orElseThrow()).keeping(labelled, seed);
    }
    if (vae.model.isPlain() && (method() == Method.M2 || method() == Method.M1M2)) {
      throw new InputException(
          "--method m2 and m1m2: expected --model vae, whose bound they are made of, found"
              + " autoencoder; on its codes there are m1, both and spread");
    }
    if (method.isPresent() && method.get() == Method.RAW && !vae.given().isEmpty()) {
      messages.warn("--method raw has no autoencoder for " + String.join(", ", vae.given()));
    }
    ClassifierTask choice =
        switch (method()) {
          case RAW -> ClassifierTask.onFeatures(seed);
          case BAYES ->
              ClassifierTask.of(
                  Refusals.fields(network(BayesianClassifierTrainer.builder(), common)::build));
          case M2 -> {
            VAETrainer inside = vae.trainer(common);
            yield ClassifierTask.byRows(
                (rows, perRow) -> Refusals.fields(inside(inside, perRow)::build));
          }
          default -> onCodes(common);
        };
    return choice.keeping(labelled, seed);
  }

  /** Options of the model of the rows are the network's where there is nothing else. */
  private TrainingTask regression(CommonOptions common) {
    if (config.isGiven()) {
      return RegressionTask.configured(config.trainer().orElseThrow());
    }
    if (method() == Method.BAYES) {
      return RegressionTask.onFeatures(
          Refusals.fields(network(BayesianRegressionTrainer.builder(), common)::build));
    }
    BayesianRegressionTrainerBuilder network = BayesianRegressionTrainer.builder();
    common.seed().ifPresent(network::seed);
    common.threads().ifPresent(network::threads);
    BayesianRegressionTrainer inner = Refusals.fields(own(network)::build);
    return RegressionTask.onCodes(rows -> onCodes(inner, rows, common));
  }

  /** A builder with all options that a network has. */
  private <B extends BayesianBuilder<?, ?>> B network(B builder, CommonOptions common) {
    vae.set(builder, common);
    return own(builder);
  }

  /** A builder with the options that are a network's alone. */
  private <B extends BayesianBuilder<?, ?>> B own(B builder) {
    bayes.set(builder);
    anomaly.members.ifPresent(builder::members);
    return builder;
  }

  private SemiSupervisedTrainer<Regressor> onCodes(
      BayesianRegressionTrainer inner, int rows, CommonOptions common) {
    VAETrainer encoder = vae.trainer(CodeDefaults.choose(rows), common);
    if (method() == Method.AUTO) {
      return ChosenFeaturesTrainer.builder(inner)
          .encoder(encoder)
          .seed(common.seedOrDefault())
          .build();
    }
    return LatentFeatureTrainer.builder(encoder, inner)
        .rawFeatures(method() == Method.BOTH)
        .build();
  }

  /** A method that has an autoencoder of the rows, or the best of all. */
  private ClassifierTask onCodes(CommonOptions common) {
    VAETrainer ofCodes = vae.trainerOfCodes(common);
    return ClassifierTask.byRows(
        (rows, perRow) -> {
          VAETrainer encoder = vae.trainer(CodeDefaults.choose(rows), common);
          if (method() == Method.M1M2) {
            requirePlainObjective(encoder);
          }
          FewLabelsTrainerBuilder all =
              FewLabelsTrainer.builder(encoder)
                  .seed(common.seedOrDefault())
                  .m2OfCodes(SemiSupervisedVAETrainer.builder(ofCodes).classesPerRow(perRow));
          timeBudget.ifPresent(all::timeBudgetSeconds);
          codes.ifPresent(all::codes);
          if (encoder.hasPlainObjective() && !encoder.hasMissing()) {
            all.m2(inside(vae.trainer(CodeDefaults.chooseWithClasses(rows), common), perRow));
          }
          if (method() != Method.AUTO) {
            all.methods(EnumSet.of(FewLabelsMethod.valueOf(method().name())));
          }
          return Refusals.fields(all::build);
        });
  }

  private static SemiSupervisedVAETrainerBuilder inside(VAETrainer autoencoder, int classesPerRow) {
    requirePlainObjective(autoencoder);
    return SemiSupervisedVAETrainer.builder(autoencoder).classesPerRow(classesPerRow);
  }

  private static void requirePlainObjective(VAETrainer autoencoder) {
    if (!autoencoder.hasPlainObjective()) {
      throw new InputException(
          "--method m2: expected --objective and the options that change it at their defaults,"
              + " since the model has a bound of its own");
    }
  }
}
