package org.lateo.logistic;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.CountedTrainer;
import org.lateo.VAEOrigin;
import org.lateo.config.Fields;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.nn.Sizes;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.StopRequest;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/**
 * Trains a multinomial logistic regression, linear or with a Gaussian kernel, whose kernel, scaling
 * of the features and strength of regularisation are chosen by the log-loss of held-out rows.
 *
 * <p>Rows without a label are left out. A class with one labelled row is not held out; where no
 * class has two, the regression is linear with a fixed penalty. Of one class alone comes a model
 * that always predicts it.
 *
 * <p>Training minimises a convex function to convergence, so that the model does not depend on
 * where it starts; the seed only deals rows to folds.
 */
public final class KernelLogisticTrainer extends CountedTrainer<Label> implements WeightedExamples {
  private static final Logger logger = Logger.getLogger(KernelLogisticTrainer.class.getName());
  private static final double TOLERANCE = 1e-5;

  /** Steps of the fit after a stop: most of the way, in a fraction of the time. */
  private static final int FEW_STEPS = 30;

  /** Numbers in the kernel's factor that time allows, counted once for each class. */
  private static final long MOST_PRODUCTS = 300_000_000;

  /** Numbers in the kernel's factor that memory allows, of 12 bytes each. */
  private static final long MOST_NUMBERS = 50_000_000;

  @Config(description = "The kernels that are tried: LINEAR, GAUSSIAN or both.")
  EnumSet<Kernel> kernels = EnumSet.allOf(Kernel.class);

  @Config(description = "Folds of the cross-validation, 2 or more.")
  int folds = 5;

  @Config(
      description =
          "The most centres of a Gaussian kernel, which are labelled rows; with very many rows fewer"
              + " are taken.")
  int mostCentres = 500;

  @Config(
      description =
          "The most rows of the cross-validation, drawn at random from more; all are trained on.")
  int mostRowsHeldOut = 2000;

  @Config(description = "Seed by which rows are dealt to folds.")
  long seed = 1;

  /** A trainer with every field at its default. */
  public KernelLogisticTrainer() {}

  /** A builder. */
  public static KernelLogisticTrainerBuilder builder() {
    return new KernelLogisticTrainerBuilder();
  }

  /** Used by OLCUT and the builder. */
  @Override
  public void postConfig() {
    Fields.require(!kernels.isEmpty(), "kernels", "at least one", kernels);
    Fields.requireAtLeast("folds", 2, folds);
    Sizes.requireField("mostCentres", Sizes.COMPONENTS, mostCentres);
    Fields.requireAtLeast("mostRowsHeldOut", 2, mostRowsHeldOut);
  }

  @Override
  public KernelLogisticModel train(Dataset<Label> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public KernelLogisticModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, or a value is not finite
   * @throws TrainingStoppedException if the thread is interrupted; it holds a model
   */
  @Override
  public KernelLogisticModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    Invocation invocation = begin(invocationCount);
    LogisticRows rows = LogisticRows.of(examples);
    StopRequest inSearch = new StopRequest();
    LogisticChoice choice = choose(rows, inSearch);
    logger.fine(() -> choice + ", log-loss " + choice.losses().mean());
    StopRequest inFit = new StopRequest();
    Definition<KernelLogisticArchitecture> fitted =
        new LogisticFit(
                rows,
                choice,
                centres(rows),
                TOLERANCE,
                inSearch.wasNoticed() ? FEW_STEPS : LBFGS.MOST_STEPS,
                inFit,
                seed)
            .definition();
    Optional<TrainingStoppedException> stop = stop(inSearch, inFit);
    ModelProvenance provenance =
        new ModelProvenance(
            KernelLogisticModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            RowsProvenance.of(examples.getProvenance()),
            invocation.provenance(),
            VAEOrigin.stopped(runProvenance, stop));
    KernelLogisticModel model =
        new KernelLogisticModel(
            "kernel-logistic", provenance, examples.getFeatureIDMap(), rows.outputs(), fitted);
    return new TrainedPart<>(model, stop).finished(model);
  }

  private static Optional<TrainingStoppedException> stop(StopRequest inSearch, StopRequest inFit) {
    if (inSearch.wasNoticed()) {
      return stop("the best penalty that was tried is kept, with a short fit");
    }
    return inFit.wasNoticed() ? stop("the last step is kept") : Optional.empty();
  }

  private static Optional<TrainingStoppedException> stop(String kept) {
    return Optional.of(new TrainingStoppedException("the logistic regression", kept, null));
  }

  private LogisticChoice choose(LogisticRows rows, StopRequest stop) {
    LogisticRows some = rows;
    if (rows.labels().length > mostRowsHeldOut) {
      int[] order = RandomStream.of(seed, "rows held out").permutation(rows.labels().length);
      int[] drawn = Arrays.copyOf(order, mostRowsHeldOut);
      Arrays.sort(drawn);
      some = rows.of(drawn);
    }
    StratifiedFolds dealt = StratifiedFolds.of(some.labels(), folds, seed);
    return dealt.count() == 0 || rows.seen().length == 1
        ? LogisticSearch.UNTRIED
        : new LogisticSearch(some, dealt, mostCentres, stop).choose(kernels);
  }

  private int centres(LogisticRows rows) {
    long count = rows.labels().length;
    long affordable = Math.min(MOST_PRODUCTS / (count * rows.seen().length), MOST_NUMBERS / count);
    return (int) Math.max(1, Math.min(mostCentres, affordable));
  }

  @Override
  public String toString() {
    return String.format(
        "KernelLogisticTrainer(kernels=%s,folds=%s,seed=%s)", kernels, folds, seed);
  }
}
