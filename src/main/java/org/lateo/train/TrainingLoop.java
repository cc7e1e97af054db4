package org.lateo.train;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Parameters;
import org.lateo.graph.Workers;
import org.lateo.math.RandomStream;
import org.lateo.objective.Bound;
import org.lateo.objective.VAE;

/**
 * Maximises a bound over the training rows by minibatches, and then perhaps another one. The order
 * of rows is a function of seed and epoch.
 */
public final class TrainingLoop {
  private static final Logger logger = Logger.getLogger(TrainingLoop.class.getName());

  /**
   * A bound for the last epochs, such as a tighter one.
   *
   * @param epochs how many of all, at least 1
   */
  public record Refinement(Bound bound, int epochs) {}

  private final Bound bound;
  private final Optional<Refinement> refinement;
  private final Parameters parameters;
  private final Optimiser.Run optimiser;
  private final WeightAverage average;
  private final TrainingOptions options;
  private final TrainingData data;
  private final Split split;
  private BoundRun run;

  /** With one bound throughout. */
  public TrainingLoop(
      VAE vae,
      Bound bound,
      Parameters parameters,
      Optimiser optimiser,
      TrainingOptions options,
      Table table,
      Split split) {
    this(vae, bound, Optional.empty(), parameters, optimiser, options, table, split);
  }

  /**
   * @param parameters the first values; training moves them
   * @param table every row, training and validation
   * @throws IllegalArgumentException if training is to stop by validation rows and there are none
   */
  public TrainingLoop(
      VAE vae,
      Bound bound,
      Optional<Refinement> refinement,
      Parameters parameters,
      Optimiser optimiser,
      TrainingOptions options,
      Table table,
      Split split) {
    this(
        bound,
        refinement,
        parameters,
        optimiser,
        options,
        TrainingData.of(vae, table, split, options.seed()));
  }

  /**
   * As above, for any model and whatever goes with its rows.
   *
   * @param data the rows, and which of them an epoch takes
   */
  public TrainingLoop(
      Bound bound,
      Optional<Refinement> refinement,
      Parameters parameters,
      Optimiser optimiser,
      TrainingOptions options,
      TrainingData data) {
    this.data = data;
    this.split = data.split();
    requireValidation(options.stopping(), split);
    this.bound = bound;
    this.refinement = refinement;
    this.parameters = parameters;
    this.options = options;
    this.optimiser = optimiser.start(parameters.values().length);
    this.average = new WeightAverage(parameters, options.averaging());
  }

  private static void requireValidation(EarlyStopping stopping, Split split) {
    if (stopping.patience() > 0 && split.validation().length == 0) {
      throw new IllegalArgumentException(
          "patience: expected 0 without validation rows, found " + stopping.patience());
    }
  }

  /**
   * Runs the epochs. In the end the parameters are those of the best epoch where there are
   * validation rows, those of the last one otherwise; averaged, if they are. Inside a warm-up no
   * epoch counts as the best.
   *
   * <p>When patience is at an end, so are the epochs of that bound; a refinement still has its own.
   * Where there are validation rows it starts from the best epoch before it, and is kept as far as
   * it makes its own bound on them better than it was there: values of two bounds are never
   * compared.
   *
   * @throws TrainingDivergedException if the bound or the parameters become non-finite
   */
  public TrainingResult run(TrainingListener listener) {
    int last = options.epochs() - refinement.map(Refinement::epochs).orElse(0);
    begin(bound);
    BestEpoch best = new BestEpoch(options.stopping(), warmUpEnd(last), parameters.values());
    int done;
    try (Workers workers = new Workers(options.threads())) {
      done = runEpochs(0, last, best, workers, listener);
      if (refinement.isPresent()) {
        begin(refinement.get().bound());
        best.beginStage(last, warmUpEnd(options.epochs()), refine(best, workers));
        done = runEpochs(last, options.epochs(), best, workers, listener);
      }
    }
    if (!validates()) {
      average.swap();
      return new TrainingResult(done, done);
    }
    best.restore(parameters);
    return new TrainingResult(done, best.epoch());
  }

  private void begin(Bound next) {
    run = new BoundRun(next, parameters, optimiser, average, options, data);
  }

  /**
   * Goes back to the best epoch, if there are rows to tell it by, and returns what the bound that
   * now begins is there; minus infinity if nothing before it counts.
   */
  private double refine(BestEpoch best, Workers workers) {
    if (!validates()) {
      return Double.NEGATIVE_INFINITY;
    }
    best.restore(parameters);
    average.restart();
    BoundSums sums = run.newSums();
    boolean finite = run.validate(sums, workers);
    return finite && best.hasCounted() ? sums.watched() : Double.NEGATIVE_INFINITY;
  }

  private boolean validates() {
    return split.validation().length > 0;
  }

  /** Runs epochs {@code from + 1 .. to} or as many as patience allows, and returns the last. */
  private int runEpochs(
      int from, int to, BestEpoch best, Workers workers, TrainingListener listener) {
    int epoch = from;
    while (epoch < to && (epoch == from || !best.isEnough(epoch))) {
      epoch++;
      listener.onEpoch(runEpoch(epoch, best, workers, listener));
    }
    return epoch;
  }

  private EpochReport runEpoch(
      int epoch, BestEpoch best, Workers workers, TrainingListener listener) {
    long start = System.nanoTime();
    BoundSums sums = run.newSums();
    int steps = train(epoch, best, sums, workers, listener);
    double seconds = (System.nanoTime() - start) / 1e9;
    average.swap();
    BoundSums validation = run.newSums();
    String cause = examine(validation, workers);
    if (cause != null) {
      throw diverged(cause, epoch, steps, best);
    }
    double watched = (validates() ? validation : sums).watched();
    best.offer(epoch, watched, parameters.values());
    average.swap();
    return new EpochReport(
        epoch,
        options.epochs(),
        sums.elbo(),
        sums.reconstruction(),
        sums.kl(),
        validation.elbo(),
        watched,
        seconds,
        rows() / seconds,
        best.epoch());
  }

  /** Takes the rows of an epoch and returns the number of steps. */
  private int train(
      int epoch, BestEpoch best, BoundSums sums, Workers workers, TrainingListener listener) {
    int[] order = data.epochs().of(epoch);
    long noise = RandomStream.of(options.seed(), "noise").at(epoch).key();
    int step = 0;
    for (int from = 0; from < rows(); from += run.stepSize()) {
      double position = epoch - 1 + (step + 0.5) / run.stepsPerEpoch();
      step++;
      optimiser.beginStep(options.schedule().factor(position, options.epochs()));
      average.beginStep();
      long key = data.epochs().repeats() ? RandomStream.child(noise, step) : noise;
      run.step(order, from, key, position, workers);
      if (!Double.isFinite(sums.add())) {
        throw diverged(run.divergence().cause(), epoch, step, best);
      }
      listener.onStep(epoch, Math.min(rows(), from + run.stepSize()), rows());
    }
    return step;
  }

  /** What is wrong after an epoch, null for nothing; adds the bounds of the validation rows. */
  private String examine(BoundSums validation, Workers workers) {
    String cause = run.divergence().causeInParameters();
    if (cause != null) {
      return cause;
    }
    boolean finite = validates() ? run.validate(validation, workers) : run.isFiniteNow(workers);
    return finite ? null : run.divergence().cause();
  }

  private static TrainingDivergedException diverged(
      String cause, int epoch, int step, BestEpoch best) {
    return new TrainingDivergedException(cause, epoch, step, best.epoch(), best.parameters());
  }

  /**
   * The last epoch, from 1, that ends inside the warm-up of the bound that begins; 0 without one.
   *
   * @param last the last epoch of that bound
   */
  private int warmUpEnd(int last) {
    double epochs = run.warmUpEpochs();
    if (epochs > last) {
      logger.warning(
          String.format(
              Locale.ROOT,
              "Training ends after %d epochs, inside the warm-up of %.4g: the KL divergence never"
                  + " has its whole weight, so that what is learned maximises less than the ELBO."
                  + " Expected more epochs or a shorter warmUp",
              last,
              epochs));
    }
    double halfStep = 0.5 / run.stepsPerEpoch();
    return (int) Math.ceil(epochs + halfStep) - 1;
  }

  private int rows() {
    return data.epochs().count();
  }
}
