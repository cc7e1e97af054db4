package org.lateo.app.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.CommonOptions;
import org.lateo.app.verb.Refusals;
import org.lateo.bayes.BayesianBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.objective.ELBO;
import org.lateo.objective.Objective;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the model of the rows. Options that are not given leave its defaults. */
final class AutoencoderArguments {
  private static final String MISSING = "--missing";

  /** What says how q(z|x) and p(z) are and how their divergence counts. */
  private static final Set<String> VARIATIONAL =
      Set.of(
          "--posterior",
          "--prior",
          "--objective",
          "--refine",
          "--refine-share",
          "--beta",
          "--free-bits",
          "--warm-up",
          "--bayesian-decoder");

  /** What says how codes and rows are made of each other, which a flow settles by itself. */
  private static final Set<String> CODES =
      Set.of("--latent", "--gated", "--likelihood", "--column-likelihood", MISSING);

  @Spec CommandSpec own;

  @Spec(Spec.Target.MIXEE)
  CommandSpec verb;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description =
          "Sizes of the encoder's hidden layers, as in 500 or 500,250, each at most "
              + Sizes.UNITS
              + "; the decoder has the same in reverse. Of a flow, those of each layer's network,"
              + " with bayes those of the network"
              + " (default: ${bundle:default.hidden}).")
  int[] hidden;

  @Option(
      names = "--latent",
      paramLabel = "N",
      description =
          "Dimensions of the code, at most "
              + Sizes.LATENT
              + " (default: ${bundle:default.latent}).")
  Optional<Integer> latent;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${bundle:default.activation}).")
  Optional<Activation> activation;

  @Option(
      names = "--gated",
      description = "Multiply each hidden layer by a gate, a second layer with sigmoid activation.")
  boolean gated;

  @Option(
      names = "--bayesian-decoder",
      description =
          "Learn a distribution of the decoder's weights, with the objective elbo, whose bound then"
              + " counts them. The model has the distribution's means.")
  boolean bayesianDecoder;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      description =
          "Distribution of the features: bernoulli, categorical, discretised-logistic (grey"
              + " levels), gaussian, log-normal, mixed (one for each group of columns), multinomial"
              + " (counts with a total for each row), negative-binomial or poisson (counts),"
              + " student-t; with settings as in gaussian:variance=ROW (default:"
              + " ${bundle:default.likelihood}).")
  Optional<String> likelihood;

  @Option(
      names = "--column-likelihood",
      paramLabel = "REGEX=NAME",
      description =
          "With mixed: the likelihood of the columns whose names match, as in"
              + " 'price.*=log-normal'. May be repeated; the first match decides.")
  String[] columnLikelihoods = {};

  @Option(
      names = MISSING,
      paramLabel = "REGEX",
      description =
          "The columns, or fields of columns field@value, that may be missing, as those with gaps"
              + " in a table are anyhow: absent values are missing there, not zero. As in"
              + " 'price.*'; '.*' for all. May be repeated.")
  String[] missing = {};

  @Option(
      names = "--posterior",
      paramLabel = "PART",
      description =
          "Family of q(z|x): diagonal-gaussian, cholesky-gaussian, planar-flow,"
              + " autoregressive-flow or spline-flow, with settings as in planar-flow:steps=8, at most "
              + Sizes.FLOWS
              + " steps (default: ${bundle:default.posterior}).")
  Optional<String> posterior;

  @Option(
      names = "--prior",
      paramLabel = "PART",
      description =
          "Family of p(z): standard-normal, mixture, vamp or flow, with settings as in"
              + " flow:layers=8 or vamp:pseudoInputs=500, at most "
              + Sizes.COMPONENTS
              + " components (default: ${bundle:default.prior}).")
  Optional<String> prior;

  @Option(
      names = "--objective",
      paramLabel = "PART",
      description =
          "The objective to maximise: elbo or iwae, as in iwae:samples=10,gradient=plain; at most "
              + Sizes.SAMPLES
              + " samples (default: ${bundle:default.objective}).")
  Optional<String> objective;

  @Option(
      names = "--refine",
      paramLabel = "PART",
      description =
          "The objective of the last epochs, as in iwae:samples=10 (default: that of all epochs).")
  Optional<String> refinement;

  @Option(
      names = "--refine-share",
      paramLabel = "SHARE",
      description =
          "Share of the epochs for which --refine holds (default:"
              + " ${bundle:default.refinementShare}).")
  Optional<Double> refinementShare;

  @Mixin PassArguments passes;
  @Mixin ModelArguments model;
  @Mixin OptimisationArguments optimisation;
  @Mixin DivergenceArguments divergence;

  /** Whether a flow is asked for. */
  boolean isFlow() {
    return model.isFlow();
  }

  /** Whether training is asked to end early, for which it needs validation rows. */
  boolean endsEarly() {
    return optimisation.patience.filter(epochs -> epochs > 0).isPresent();
  }

  /** Those of these options that are given. */
  List<String> given() {
    List<String> given = new ArrayList<>(given(own, verb));
    if (missing.length > 0 && !given.contains(MISSING)) {
      given.add(MISSING);
    }
    return given;
  }

  /** Takes further columns, or fields, as such that may be missing. */
  void addMissing(List<String> columns) {
    missing =
        Stream.concat(Arrays.stream(missing), columns.stream().map(AutoencoderArguments::regex))
            .toArray(String[]::new);
  }

  private static String regex(String name) {
    return name.matches("[\\w -]+") ? name : Pattern.quote(name);
  }

  /** Those of a mixin's options that the user has given. */
  static List<String> given(CommandSpec mixin, CommandSpec verb) {
    return mixin.options().stream()
        .map(OptionSpec::longestName)
        .filter(verb.commandLine().getParseResult()::hasMatchedOption)
        .toList();
  }

  VAETrainer trainer(CommonOptions common) {
    return trainer(VAETrainer.builder(), common);
  }

  /** The trainer that goes on from a model. */
  VAETrainer trainerFrom(VAEModel first, CommonOptions common) {
    VAETrainerBuilder builder = VAETrainer.builderLike(first);
    boolean plain = !first.hasPrior();
    model.setObjective(builder, plain, variational());
    if (!plain) {
      architecture(builder);
    }
    training(builder);
    return sized(builder, common);
  }

  /** The trainer of a builder, changed by the options that are given. */
  VAETrainer trainer(VAETrainerBuilder builder, CommonOptions common) {
    architecture(builder);
    training(builder);
    return sized(builder, common);
  }

  /**
   * The second autoencoder of M1+M2, of the codes of the first. Sizes, minibatches and epochs that
   * are given are those of both.
   */
  VAETrainer trainerOfCodes(int rows, CommonOptions common) {
    return sized(CodeDefaults.chooseOfCodes(rows), common);
  }

  /** The trainer of a flow, of a builder that is changed by the options that are given. */
  FlowTrainer flowTrainer(FlowTrainerBuilder builder, CommonOptions common) {
    model.set(builder, variational(), given().stream().filter(CODES::contains).toList());
    if (hidden != null) {
      builder.hidden(hidden);
    }
    activation.ifPresent(builder::activation);
    optimisation.set(builder);
    passes.set(builder, common);
    return Refusals.fields(builder::build);
  }

  /** Gives the builder of a network that predicts the options that such a network has. */
  void set(BayesianBuilder<?, ?> builder, CommonOptions common) {
    List<String> others = new ArrayList<>(model.given());
    given().stream()
        .filter(name -> VARIATIONAL.contains(name) || CODES.contains(name))
        .forEach(others::add);
    if (!others.isEmpty()) {
      throw new InputException(
          String.join(", ", others)
              + ": expected options of a network (--hidden, --activation, of the optimiser and of passes)"
              + " with --method bayes, which has no model of the rows");
    }
    if (hidden != null) {
      builder.hidden(hidden);
    }
    activation.ifPresent(builder::activation);
    optimisation.set(builder);
    passes.set(builder, common);
  }

  private VAETrainer sized(VAETrainerBuilder builder, CommonOptions common) {
    if (hidden != null) {
      builder.hidden(hidden);
    }
    latent.ifPresent(builder::latent);
    passes.set(builder, common);
    return Refusals.fields(builder::build);
  }

  private void architecture(VAETrainerBuilder builder) {
    model.set(builder, variational());
    activation.ifPresent(builder::activation);
    if (gated) {
      builder.gated(true);
    }
    if (bayesianDecoder) {
      builder.bayesianDecoder(true);
    }
    likelihood().ifPresent(builder::likelihood);
    builder.missing(missing);
    posterior.ifPresent(
        text -> builder.posterior(Refusals.part("posterior", Posterior.class, text)));
    prior.ifPresent(text -> builder.prior(Refusals.part("prior", Prior.class, text)));
    if (objective.isPresent() || divergence.isGiven()) {
      Objective chosen =
          objective
              .map(text -> Refusals.part("objective", Objective.class, text))
              .orElseGet(ELBO::new);
      builder.objective(divergence.applyTo(chosen));
    }
  }

  /** Those of the given options that only a variational autoencoder has a use for. */
  private List<String> variational() {
    return given().stream().filter(VARIATIONAL::contains).toList();
  }

  private Optional<Likelihood> likelihood() {
    Optional<Likelihood> named =
        likelihood.map(text -> Refusals.part("likelihood", Likelihood.class, text));
    if (columnLikelihoods.length == 0) {
      return named;
    }
    if (named.isPresent() && !(named.get() instanceof MixedLikelihood)) {
      throw new InputException(
          "--column-likelihood goes with --likelihood mixed, found " + likelihood.orElseThrow());
    }
    return Optional.of(Refusals.fields(() -> new MixedLikelihood(columnLikelihoods)));
  }

  private void training(VAETrainerBuilder builder) {
    refinement.ifPresent(
        text -> builder.refinement(Refusals.part("refine", Objective.class, text)));
    if (refinementShare.isPresent() && refinement.isEmpty()) {
      throw new InputException(
          "--refine-share: expected it with --refine, found " + refinementShare.get() + " alone");
    }
    refinementShare.ifPresent(builder::refinementShare);
    optimisation.set(builder);
  }
}
