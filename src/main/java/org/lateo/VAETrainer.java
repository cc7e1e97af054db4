package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Origin;
import org.lateo.output.LatentCode;
import org.lateo.rows.TrainingRows;
import org.lateo.train.TrainingListener;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
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
 * <p>Training is a function of the configuration, the data and the invocation count: the same bits
 * at any number of threads.
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
public final class VAETrainer extends VAESettings implements WeightedExamples {
  /** For OLCUT and the builder. */
  VAETrainer() {}

  /** A trainer set field by field. */
  public static VAETrainerBuilder builder() {
    return new VAETrainerBuilder();
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

  private VAEModel fit(
      Supplier<TrainingRows> rows,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      int invocationCount) {
    Invocation invocation = begin(invocationCount);
    return new VAETraining(this, runSeed(invocation.number()), listener)
        .run(rows, invocation.provenance(), runProvenance);
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
