package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;

/**
 * Trains a variational autoencoder of rows and their classes, one of whose parts is a classifier
 * (M2), on labelled and unlabelled rows together.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", section 2 (M2, and M1+M2)
 * NeurIPS 2014.
 * </pre>
 *
 * <p>As the inner trainer of a {@link LatentFeatureTrainer} that hands it means and log-variances,
 * with {@code codes} set, it is M1+M2: see {@link SemiSupervisedVAETrainerBuilder#stackedOn}.
 *
 * <p>A class without a labelled row stays in the domain, with a warning. Training is a function of
 * the configuration, the data and the invocation count: the same bits at any number of threads.
 */
public final class SemiSupervisedVAETrainer extends SemiSupervisedSettings
    implements SemiSupervisedTrainer<Label>, WeightedExamples {
  /** The most epochs that a trainer for fewer rows gets, unless it has more. */
  private static final int MOST_EPOCHS = 500;

  /** For OLCUT and the builder. */
  SemiSupervisedVAETrainer() {}

  /** A trainer with every other field at its default. */
  public SemiSupervisedVAETrainer(VAETrainer autoencoder) {
    this.autoencoder = requireNonNull(autoencoder, "autoencoder");
    postConfig();
  }

  /** A builder, of the same part as the constructor's. */
  public static SemiSupervisedVAETrainerBuilder builder(VAETrainer autoencoder) {
    return new SemiSupervisedVAETrainerBuilder(autoencoder);
  }

  /**
   * The same trainer with as many steps on fewer rows, by more epochs, up to 500: what it does on
   * these rows is then no worse for being trained for a shorter time. A trainer with a schedule or
   * patience, which may count epochs, stays as it is.
   *
   * @param few how many rows there are
   * @param many how many rows this trainer is for
   */
  SemiSupervisedVAETrainer onFewer(int few, int many) {
    int epochs = autoencoder.epochs();
    long wanted = Math.min(MOST_EPOCHS, (long) epochs * many / Math.max(1, few));
    if (wanted <= epochs || autoencoder.mayCountEpochs()) {
      return this;
    }
    SemiSupervisedVAETrainer copy = (SemiSupervisedVAETrainer) clone();
    copy.autoencoder = autoencoder.withEpochs((int) wanted);
    return copy;
  }

  @Override
  public SemiSupervisedVAEModel train(Dataset<Label> examples) {
    return train(examples, TrainingListener.NONE);
  }

  @Override
  public SemiSupervisedVAEModel train(Dataset<Label> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, a value is not finite or outside the
   *     likelihood's support, or the prior of classes does not fit the classes
   * @throws org.lateo.TrainingFailedException if training becomes non-finite
   */
  @Override
  public SemiSupervisedVAEModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    long seed = autoencoder.runSeed(invocation.number());
    return new SemiSupervisedTraining(this, seed, listener)
        .run(examples, invocation.provenance(), runProvenance);
  }

  @Override
  protected void prepare(int number) {
    autoencoder.setInvocationCount(number);
  }

  @Override
  public String toString() {
    return String.format(
        "SemiSupervisedVAETrainer(autoencoder=%s,classifierHidden=%s,classificationWeight=%s,"
            + "classesPerRow=%s,classPrior=%s,codes=%s)",
        autoencoder,
        Arrays.toString(classifierHidden),
        classificationWeight,
        classesPerRow,
        classPrior,
        codes);
  }
}
