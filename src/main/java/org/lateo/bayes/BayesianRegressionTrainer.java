package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Map;
import org.lateo.ReportingTrainer;
import org.lateo.TrainingFailedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.regression.Regressor;

/**
 * Trains a perceptron whose weights, or those of its last layer, are distributions, to predict
 * targets of any number of dimensions with their uncertainty. Noise is Gaussian, of the same
 * variance in each row.
 *
 * <p>Rows have no gaps: an absent feature is zero. Features and targets are standardised inside;
 * what is predicted is in raw units. Every row needs a target of every dimension.
 *
 * <p>{@code LAPLACE} trains the network as usual, for the highest likelihood with a noise that is
 * learned with it, and chooses among epochs by the least squared error; what the last layer's
 * weights may be, and the noise, is found in closed form after that. The other methods maximise a
 * bound.
 *
 * <p>How many epochs are enough depends on the number of rows, and about 8,000 steps are a good
 * start: the default makes as many of 1,280 training rows, and in proportion of more or fewer.
 *
 * <p>With validation rows, the model is that of the epoch with the highest expected log-likelihood
 * of them, or for {@code LAPLACE} the least squared error; this method takes the noise's variance
 * from them too, and so needs some unless {@code noise} is given. Training is a function of the
 * configuration, the data and the invocation count, with the same bits at any number of threads.
 */
public final class BayesianRegressionTrainer extends BayesianRegressionSettings
    implements ReportingTrainer<Regressor>, WeightedExamples {
  /** For OLCUT and the builder. */
  BayesianRegressionTrainer() {}

  /** A builder of a trainer. */
  public static BayesianRegressionTrainerBuilder builder() {
    return new BayesianRegressionTrainerBuilder();
  }

  @Override
  public BayesianRegressionModel train(Dataset<Regressor> examples) {
    return train(examples, Map.of());
  }

  @Override
  public BayesianRegressionModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public BayesianRegressionModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  /** {@inheritDoc} Of each member. */
  @Override
  public BayesianRegressionModel train(Dataset<Regressor> examples, TrainingListener listener) {
    return train(examples, Map.of(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * As {@link #train(Dataset)}, with a listener that is told the progress of each member.
   *
   * @throws IllegalArgumentException if the dataset is empty, if a value is not finite, if a row
   *     has no target, or if no training row is left
   * @throws TrainingFailedException if training becomes non-finite; the exception holds the model
   *     of the best epoch before
   * @throws TrainingStoppedException if the thread is interrupted: training stops after the current
   *     step, and the exception holds the best model so far
   */
  @Override
  public BayesianRegressionModel train(
      Dataset<Regressor> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    long own = runSeed(invocation.number());
    TargetColumns targets = TargetColumns.of(examples);
    EnsembleTraining training =
        EnsembleTraining.of(this, own, listener, examples, invocation.provenance(), runProvenance);
    return training.train(new RegressionTraining(this, own, examples, targets, training.rows()));
  }

  @Override
  public String toString() {
    return String.format(
        "BayesianRegressionTrainer(method=%s,hidden=%s,members=%s,epochs=%s,batchSize=%s,seed=%s)",
        method, Arrays.toString(hidden), members, epochs, batchSize, seed);
  }
}
