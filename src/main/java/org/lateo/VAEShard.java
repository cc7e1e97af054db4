package org.lateo;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.data.ColumnGaps;
import org.lateo.data.JitteredTable;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.rows.PreparedRows;
import org.lateo.train.EpochReport;
import org.lateo.train.EpochRows;
import org.lateo.train.PseudoInputs;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingLoop;
import org.lateo.train.TrainingOptions;
import org.lateo.train.TrainingState;

/**
 * A part of the rows that an autoencoder is trained on, where the rows lie in several places. Each
 * shard trains some steps from the same state ({@link #round}), the states are averaged ({@link
 * org.lateo.train.StateAverage}), and so on; every result is a function of the shard and its
 * arguments, so that a lost one can be computed again anywhere.
 *
 * <p>The training of a single shard is that of {@link VAETrainer} on its rows, bit for bit, however
 * many steps a round has.
 */
public final class VAEShard {
  private final Shared shared;
  private final Table table;
  private final Split split;
  private final long seed;
  private final Definition<VAEArchitecture> untrained;
  private final VAE vae;
  private final Parameters parameters;
  private final TrainingLoop loop;

  /**
   * What all shards have in common.
   *
   * @param trainer the settings
   * @param seed of the whole training, {@link VAETrainer#runSeed}
   * @param shards the number of shards
   * @param missing the columns whose absent values are missing, not zero
   * @param origin what was subtracted from the values
   * @param rows what has been learned from the rows of all shards
   * @param threads the number of threads; results do not depend on it
   */
  public record Shared(
      VAETrainer trainer,
      long seed,
      int shards,
      MissingColumns missing,
      Origin origin,
      AllRows rows,
      int threads) {
    private Definition<VAEArchitecture> untrained() {
      Columns columns = rows.columns();
      VAEArchitecture architecture = trainer.architecture(columns.likelihood(trainer));
      return PreparedRows.definition(
          architecture, columns.lessOrigin(), missing, origin, rows.inTraining(), seed);
    }
  }

  /**
   * Summaries of the columns over all shards.
   *
   * @param raw of the values as they come, by which the likelihood is chosen: less an origin, two
   *     years would be zero and one
   * @param lessOrigin of the values minus the origin; the same where there is none
   */
  public record Columns(List<ColumnSummary> raw, List<ColumnSummary> lessOrigin)
      implements Serializable {
    /** Copies the lists. */
    public Columns {
      raw = List.copyOf(raw);
      lessOrigin = List.copyOf(lessOrigin);
    }

    private Likelihood likelihood(VAETrainer trainer) {
      return trainer.likelihoodFor(raw);
    }
  }

  /**
   * What has been learned from the rows of all shards, in passes before training.
   *
   * @param columns their summaries
   * @param jitter the standard deviation of the noise of each column, {@code [columns]}, see {@link
   *     #jitter}; {@code [0]} for none
   * @param density the share of the values that are stored, see {@link Table#density}
   * @param trainingRows the number of training rows
   * @param epochRows the training rows of each shard in an epoch, at most those of the smallest
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record AllRows(
      Columns columns, float[] jitter, double density, long trainingRows, int epochRows)
      implements Serializable {
    /** The density of the rows as they are trained on: no value with noise is zero. */
    private double inTraining() {
      return jitter.length == 0 ? density : 1;
    }
  }

  /**
   * What a shard has done in a round.
   *
   * @param state the state after the last step
   * @param sums the sums of the reports over the epoch, which ended with the round or goes on
   * @param reports of the epoch that has ended, if one has
   */
  public record Round(TrainingState state, TrainingState.Sums sums, List<EpochReport> reports)
      implements Serializable {}

  /**
   * A shard with its rows.
   *
   * @param number the shard's, from 0
   * @param table the rows minus the origin
   * @param split {@link #split}
   */
  public VAEShard(Shared shared, int number, Table table, Split split) {
    this(shared, table, split, seed(shared.seed(), number));
  }

  /**
   * What averages the shards, and has no rows: it counts epochs, keeps the best one, and makes the
   * model.
   *
   * @param validates whether the shards have rows for validation
   */
  public static VAEShard ofNoRows(Shared shared, boolean validates) {
    Split none = new Split(new int[0], new int[validates ? 1 : 0]);
    return new VAEShard(shared, new NoRows(shared), none, shared.seed());
  }

  private VAEShard(Shared shared, Table rows, Split split, long seed) {
    this.shared = shared;
    this.untrained = shared.untrained();
    this.split = split;
    float[] jitter = shared.rows().jitter();
    this.table = jitter.length == 0 ? rows : new JitteredTable(rows, jitter);
    this.vae =
        untrained
            .architecture()
            .inTraining()
            .connect(untrained.scaling(), untrained.sparse(), untrained.missing());
    this.parameters = new Parameters(vae.layout(), new float[vae.layout().size()], BestBlas.get());
    this.seed = seed;
    this.loop = loop(parameters);
  }

  private TrainingLoop loop(Parameters first) {
    VAETrainer trainer = shared.trainer();
    return new TrainingLoop(
        vae,
        trainer.loss(vae),
        trainer.refinement(vae),
        first,
        trainer.optimiser(),
        options(),
        new TrainingData(
            Map.of(vae.features(), table),
            table,
            split,
            EpochRows.shuffled(split, seed, shared.rows().epochRows()),
            shared.rows().trainingRows()));
  }

  private TrainingOptions options() {
    TrainingOptions of = shared.trainer().options(seed);
    return new TrainingOptions(
        of.epochs(),
        of.batchSize(),
        seed,
        shared.threads(),
        of.schedule(),
        of.gradientClipping(),
        of.weightPrior(),
        of.averaging(),
        of.stopping());
  }

  /** The seed of a shard's order and noise; that of the first one is the seed of the training. */
  private static long seed(long seed, int number) {
    return number == 0 ? seed : RandomStream.child(seed, number);
  }

  /**
   * Which rows of a shard are kept for validation.
   *
   * @param rows the number of its rows
   * @param seed of the whole training
   * @param number the shard's, from 0
   * @throws IllegalArgumentException if none would be left to train on
   */
  public static Split split(VAETrainer trainer, int rows, long seed, int number) {
    return trainer.split(rows, seed(seed, number));
  }

  /**
   * What the noise of training depends on besides the summaries of the columns, of one shard; to be
   * joined over the shards.
   *
   * @param columns those of all shards
   * @param split {@link #split}
   */
  public static ColumnGaps gaps(VAETrainer trainer, Columns columns, Table table, Split split) {
    return ColumnGaps.of(
        table,
        split.training(),
        JitteredTable.floors(columns.lessOrigin(), columns.likelihood(trainer), trainer.jitter));
  }

  /**
   * The standard deviation of the noise that training adds to each column, {@code [columns]}.
   *
   * @param columns those of all shards
   * @param gaps those of all shards
   */
  public static float[] jitter(VAETrainer trainer, Columns columns, ColumnGaps gaps) {
    return JitteredTable.deviations(
        gaps.smallest(), columns.lessOrigin(), columns.likelihood(trainer), trainer.jitter);
  }

  /** The state before the first step, whose parameters may start from rows of this shard. */
  public TrainingState start() {
    float[] values = vae.firstValues(shared.seed(), shared.rows().columns().lessOrigin());
    PseudoInputs.start(vae, vae.layout(), values, table, split, shared.seed());
    return loop(new Parameters(vae.layout(), values, BestBlas.get())).start();
  }

  /**
   * Trains some steps, or to the end of the epoch if that comes first.
   *
   * @param from {@link #start}, or the state after the last round
   * @param steps at least 1
   * @throws org.lateo.train.TrainingDivergedException if the bound or the parameters become
   *     non-finite
   */
  public Round round(TrainingState from, int steps) {
    List<EpochReport> reports = new ArrayList<>();
    int epoch = from.position().epoch();
    long last = from.position().steps() + steps;
    TrainingState after =
        loop.run(from, at -> at.steps() >= last || at.epoch() > epoch, reports::add);
    boolean ended = after.position().epoch() > epoch;
    return new Round(after, ended ? loop.epochSums() : after.sums(), reports);
  }

  /** See {@link TrainingLoop#validate}. */
  public TrainingState.Sums validate(TrainingState at) {
    return loop.validate(at);
  }

  /** See {@link TrainingLoop#endEpoch}. */
  public TrainingState endEpoch(
      TrainingState after,
      TrainingState.Sums training,
      TrainingState.Sums validation,
      Function<TrainingState, TrainingState.Sums> validate,
      TrainingListener listener) {
    return loop.endEpoch(after, training, validation, validate, listener);
  }

  /** The parameters that are kept at the end of training, {@code [parameters]}. */
  public float[] kept(TrainingState end) {
    loop.finish(end);
    return parameters.values().clone();
  }

  /**
   * The statistics of the codes of all rows of this shard.
   *
   * @param kept {@link #kept}, {@code [parameters]}
   */
  public MutableLatentCodeInfo codes(float[] kept) {
    MutableLatentCodeInfo info = newCodes();
    Inference.of(untrained.with(kept)).encode(table, table.rows(), info::observe);
    return info;
  }

  /** Statistics of no codes yet. */
  public MutableLatentCodeInfo newCodes() {
    return new MutableLatentCodeInfo(LatentCode.dimensionNames(untrained.architecture().latent()));
  }

  /**
   * The model at the end of training.
   *
   * @param codes the statistics of all shards together
   */
  public VAEModel model(TrainingState end, LatentCodeInfo codes, VAEOrigin origin) {
    return new VAEModel(
        "vae",
        origin.provenance(VAEModel.class, loop.finish(end)),
        origin.features(),
        codes.generateImmutableOutputInfo(),
        untrained.with(parameters.values()));
  }

  /** The table of what has no rows. */
  private record NoRows(Shared shared) implements Table {
    @Override
    public int rows() {
      return 0;
    }

    @Override
    public int columns() {
      return shared.rows().columns().raw().size();
    }

    @Override
    public float weight(int row) {
      throw new IndexOutOfBoundsException(row);
    }

    @Override
    public void fill(int row, float[] into, int at) {
      throw new IndexOutOfBoundsException(row);
    }
  }
}
