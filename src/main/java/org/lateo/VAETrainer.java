package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Origin;
import org.lateo.model.VAEArchitecture;
import org.lateo.objective.Reconstruction;
import org.lateo.output.LatentCode;
import org.lateo.rows.TrainingRows;
import org.lateo.tables.Table;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.IncrementalTrainer;
import org.tribuo.MutableDataset;
import org.tribuo.WeightedExamples;

/**
 * Trains a variational autoencoder without labels. Outputs are ignored, so that a dataset may have
 * any output type: see {@link #fit(Dataset)}, and {@link #fit(DataSource)} for data whose examples
 * do not fit into memory.
 *
 * <p>With validation rows, the model is that of the epoch with the highest bound on them; epochs in
 * a warm-up do not count. A refinement starts from the best epoch before it, and an epoch of it is
 * kept only if its own bound exceeds that at the start. Training runs all epochs unless {@code
 * patience} is set, since a bound may stay the same for many epochs before it rises.
 *
 * <p>Training is a function of the configuration, the data and the invocation count, with the same
 * bits at any number of threads.
 *
 * <p>Inside Tribuo's {@code HashingTrainer}, where the names of features are hashes, the same model
 * is trained; {@code missing}, and likelihoods by field or rules, which need the names, are
 * refused. The salt has to be set again when such a model is loaded.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes"
 * ICLR 2014.
 * </pre>
 */
public final class VAETrainer extends VAESettings
    implements WeightedExamples, IncrementalTrainer<LatentCode, VAEModel> {
  @Config(
      description =
          "The provenance of a model, as text, from which training goes on; empty to start anew."
              + " Models that were trained further have it in theirs.")
  private String firstModel = "";

  @Config(description = "With \"firstModel\": a digest of its parameters.")
  private String firstParameters = "";

  /** For OLCUT and the builder. */
  VAETrainer() {}

  /** A builder of a trainer. */
  public static VAETrainerBuilder builder() {
    return new VAETrainerBuilder();
  }

  /**
   * A builder of a trainer of plain autoencoders, which reconstruct rows from a code and have
   * neither prior nor divergence: {@link VAETrainerBuilder#autoencoder} with nothing but the
   * reconstruction.
   */
  public static VAETrainerBuilder autoencoder() {
    return builder().autoencoder(new Reconstruction());
  }

  /**
   * A builder of a trainer that can train a model further: with the model's shape, a plain
   * autoencoder's plain objective, and everything else at its default.
   */
  public static VAETrainerBuilder builderLike(VAEModel model) {
    VAEArchitecture shape = model.definition().architecture();
    VAETrainerBuilder builder = shape.posterior().isPoint() ? autoencoder() : builder();
    return builder
        .hidden(shape.encoder().stream().mapToInt(Integer::intValue).toArray())
        .decoderHidden(shape.decoder().stream().mapToInt(Integer::intValue).toArray())
        .activation(shape.activation())
        .gated(shape.gated())
        .latent(shape.latent())
        .tied(shape.tied())
        .bayesianDecoder(shape.bayesianDecoder())
        .decoderPrior(shape.decoderPrior())
        .posterior(shape.posterior())
        .prior(shape.prior())
        .initialiser(shape.weights());
  }

  /**
   * The same trainer with another number of epochs, whose trainings are counted by itself.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if the number is refused
   */
  public VAETrainer withEpochs(int count) {
    VAETrainer copy = (VAETrainer) clone();
    copy.epochs = count;
    copy.postConfig();
    return copy;
  }

  /**
   * Trains on a dataset of any output type.
   *
   * @throws IllegalArgumentException if the dataset is empty, if a value is not finite or outside
   *     the likelihood's support, or if no training row is left
   * @throws TrainingFailedException if training becomes non-finite; the exception holds the model
   *     of the best epoch before
   * @throws TrainingStoppedException if the thread is interrupted: training stops after the current
   *     step, and the exception holds the best model so far
   */
  public VAEModel fit(Dataset<?> examples) {
    return fit(examples, TrainingListener.NONE);
  }

  /**
   * As {@link #fit(Dataset)}, for rows of numbers, whose columns are called x0, x1 and so on.
   *
   * @param rows {@code [rows, columns]}, NaN for a gap in columns that may be missing
   * @throws IllegalArgumentException if there is a gap in another column, naming it
   */
  public VAEModel fit(double[][] rows) {
    return fit(Table.of(rows, this::mayMiss).unlabelled());
  }

  /** As {@link #fit(Dataset)}, with a listener that is told the progress. */
  public VAEModel fit(Dataset<?> examples, TrainingListener listener) {
    return fit(examples, listener, Map.of(), INCREMENT_INVOCATION_COUNT);
  }

  /**
   * As {@link #fit(Dataset, TrainingListener)}, with provenance of the run and an invocation count.
   *
   * @param invocationCount the number of the invocation, from 0, or {@link
   *     #INCREMENT_INVOCATION_COUNT} for the next number
   */
  public VAEModel fit(
      Dataset<?> examples,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      int invocationCount) {
    Invocation invocation = begin(invocationCount);
    if (goesOn()) {
      FirstModel first = FirstModel.again(firstModel, firstParameters);
      return fitFurther(examples, first, listener, runProvenance, invocation);
    }
    return fit(
        () -> TrainingRows.of(examples, missingPatterns()), listener, runProvenance, invocation);
  }

  /**
   * Trains on the rows of a source without keeping its examples; only the rows' non-zeros are kept,
   * in memory or, beyond a sixteenth of the heap, in a temporary file in the folder of {@code
   * java.io.tmpdir}. The source is read twice, for the feature domain and for the rows, and up to
   * two times more if values of a column are far from zero, see {@link Origin}. The model has the
   * same bits as one trained on {@code new MutableDataset<>(source)}.
   *
   * @throws IllegalArgumentException as {@link #fit(Dataset)}, or if the source gives other rows
   *     when it is read again
   * @throws TrainingFailedException as {@link #fit(Dataset)}
   * @throws TrainingStoppedException as {@link #fit(Dataset)}
   */
  public VAEModel fit(DataSource<?> source) {
    return fit(source, TrainingListener.NONE);
  }

  /** As {@link #fit(DataSource)}, with a listener that is told the progress. */
  public VAEModel fit(DataSource<?> source, TrainingListener listener) {
    if (goesOn()) {
      return fit(new MutableDataset<>(source), listener);
    }
    return fit(
        () -> TrainingRows.of(source, missingPatterns()),
        listener,
        Map.of(),
        begin(INCREMENT_INVOCATION_COUNT));
  }

  private VAEModel fit(
      Supplier<TrainingRows> rows,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      Invocation invocation) {
    return new VAETraining(this, runSeed(invocation.number()), Optional.empty(), listener)
        .run(rows, invocation.provenance(), runProvenance);
  }

  /**
   * Trains a model further, on other rows or the same, and leaves it as it is.
   *
   * <p>The new model has the first one's features, shape, likelihood, scaling and missing columns,
   * and the fixed draws of its scores, so that scores of both can be compared; it begins with its
   * parameters. The settings of training are this trainer's: epochs are counted from 1, optimiser,
   * schedule and warm-up begin anew, and the order of rows, the noise and the validation rows
   * follow from its seed. With validation rows the best of the further epochs is kept.
   *
   * <p>The provenance of the trainer contains that of the first model. Training again by it trains
   * the first model again, and goes on to the same bits; it fails if another first model comes of
   * that, as of one whose training was stopped.
   *
   * @param rows of any output type; features that no row has are absent in all of them
   * @param first trained with this trainer's shape, see {@link #builderLike(VAEModel)}
   * @throws IllegalArgumentException if the rows have a feature that the model does not know, if a
   *     value is impossible under its likelihood, if its shape is another one, if this trainer has
   *     a likelihood or missing features that are not the first model's, or as {@link
   *     #fit(Dataset)}
   * @throws TrainingFailedException as {@link #fit(Dataset)}
   * @throws TrainingStoppedException as {@link #fit(Dataset)}
   */
  public VAEModel fit(Dataset<?> rows, VAEModel first, TrainingListener listener) {
    return fitFurther(
        rows, new FirstModel(first), listener, Map.of(), begin(INCREMENT_INVOCATION_COUNT));
  }

  /** As {@link #fit(Dataset, VAEModel, TrainingListener)}, without a listener. */
  @Override
  public VAEModel incrementalTrain(Dataset<LatentCode> newData, VAEModel model) {
    return fit(newData, model, TrainingListener.NONE);
  }

  /** Whether it goes on from a model that its own provenance tells of. */
  public boolean goesOn() {
    return !firstModel.isEmpty();
  }

  private VAEModel fitFurther(
      Dataset<?> rows,
      FirstModel first,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      Invocation invocation) {
    first.requireTrainer(this);
    return new VAETraining(this, runSeed(invocation.number()), Optional.of(first), listener)
        .run(() -> first.rows(rows), first.of(invocation.provenance()), runProvenance);
  }

  @Override
  public VAEModel train(Dataset<LatentCode> examples) {
    return train(examples, Map.of());
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
    String chosen = likelihood == null ? "chosen from the data" : PartKind.name(likelihood);
    return String.format(
        "VAETrainer(hidden=%s,latent=%s,activation=%s,likelihood=%s,objective=%s,epochs=%s,"
            + "batchSize=%s,seed=%s)",
        Arrays.toString(hidden),
        latent,
        activation,
        chosen,
        PartKind.name(objective),
        epochs,
        batchSize,
        seed);
  }
}
