package org.lateo.bayes;

import static org.tribuo.Trainer.INCREMENT_INVOCATION_COUNT;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Map;
import org.lateo.ReportingTrainer;
import org.lateo.TrainingFailedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;

/**
 * Trains a perceptron whose weights, or those of its last layer, are distributions, to predict
 * labels with their uncertainty.
 *
 * <p>Rows have no gaps: an absent feature is zero. Features are standardised inside. Every row
 * needs a label, and there are at least two classes.
 *
 * <p>{@code LAPLACE} trains the network as usual, for the highest likelihood, and finds in closed
 * form after that what the last layer's weights may be; the width of their prior is that under
 * which held-out rows are most probable, or, with {@code validation=0}, that of the highest
 * evidence. The other methods maximise a bound. A prediction is the mean of the probabilities of
 * {@code draws} draws, which are a function of the model's seed.
 *
 * <p>How many epochs are enough depends on the number of rows, and about 8,000 steps are a good
 * start: the default makes as many of 1,280 training rows, and in proportion of more or fewer.
 *
 * <p>With validation rows, the model is that of the epoch with the highest expected log-likelihood
 * of them, or for {@code LAPLACE} the highest log-likelihood. Training is a function of the
 * configuration, the data and the invocation count, with the same bits at any number of threads.
 */
public final class BayesianClassifierTrainer extends BayesianSettings<Label>
    implements ReportingTrainer<Label>, WeightedExamples {
  /** For OLCUT and the builder. */
  BayesianClassifierTrainer() {
    draws = 64;
    prior = 1;
  }

  @Override
  public void postConfig() {
    requireNetwork();
  }

  /** A builder of a trainer. */
  public static BayesianClassifierTrainerBuilder builder() {
    return new BayesianClassifierTrainerBuilder();
  }

  @Override
  public BayesianClassifierModel train(Dataset<Label> examples) {
    return train(examples, Map.of());
  }

  @Override
  public BayesianClassifierModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public BayesianClassifierModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  /** {@inheritDoc} Of each member. */
  @Override
  public BayesianClassifierModel train(Dataset<Label> examples, TrainingListener listener) {
    return train(examples, Map.of(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * As {@link #train(Dataset)}, with a listener that is told the progress of each member.
   *
   * @throws IllegalArgumentException if the dataset is empty, if a value is not finite, if a row
   *     has no label, if there are fewer than two classes, or if no training row is left
   * @throws TrainingFailedException if training becomes non-finite; the exception holds the model
   *     of the best epoch before
   * @throws TrainingStoppedException if the thread is interrupted: training stops after the current
   *     step, and the exception holds the best model so far
   */
  @Override
  public BayesianClassifierModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    long own = runSeed(invocation.number());
    ClassNumbers classes = ClassNumbers.of(examples);
    EnsembleTraining training =
        EnsembleTraining.of(this, own, listener, examples, invocation.provenance(), runProvenance);
    return training.train(new ClassifierTraining(this, own, examples, classes, training.rows()));
  }

  @Override
  public String toString() {
    return String.format(
        "BayesianClassifierTrainer(method=%s,hidden=%s,members=%s,epochs=%s,batchSize=%s,seed=%s)",
        method, Arrays.toString(hidden), members, epochs, batchSize, seed);
  }
}
