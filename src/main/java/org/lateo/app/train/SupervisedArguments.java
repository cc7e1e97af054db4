package org.lateo.app.train;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lateo.VAETrainer;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.bayes.BayesianBuilder;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianClassifierTrainerBuilder;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRegressionTrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.semisupervised.ChosenFeaturesTrainer;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.FewLabelsTrainerBuilder;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of how a response is learned. */
final class SupervisedArguments {
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

  /** Those of classifiers that codes are features of. */
  private static final Set<Method> WITH_CODES = EnumSet.of(Method.AUTO, Method.M1, Method.BOTH);

  /** Those that learn from rows with a response alone. */
  private static final Set<Method> ON_ANSWERED = EnumSet.of(Method.RAW, Method.BAYES);

  /** Those without an autoencoder of the rows. */
  private static final Set<Method> WITHOUT = EnumSet.of(Method.RAW, Method.M2, Method.BAYES);

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

  @Mixin ConformalArguments conformal;

  @Option(
      names = "--weights",
      paramLabel = "HOW",
      description =
          "For bayes. Which weights are distributions, and how these are found: laplace (the last"
              + " layer's, after ordinary training), last_layer (the same, by a bound) or mean_field"
              + " (all weights, by a bound) (default: ${bundle:default.bayes.method}).")
  Optional<BayesianMethod> weights;

  /**
   * Refuses options that do not go together, or with a task.
   *
   * @param configured whether the trainer is one of a configuration
   */
  void require(Task task, boolean configured) {
    if (!task.isSupervised() && method.isPresent()) {
      throw new InputException("--method goes with --task classify or regress");
    }
    if (task != Task.CLASSIFY && labelled.isPresent()) {
      throw new InputException("--labelled goes with --task classify");
    }
    Method chosen = method(task);
    if (task == Task.REGRESS && !OF_NUMBERS.contains(chosen)) {
      throw new InputException(
          "--method: expected bayes, m1, both or auto for --task regress, found "
              + chosen.name().toLowerCase(Locale.ROOT));
    }
    conformal.require(task.isSupervised() && (configured || ON_ANSWERED.contains(chosen)));
    if (!hasNetwork(task) && weights.isPresent()) {
      throw new InputException("--weights goes with --method bayes, or with --task regress");
    }
    boolean free = task == Task.CLASSIFY && !configured;
    if (timeBudget.isPresent() && !(free && chosen == Method.AUTO)) {
      throw new InputException("--time-budget goes with --task classify --method auto");
    }
    if (codes.isPresent() && !(free && WITH_CODES.contains(chosen))) {
      throw new InputException("--codes goes with --task classify --method auto, m1 or both");
    }
  }

  /** Those of these options that are a trainer's settings and are given. */
  List<String> given() {
    return Stream.concat(
            Stream.of(method.map(x -> "--method"), weights.map(x -> "--weights"))
                .flatMap(Optional::stream),
            conformal.given().stream())
        .toList();
  }

  private Method method(Task task) {
    return method.orElse(task == Task.REGRESS ? Method.BAYES : Method.AUTO);
  }

  /** Whether a classifier is trained on the features alone, in one go. */
  boolean isRaw(Task task) {
    return task == Task.CLASSIFY && method(task) == Method.RAW;
  }

  /** Whether a network with Bayesian weights is trained. */
  boolean hasNetwork(Task task) {
    return task == Task.REGRESS || (task == Task.CLASSIFY && method(task) == Method.BAYES);
  }

  /**
   * Whether there is an autoencoder of the rows; if the best method is looked for, the model may
   * turn out to have none.
   */
  boolean hasAutoencoder(Task task) {
    return !WITHOUT.contains(method(task));
  }

  /**
   * A classifier by these options and those of the model of the rows.
   *
   * @param members networks in an ensemble
   */
  ClassifierTask classification(
      AutoencoderArguments vae,
      Optional<Integer> members,
      CommonOptions common,
      Messages messages) {
    Method chosen = method(Task.CLASSIFY);
    if (vae.model.isPlain() && (chosen == Method.M2 || chosen == Method.M1M2)) {
      throw new InputException(
          "--method m2 and m1m2: expected --model vae, whose bound they are made of, found"
              + " autoencoder; on its codes there are m1, both and spread");
    }
    if (chosen == Method.RAW && !vae.given().isEmpty()) {
      messages.warn("--method raw has no autoencoder for " + String.join(", ", vae.given()));
    }
    return switch (chosen) {
      case RAW ->
          onFeatures(KernelLogisticTrainer.builder().seed(common.seedOrDefault()).build(), common);
      case BAYES -> {
        BayesianClassifierTrainerBuilder network = BayesianClassifierTrainer.builder();
        vae.set(network, common);
        yield onFeatures(Refusals.fields(own(network, members)::build), common);
      }
      case M2 ->
          ClassifierTask.byRows(
              (rows, columns) ->
                  Refusals.fields(
                      inside(vae.trainer(CodeDefaults.chooseWithClasses(rows, columns), common))
                          ::build));
      default -> onCodes(chosen, vae, common);
    };
  }

  /**
   * A predictor of numbers. Options of the model of the rows are the network's where there is no
   * other.
   *
   * @param members networks in an ensemble
   */
  TrainingTask regression(
      AutoencoderArguments vae, Optional<Integer> members, CommonOptions common) {
    BayesianRegressionTrainerBuilder network = BayesianRegressionTrainer.builder();
    if (isOnFeatures()) {
      vae.set(network, common);
      return onFeatures(Refusals.fields(own(network, members)::build), common);
    }
    common.seed().ifPresent(network::seed);
    common.threads().ifPresent(network::threads);
    BayesianRegressionTrainer inner = Refusals.fields(own(network, members)::build);
    return RegressionTask.onCodes(
        (rows, columns) ->
            onCodes(inner, vae.trainer(CodeDefaults.choose(rows, columns), common), common));
  }

  /** A classifier on the features of the labelled rows, with sets of classes if asked for. */
  private ClassifierTask onFeatures(Trainer<Label> trainer, CommonOptions common) {
    return ClassifierTask.any(
        conformal.coverage.isEmpty()
            ? trainer
            : conformal.around(
                ConformalClassificationTrainer.builder(), trainer, common.seedOrDefault()));
  }

  /** A network on the features of the answered rows, with intervals if asked for. */
  private TrainingTask onFeatures(BayesianRegressionTrainer network, CommonOptions common) {
    return RegressionTask.any(
        conformal.coverage.isEmpty()
            ? network
            : conformal.around(
                ConformalRegressionTrainer.builder(), network, common.seedOrDefault()));
  }

  /** Whether a predictor of numbers is a network on the features themselves. */
  boolean isOnFeatures() {
    return method(Task.REGRESS) == Method.BAYES;
  }

  /** A builder with the options that are a network's alone. */
  private <B extends BayesianBuilder<?, ?>> B own(B builder, Optional<Integer> members) {
    weights.ifPresent(builder::method);
    members.ifPresent(builder::members);
    return builder;
  }

  private SemiSupervisedTrainer<Regressor> onCodes(
      BayesianRegressionTrainer inner, VAETrainer encoder, CommonOptions common) {
    Method chosen = method(Task.REGRESS);
    if (chosen == Method.AUTO) {
      return ChosenFeaturesTrainer.builder(inner)
          .encoder(encoder)
          .seed(common.seedOrDefault())
          .build();
    }
    return LatentFeatureTrainer.builder(encoder, inner).rawFeatures(chosen == Method.BOTH).build();
  }

  /** A method that has an autoencoder of the rows, or the best of all. */
  private ClassifierTask onCodes(Method chosen, AutoencoderArguments vae, CommonOptions common) {
    return ClassifierTask.byRows(
        (rows, columns) -> {
          VAETrainer encoder = vae.trainer(CodeDefaults.choose(rows, columns), common);
          if (chosen == Method.M1M2) {
            requirePlainObjective(chosen, encoder);
          }
          FewLabelsTrainerBuilder all =
              FewLabelsTrainer.builder(encoder)
                  .seed(common.seedOrDefault())
                  .m2OfCodes(SemiSupervisedVAETrainer.builder(vae.trainerOfCodes(rows, common)));
          timeBudget.ifPresent(all::timeBudgetSeconds);
          codes.ifPresent(all::codes);
          if (encoder.hasPlainObjective()
              && !encoder.hasMissing()
              && !encoder.hasBayesianDecoder()) {
            all.m2(inside(vae.trainer(CodeDefaults.chooseWithClasses(rows, columns), common)));
          }
          if (chosen != Method.AUTO) {
            all.methods(EnumSet.of(FewLabelsMethod.valueOf(chosen.name())));
          }
          return Refusals.fields(all::build);
        });
  }

  private static SemiSupervisedVAETrainerBuilder inside(VAETrainer autoencoder) {
    requirePlainObjective(Method.M2, autoencoder);
    if (autoencoder.hasBayesianDecoder()) {
      throw new InputException(
          "--method m2: expected no --bayesian-decoder, since the model has a bound of its own,"
              + " found it");
    }
    return SemiSupervisedVAETrainer.builder(autoencoder);
  }

  private static void requirePlainObjective(Method method, VAETrainer autoencoder) {
    if (!autoencoder.hasPlainObjective()) {
      throw new InputException(
          "--method "
              + method.name().toLowerCase(Locale.ROOT)
              + ": expected --objective and the options that change it at their defaults,"
              + " since the model has a bound of its own");
    }
  }
}
