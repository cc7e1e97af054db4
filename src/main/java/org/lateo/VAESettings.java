package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.lateo.config.Fields;
import org.lateo.config.PartKind;
import org.lateo.data.Split;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Scaling;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianLayers;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.ELBO;
import org.lateo.objective.Loss;
import org.lateo.objective.Objective;
import org.lateo.output.LatentCode;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.Refinement;

/**
 * The settings of a {@code VAETrainer}'s model and objective, with defaults and bounds. The
 * defaults suit small images.
 */
abstract class VAESettings extends TrainingSettings<LatentCode> {
  @Config(
      description =
          "Sizes of the encoder's hidden layers, at most "
              + Sizes.LAYERS
              + " of at most "
              + Sizes.UNITS
              + " units; empty for a linear encoder.")
  int[] hidden = {500};

  @Config(
      description = "Sizes of the decoder's hidden layers; the encoder's reversed if not given.")
  int[] decoderHidden;

  @Config(description = "The function after each hidden layer.")
  Activation activation = Activation.TANH;

  @Config(
      description =
          "Whether each hidden layer is multiplied by a gate, a sigmoid layer of its own.")
  boolean gated = false;

  @Config(
      description =
          "Whether the decoder's weights are the encoder's transposed; for the posterior point.")
  boolean tied = false;

  @Config(
      description =
          "Whether the weights of p(x|z) are independent Gaussians, learned by a bound that counts"
              + " their divergence from the prior, once for all training rows together: full"
              + " variational Bayes for the generative model. The model has these weights at their"
              + " means. With the objective elbo only.")
  boolean bayesianDecoder = false;

  @Config(
      description =
          "With \"bayesianDecoder\": standard deviation of the weights' prior; 0 for 1/√(n + 1) of"
              + " each layer's n inputs. Biases of the likelihood's layers have 10 always.")
  double decoderPrior = 0;

  @Config(description = "Dimensions of the latent code, at most " + Sizes.LATENT + ".")
  int latent = 20;

  @Config(description = "The family of q(z|x).")
  Posterior posterior = new DiagonalGaussianPosterior();

  @Config(description = "The family of p(z).")
  Prior prior = new StandardNormalPrior();

  @Config(
      description =
          "The family of p(x|z). If not given: mixed where there are one-hot columns field@value,"
              + " else Bernoulli where every value lies in [0, 1], otherwise that of numbers.")
  Likelihood likelihood;

  @Config(
      description =
          "The likelihood of columns that are numbers, where \"likelihood\" is not given.")
  Likelihood numbers = new Gaussian();

  @Config(
      description =
          "Regular expressions of the features, or of the fields of field@value, that are missing,"
              + " not zero, if they are absent.")
  String[] missing = {};

  @Config(description = "What training maximises.")
  Objective objective = new ELBO();

  @Config(
      description =
          "What the last epochs maximise instead of the objective, such as a tighter bound, starting"
              + " from the best epoch before; if not given, the objective.")
  Objective refinement;

  @Config(
      description = "Share of the epochs, at the end, that maximise the refinement if it is set.")
  double refinementShare = 0.3;

  @Config(description = "How weight matrices start.")
  WeightInitialiser initialiser = WeightInitialiser.FAN_IN;

  @Config(
      description =
          "Standard deviation of the Gaussian noise that training adds to values whose likelihood"
              + " takes any number, in standard deviations of the column; at least half the smallest"
              + " gap between two values of the column, but then at most one. 0 for none.")
  double jitter = 0;

  /**
   * Checks the fields. A decoder that is not set becomes the encoder reversed, so that the
   * provenance records its sizes; provenance does not tell a field that is not set from an empty
   * one.
   *
   * @throws PropertyException if a field's value is refused, naming both
   */
  @Override
  public final void postConfig() {
    if (decoderHidden == null) {
      int last = hidden.length - 1;
      decoderHidden = IntStream.rangeClosed(0, last).map(i -> hidden[last - i]).toArray();
    }
    requireTraining();
    requireNumbers();
    missingPatterns();
    requireParts();
  }

  private void requireNumbers() {
    Sizes.requireLayersField("hidden", hidden);
    Sizes.requireLayersField("decoderHidden", decoderHidden);
    Sizes.requireField("latent", Sizes.LATENT, latent);
    Fields.requireNotNegative("jitter", jitter);
    Fields.requireShare("refinementShare", refinementShare);
    int refined = refinementEpochs();
    Fields.require(
        refinement == null || (refined > 0 && refined < epochs),
        "refinementShare",
        String.format(
            Locale.ROOT, "a share that leaves at least one of %d epochs to each objective", epochs),
        refinementShare);
  }

  /**
   * Builds a small model, since not every posterior, prior and objective go together, and checks
   * that the parts can be stored.
   */
  private void requireParts() {
    Fields.made("posterior", () -> PartKind.describe(posterior));
    Fields.made("prior", () -> PartKind.describe(prior));
    Likelihood stored = likelihood == null ? new Bernoulli() : likelihood;
    Fields.made("likelihood", () -> PartKind.describe(stored));
    Fields.made("numbers", () -> new MixedLikelihood().withNumbers(numbers));
    Fields.require(
        !tied || posterior.isPoint(),
        "tied",
        "false unless the posterior is point, whose code is one layer",
        tied);
    requireWeights();
    Fields.made(
        bayesianDecoder ? "bayesianDecoder" : "tied",
        () -> architecture(hidden, decoderHidden, latent, stored));
    int[] encoder = ones(hidden.length);
    int[] decoder = tied ? encoder : ones(decoderHidden.length);
    VAEArchitecture small = architecture(encoder, decoder, 2, new Bernoulli());
    VAE vae = Fields.made("prior", () -> small.connect(Scaling.none(1)));
    Fields.made("objective", () -> objective.loss(vae));
    if (refinement != null) {
      Fields.made("refinement", () -> refinement.loss(vae));
    }
  }

  /** The bound of drawn weights is one only where it is a mean over draws of a log-density. */
  private void requireWeights() {
    Fields.require(
        bayesianDecoder || decoderPrior == 0,
        "decoderPrior",
        "0 unless the decoder is Bayesian (bayesianDecoder)",
        decoderPrior);
    BayesianLayers.requirePrior("decoderPrior", decoderPrior);
    Fields.require(
        !bayesianDecoder || !optimiser.decays(),
        "optimiser",
        "one without weight decay where weights have distributions (bayesianDecoder)",
        optimiser.getClass().getSimpleName());
    Fields.require(
        !bayesianDecoder
            || (objective instanceof ELBO && (refinement == null || refinement instanceof ELBO)),
        "bayesianDecoder",
        "false unless objective and refinement are elbo",
        bayesianDecoder);
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private VAEArchitecture architecture(
      int[] encoder, int[] decoder, int latent, Likelihood likelihood) {
    VAEArchitecture shape =
        new VAEArchitecture(
            Arrays.stream(encoder).boxed().toList(),
            Arrays.stream(decoder).boxed().toList(),
            activation,
            gated,
            latent,
            posterior,
            prior,
            likelihood,
            initialiser);
    VAEArchitecture own = tied ? shape.withTied() : shape;
    return bayesianDecoder ? own.withBayesianDecoder(decoderPrior) : own;
  }

  /** The architecture of a model with the likelihood of {@link PreparedRows#likelihood}. */
  public final VAEArchitecture architecture(Likelihood likelihood) {
    return architecture(hidden, decoderHidden, latent, likelihood);
  }

  /**
   * The likelihood of columns, chosen by their summaries if none is set.
   *
   * @throws IllegalArgumentException if no likelihood can be chosen
   */
  public final Likelihood likelihoodFor(List<ColumnSummary> columns) {
    return (likelihood == null ? MixedLikelihood.suiting(columns, numbers) : likelihood)
        .chosenFor(columns);
  }

  /** Rows prepared for training: with a likelihood, a scaling, and jitter if it is set. */
  public final PreparedRows prepare(TrainingRows rows, Split split) {
    return PreparedRows.of(rows, split, this::likelihoodFor, jitter);
  }

  /** The objective of a model. */
  final Loss loss(VAE vae) {
    return loss(objective, vae);
  }

  /** The objective of the last epochs, if they have one of their own. */
  final Optional<Refinement> refinement(VAE vae) {
    return Optional.ofNullable(refinement)
        .map(r -> new Refinement(loss(r, vae), refinementEpochs()));
  }

  /** An objective, whose reported bound counts the divergence of weights too. */
  private static Loss loss(Objective objective, VAE vae) {
    return objective.loss(vae).reporting(vae.weightDivergence());
  }

  /** How many times training goes through the rows. */
  public final int epochs() {
    return epochs;
  }

  /** Whether there is a schedule of the learning rate, or patience, which may count epochs. */
  public final boolean mayCountEpochs() {
    return patience > 0 || !(schedule instanceof ConstantSchedule);
  }

  /** Sizes of the encoder's hidden layers. */
  public final int[] hidden() {
    return hidden.clone();
  }

  /** Whether training adds noise to the rows. */
  public final boolean hasJitter() {
    return jitter > 0;
  }

  /** Whether the weights of p(x|z) have distributions. */
  public final boolean hasBayesianDecoder() {
    return bayesianDecoder;
  }

  /** Whether some absent features are missing, not zero. */
  public final boolean hasMissing() {
    return missing.length > 0;
  }

  /** Whether a feature of that name is missing, not zero, if it is absent. */
  public final boolean mayMiss(String feature) {
    return MissingColumns.matches(missingPatterns(), feature);
  }

  /** Which columns may be missing, by their names. */
  public final MissingColumns missingColumns(List<String> names) {
    return MissingColumns.of(names, missingPatterns());
  }

  final List<Pattern> missingPatterns() {
    try {
      return Arrays.stream(missing).map(Pattern::compile).toList();
    } catch (PatternSyntaxException e) {
      throw new PropertyException(
          e,
          "",
          "missing",
          "Expected regular expressions, found " + e.getPattern() + ": " + e.getDescription());
    }
  }

  /** Whether a code is a point, so that a plain autoencoder is trained. */
  public final boolean isPlainAutoencoder() {
    return posterior.isPoint();
  }

  /** Whether every epoch maximises the evidence lower bound with default settings. */
  public final boolean hasPlainObjective() {
    return !isPlainAutoencoder()
        && refinement == null
        && PartKind.format(objective).equals(PartKind.format(new ELBO()));
  }

  /** The number of epochs, at the end, that maximise the refinement. */
  final int refinementEpochs() {
    return refinement == null ? 0 : (int) Math.round(refinementShare * epochs);
  }
}
