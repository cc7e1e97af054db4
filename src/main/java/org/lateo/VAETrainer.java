package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.lateo.VAETraining.Refinement;
import org.lateo.config.PartKind;
import org.lateo.data.JitteredTable;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Workers;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Origin;
import org.lateo.math.RandomStream;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.ELBO;
import org.lateo.objective.Objective;
import org.lateo.output.LatentCode;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.TrainingRows;
import org.lateo.train.Adam;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.EarlyStopping;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingOptions;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;

/**
 * Trains a variational autoencoder without labels. Outputs are not looked at, so a dataset of any
 * output type will do: see {@link #fit(Dataset)}, and {@link #fit(DataSource)} for data that a
 * dataset would hold in memory.
 *
 * <p>Where there are validation rows, the model is that of the epoch with the highest bound on
 * them; none inside a warm-up counts, and a refinement, which starts from the best epoch before it,
 * is held against that start by its own bound. Training runs every epoch it is given unless {@code
 * patience} is set: a bound can lie still for long before it rises, and how long depends on the
 * data.
 *
 * <p>The defaults are those of a model of small images. Training is a function of the
 * configuration, the data and the invocation count: the same bits at any number of threads.
 *
 * <p>Inside Tribuo's {@code HashingTrainer} it trains the model that it trains without, as long as
 * nothing goes by the names of features, which are hashes there: {@code missing}, and likelihoods
 * by field or rules, are refused. The salt has to be set again when such a model is loaded.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes"
 * ICLR 2014.
 * </pre>
 */
public final class VAETrainer extends CountedTrainer<LatentCode> implements WeightedExamples {
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

  @Config(description = "Dimensions of the latent code, at most " + Sizes.LATENT + ".")
  int latent = 20;

  @Config(description = "The family of q(z|x).")
  Posterior posterior = new DiagonalGaussianPosterior();

  @Config(description = "The family of p(z).")
  Prior prior = new StandardNormalPrior();

  @Config(
      description =
          "The family of p(x|z). If not given: mixed where there are one-hot columns field@value,"
              + " else Bernoulli where every value lies in [0, 1], Gaussian otherwise.")
  Likelihood likelihood;

  @Config(
      description =
          "Regular expressions of the features, or of the fields of field@value, that are missing"
              + " where they are absent, instead of zero.")
  String[] missing = {};

  @Config(description = "What training maximises.")
  Objective objective = new ELBO();

  @Config(
      description =
          "What the last epochs maximise instead, such as a tighter bound, from the best epoch"
              + " before; if not given, the same.")
  Objective refinement;

  @Config(description = "Share of the epochs that are the refinement's, where there is one.")
  double refinementShare = 0.3;

  @Config(description = "How parameters follow the gradient.")
  Optimiser optimiser = new Adam();

  @Config(description = "How the learning rate changes while training goes on.")
  LearningRateSchedule schedule = new ConstantSchedule();

  @Config(description = "How weight matrices start.")
  WeightInitialiser initialiser = WeightInitialiser.FAN_IN;

  @Config(description = "Passes over the training rows.")
  int epochs = 50;

  @Config(description = "Examples a step.")
  int batchSize = 100;

  @Config(description = "Share of the rows kept for validation, in [0, 1).")
  double validation = 0.1;

  @Config(description = "The largest norm that the gradient of a step keeps; 0 for any.")
  double gradientClipping = 0;

  @Config(
      description =
          "Standard deviation of a Gaussian prior on weights, such as 1 for N(0, I); 0 for none.")
  double weightPrior = 0;

  @Config(
      description =
          "Decay of a running average of the weights, which the model then holds, such as 0.999; 0"
              + " for none.")
  double averaging = 0;

  @Config(
      description =
          "Epochs without a better validation bound after which training ends; 0 for never.")
  int patience = 0;

  @Config(description = "What counts as better, in nats: more than this above the last that did.")
  double minimumImprovement = 0;

  @Config(
      description =
          "Standard deviation of the Gaussian noise that training adds to values whose likelihood"
              + " takes any number, in units of their column's own; at least half the smallest gap"
              + " between two values of the column, up to one such unit. 0 for none.")
  double jitter = 0;

  @Config(description = "Seed of first weights, order, noise and validation rows.")
  long seed = Trainer.DEFAULT_SEED;

  @Config(
      description =
          "Threads that work, at most "
              + Sizes.THREADS
              + "; 0 for one a processor. More than 16 or the processors there are do not start."
              + " Results do not depend on it.")
  int threads = 0;

  /** For OLCUT and the builder. */
  VAETrainer() {}

  /** A trainer set field by field. */
  public static VAETrainerBuilder builder() {
    return new VAETrainerBuilder();
  }

  /**
   * Used by OLCUT and the builder. What follows from other fields is filled in, so that provenance
   * records it; it cannot tell a field that is not set from an empty one.
   *
   * @throws PropertyException if a field's value is refused, naming both
   */
  @Override
  public void postConfig() {
    if (decoderHidden == null) {
      decoderHidden = reversed(hidden);
    }
    VAETrainerChecks.check(this);
  }

  int refinementEpochs() {
    return refinement == null ? 0 : (int) Math.round(refinementShare * epochs);
  }

  /** Whether a feature of that name is missing where it is absent, instead of zero. */
  public boolean mayMiss(String feature) {
    return MissingColumns.matches(missingPatterns(), feature);
  }

  List<Pattern> missingPatterns() {
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

  /**
   * Trains on a dataset of any output type.
   *
   * @throws IllegalArgumentException if the dataset is empty, a value is not finite or outside the
   *     likelihood's support, or nothing is left to train on
   * @throws TrainingFailedException if training becomes non-finite; it holds the best model before
   */
  public VAEModel fit(Dataset<?> examples) {
    return fit(examples, TrainingListener.NONE);
  }

  /** As {@link #fit(Dataset)}; a listener is told how it goes. */
  public VAEModel fit(Dataset<?> examples, TrainingListener listener) {
    return fit(examples, listener, Map.of(), INCREMENT_INVOCATION_COUNT);
  }

  /**
   * Trains on the rows of a source without holding its examples: rows take the memory of their
   * non-zeros alone. The source is read from end to end twice, for the feature domain and for the
   * rows, and up to two times more where columns lie far from zero, see {@link Origin}. The model
   * has the same bits as one of {@code new MutableDataset<>(source)}.
   *
   * @throws IllegalArgumentException as {@link #fit(Dataset)}, or if the source gives other rows
   *     the second time
   * @throws TrainingFailedException as {@link #fit(Dataset)}
   */
  public VAEModel fit(DataSource<?> source) {
    return fit(source, TrainingListener.NONE);
  }

  /** As {@link #fit(DataSource)}; a listener is told how it goes. */
  public VAEModel fit(DataSource<?> source, TrainingListener listener) {
    return fit(
        () -> TrainingRows.of(source, missingPatterns()),
        listener,
        Map.of(),
        INCREMENT_INVOCATION_COUNT);
  }

  /**
   * As {@link #fit(Dataset, TrainingListener)}, with provenance of the run, as a given invocation.
   *
   * @param invocationCount which invocation this is, from 0, or {@link #INCREMENT_INVOCATION_COUNT}
   *     for the next
   */
  public VAEModel fit(
      Dataset<?> examples,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      int invocationCount) {
    return fit(
        () -> TrainingRows.of(examples, missingPatterns()),
        listener,
        runProvenance,
        invocationCount);
  }

  private VAEModel fit(
      Supplier<TrainingRows> reader,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      int invocationCount) {
    Invocation invocation = begin(invocationCount);
    long runSeed = runSeed(invocation.number());
    long start = System.nanoTime();
    TrainingRows raw = reader.get();
    Split split = Split.of(raw.table().rows(), validation, runSeed);
    List<ColumnSummary> rawColumns = raw.summaries(split);
    HashedDomain.requireNamesUnused(
        this::likelihoodFor, raw.features(), raw.names(), rawColumns, raw.table(), split);
    VAEArchitecture architecture = architecture(rawColumns);
    TrainingRows rows = raw.lessOrigin(Origin.needed(rawColumns, architecture.likelihood()));
    List<ColumnSummary> columns = rows.origin().isNone() ? rawColumns : rows.summaries(split);
    listener.onRows(rows.table().rows(), (System.nanoTime() - start) / 1e9);
    VAETraining training =
        new VAETraining(
            architecture,
            columns,
            rows.missing(),
            rows.origin(),
            objective,
            Optional.ofNullable(refinement).map(o -> new Refinement(o, refinementEpochs())),
            optimiser,
            options(runSeed));
    return training.run(
        jittered(rows.table(), split, columns, training.architecture().likelihood()),
        split,
        listener,
        new VAEOrigin(rows.provenance(), rows.features(), invocation.provenance(), runProvenance));
  }

  /**
   * What is built and how it is trained, for trainers of models that have an autoencoder's parts.
   *
   * @param columns what the training rows look like
   * @param runSeed of everything random
   * @throws IllegalArgumentException if no likelihood can be chosen for the columns
   */
  public TrainingPlan plan(List<ColumnSummary> columns, long runSeed) {
    return new TrainingPlan(architecture(columns), optimiser, options(runSeed));
  }

  /**
   * The rows as training sees them: with noise, if there is any to add.
   *
   * @param columns what the training rows look like
   */
  public Table jittered(
      Table table, Split split, List<ColumnSummary> columns, Likelihood likelihood) {
    return JitteredTable.of(table, split.training(), columns, likelihood, jitter);
  }

  /** Whether training adds noise to the rows. */
  public boolean hasJitter() {
    return jitter > 0;
  }

  /** Whether some features may be missing where they are absent. */
  public boolean hasMissing() {
    return missing.length > 0;
  }

  /** Sizes of the encoder's hidden layers. */
  public int[] hidden() {
    return hidden.clone();
  }

  /** The share of the rows kept for validation. */
  public double validation() {
    return validation;
  }

  /** Whether what is maximised is the evidence lower bound with nothing set, all through. */
  public boolean hasPlainObjective() {
    return refinement == null && PartKind.format(objective).equals(PartKind.format(new ELBO()));
  }

  /** The seed of the run of an invocation. */
  public long runSeed(int invocation) {
    return RandomStream.of(seed, "invocation").at(invocation).key();
  }

  private TrainingOptions options(long runSeed) {
    return new TrainingOptions(
        epochs,
        batchSize,
        runSeed,
        threadCount(),
        schedule,
        gradientClipping,
        weightPrior,
        averaging,
        new EarlyStopping(patience, minimumImprovement));
  }

  private VAEArchitecture architecture(List<ColumnSummary> columns) {
    return new VAEArchitecture(
        Arrays.stream(hidden).boxed().toList(),
        Arrays.stream(decoderHidden).boxed().toList(),
        activation,
        gated,
        latent,
        posterior,
        prior,
        likelihoodFor(columns),
        initialiser);
  }

  public Likelihood likelihoodFor(List<ColumnSummary> columns) {
    return (likelihood == null ? MixedLikelihood.suiting(columns) : likelihood).chosenFor(columns);
  }

  private static int[] reversed(int[] sizes) {
    int[] reversed = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      reversed[i] = sizes[sizes.length - 1 - i];
    }
    return reversed;
  }

  private int threadCount() {
    return Workers.sensible(threads);
  }

  @Override
  public VAEModel train(Dataset<LatentCode> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public VAEModel train(Dataset<LatentCode> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public VAEModel train(
      Dataset<LatentCode> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return fit(examples, TrainingListener.NONE, runProvenance, invocationCount);
  }

  @Override
  public String toString() {
    return "VAETrainer(hidden="
        + Arrays.toString(hidden)
        + ",latent="
        + latent
        + ",activation="
        + activation
        + ",likelihood="
        + (likelihood == null ? "chosen from the data" : PartKind.name(likelihood))
        + ",objective="
        + PartKind.name(objective)
        + ",epochs="
        + epochs
        + ",batchSize="
        + batchSize
        + ",seed="
        + seed
        + ")";
  }
}
