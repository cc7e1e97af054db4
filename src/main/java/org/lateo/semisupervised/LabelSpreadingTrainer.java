package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import java.util.Optional;
import org.lateo.CountedTrainer;
import org.lateo.VAEOrigin;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.config.Fields;
import org.lateo.nn.Sizes;
import org.lateo.rows.DerivedDataset;
import org.lateo.rows.LabelledSource;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * Gives unlabelled rows the labels of the rows around them, by {@link LabelSpreading}, and trains a
 * classifier on all rows. As the inner trainer of a {@link org.lateo.codes.LatentFeatureTrainer} it
 * spreads labels over latent codes, where similar rows lie closer together than in raw values.
 *
 * <p>A row's weight is multiplied by the share of its most likely class. Rows that no label reaches
 * are left out. The model and its provenance are the classifier's; the provenance names as data the
 * rows with the labels that reached them. Since only some classifiers use weights, this trainer is
 * not marked as {@code WeightedExamples}.
 *
 * <p>All pairs of rows are compared. Of more rows than {@code mostRows} as many are drawn, labelled
 * ones first; the others are left out.
 */
public final class LabelSpreadingTrainer extends CountedTrainer<Label>
    implements SemiSupervisedTrainer<Label> {
  @Config(mandatory = true, description = "Trains on all rows, with the labels that reach them.")
  Trainer<Label> innerTrainer;

  @Config(description = "Neighbours that each row is joined with in the graph.")
  int neighbours = 5;

  @Config(description = "The share of a row's value that comes from its neighbours, in (0, 1).")
  double alpha = 0.99;

  @Config(description = "The most rows that labels are spread over, drawn at random from more.")
  int mostRows = 100_000;

  @Config(description = "Seed by which rows are drawn from more.")
  long seed = 1;

  @Config(
      description =
          "Threads that work, at most "
              + Sizes.THREADS
              + "; 0 for one a processor. Results do not depend on it.")
  int threads = 0;

  /** For OLCUT and the builder. */
  LabelSpreadingTrainer() {}

  /** A trainer with every other field at its default. */
  public LabelSpreadingTrainer(Trainer<Label> innerTrainer) {
    this.innerTrainer = requireNonNull(innerTrainer, "innerTrainer");
  }

  /** A builder, of the same part as the constructor's. */
  public static LabelSpreadingTrainerBuilder builder(Trainer<Label> innerTrainer) {
    return new LabelSpreadingTrainerBuilder(innerTrainer);
  }

  /** Used by OLCUT and the builder. */
  @Override
  public void postConfig() {
    Fields.requireAtLeast("neighbours", 1, neighbours);
    Fields.requireAtLeast("mostRows", 2, mostRows);
    Fields.require(alpha > 0 && alpha < 1, "alpha", "a number in (0, 1)", alpha);
    Fields.require(
        threads >= 0 && threads <= Sizes.THREADS, "threads", "0 to " + Sizes.THREADS, threads);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, a value is not finite, or there are not
   *     more rows than neighbours
   * @throws TrainingStoppedException if the thread is interrupted; it holds the classifier, of the
   *     labelled rows alone if labels were not spread yet
   */
  @Override
  public Model<Label> train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    TrainedPart<Dataset<Label>> rows = spreadOrLabelled(examples);
    return rows.finished(
        innerTrainer.train(
            rows.model(), VAEOrigin.stopped(runProvenance, rows.stop()), invocation.number()));
  }

  /** The labelled rows alone, if spreading was stopped. */
  private TrainedPart<Dataset<Label>> spreadOrLabelled(Dataset<Label> examples) {
    try {
      return new TrainedPart<>(spread(examples), Optional.empty());
    } catch (TrainingStoppedException e) {
      return new TrainedPart<>(
          new DerivedDataset<>(new LabelledSource<>(examples)), Optional.of(e));
    }
  }

  @Override
  protected void prepare(int number) {
    innerTrainer.setInvocationCount(number);
  }

  /**
   * The rows with the labels that reach them: labelled rows keep their own label, and rows that no
   * label reaches are left out.
   *
   * @throws IllegalArgumentException as {@link #train}
   */
  public Dataset<Label> spread(Dataset<Label> examples) {
    return new DerivedDataset<>(
        new SpreadSource(examples, neighbours, alpha, mostRows, seed, threads));
  }

  @Override
  public String toString() {
    return String.format(
        "LabelSpreadingTrainer(innerTrainer=%s,neighbours=%s,alpha=%s)",
        innerTrainer, neighbours, alpha);
  }
}
