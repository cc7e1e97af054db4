package org.lateo.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lateo.data.Split;
import org.lateo.graph.Parameters;
import org.lateo.graph.Workers;
import org.lateo.math.RandomStream;
import org.lateo.model.Model;
import org.lateo.objective.Loss;

/**
 * Maximises a loss over the training rows by minibatches, and after it a refinement's loss if there
 * is one. The order of rows is a function of seed and epoch.
 */
public final class TrainingLoop {
  private final Stages stages;
  private final Parameters parameters;
  private final Optimiser.Run optimiser;
  private final WeightAverage average;
  private final TrainingOptions options;
  private final TrainingData data;
  private final Split split;
  private TrainingState.Position position;
  private BestEpoch best;
  private LossRun run;
  private LossSums sums;
  private int[] order;
  private long epochStart;

  /** The sums over the last epoch that came to its end in this loop. */
  private TrainingState.Sums epochSums = TrainingState.Sums.NONE;

  /** One object for all steps, which allocate nothing. */
  private final Supplier<TrainingState> current = this::state;

  /**
   * A training that has not begun. The model's penalties are subtracted from each loss.
   *
   * @param parameters the first values, which training changes
   * @param data the rows for training and validation
   * @throws IllegalArgumentException if there is early stopping without validation rows
   */
  public TrainingLoop(
      Model model,
      Loss loss,
      Optional<Refinement> refinement,
      Parameters parameters,
      Optimiser optimiser,
      TrainingOptions options,
      TrainingData data) {
    this.data = data;
    this.split = data.split();
    options.stopping().requireRows(split.validation().length);
    this.stages = new Stages(loss, refinement, options.epochs()).less(model.penalties());
    this.parameters = parameters;
    this.options = options;
    this.optimiser = optimiser.start(parameters.values().length);
    this.average = new WeightAverage(parameters, options.averaging());
  }

  /**
   * Runs to the end. The parameters are then those of the best epoch if there are validation rows,
   * otherwise those of the last epoch; or their running average, if there is one. Epochs in a
   * warm-up do not count as best.
   *
   * <p>Early stopping ends the epochs of one loss; a refinement then begins with its own epochs.
   * With validation rows a refinement starts from the best epoch before it, and an epoch of it is
   * kept only if the refinement's bound on the validation rows is higher than at that start. Values
   * of two different bounds are never compared.
   *
   * <p>If the thread is interrupted, training stops after the current step, or after the first one.
   * The parameters are then those of the best epoch, or of the last step in the first epoch; the
   * thread is not interrupted any more.
   *
   * @param settings everything that decides the result but for rows and processor, for listeners
   *     that keep states
   * @throws IllegalArgumentException if the listener gives a state to start from that this training
   *     does not go through
   * @throws TrainingDivergedException if the bound or the parameters become non-finite
   */
  public TrainingResult run(Supplier<Map<String, String>> settings, TrainingListener listener) {
    NamedListener told = NamedListener.of(listener);
    TrainingState first = start();
    TrainingState from =
        told.onStart(
            first,
            () -> Fingerprint.of(settings.get(), data),
            found -> {
              found.requireLike(first);
              stages.requireIn(found, LossRun.stepsPerEpoch(options, data));
            });
    return finish(run(from, at -> at.steps() > 0 && Thread.interrupted(), told));
  }

  /** The state before the first step, with the current parameters. */
  public TrainingState start() {
    float[] first = parameters.values();
    return new TrainingState(
        first,
        optimiser.arrays(),
        optimiser.numbers(),
        average.values(),
        TrainingState.Best.before(first),
        TrainingState.Position.START,
        TrainingState.Sums.NONE);
  }

  /**
   * Continues from a state, step by step, until training ends or a condition holds. Validation and
   * reports at the end of an epoch belong to its last step.
   *
   * @param from {@link #start}, or a state that an earlier call returned
   * @param until the condition, which is tested before each step
   * @return the state after the last step
   * @throws TrainingDivergedException as {@link #run(Supplier, TrainingListener)}
   */
  public TrainingState run(
      TrainingState from, Predicate<TrainingState.Position> until, TrainingListener listener) {
    restore(from);
    try (Workers workers = new Workers(options.threads())) {
      while (!position.ended() && !until.test(position)) {
        step(workers, listener);
        listener.onState(current, false);
      }
      requireFinite(run.nonFiniteParameter());
      listener.onState(current, true);
    }
    return state();
  }

  /** The sums of the reports over the epoch that the last step ended; none before. */
  public TrainingState.Sums epochSums() {
    return epochSums;
  }

  /**
   * The sums of the reports over the validation rows at a state's parameters, or their average if
   * there is one. Their weight is NaN if what is maximised is not finite there, for {@link
   * #endEpoch} to see.
   */
  public TrainingState.Sums validate(TrainingState at) {
    restore(at);
    average.swap();
    LossSums validation = run.newSums();
    try (Workers workers = new Workers(options.threads())) {
      if (!run.validate(validation, workers)) {
        validation.spoil();
      }
    }
    return validation.state(0);
  }

  /**
   * Ends an epoch of rows that lie in several shards, as {@link #run(TrainingState, Predicate,
   * TrainingListener)} does with its own.
   *
   * @param after the state after the last step of the epoch
   * @param training the sums of the reports over the epoch
   * @param validation those over the validation rows, if there are any
   * @param validate {@link #validate} for a state in which a refinement begins, over all shards
   * @return the state with the best epoch so far, which may have ended
   * @throws TrainingDivergedException if the weight of {@code validation} is NaN
   */
  public TrainingState endEpoch(
      TrainingState after,
      TrainingState.Sums training,
      TrainingState.Sums validation,
      Function<TrainingState, TrainingState.Sums> validate,
      TrainingListener listener) {
    restore(after);
    int done = position.epoch() - 1;
    sums.restore(training);
    LossSums held = run.newSums();
    held.restore(validation);
    if (held.isSpoiled()) {
      throw diverged(done, run.stepsPerEpoch(), LossRun.OF_VALIDATION);
    }
    average.swap();
    double seconds = training.nanos() / 1e9;
    listener.onEpoch(offer(done, held, seconds, training.weight() / seconds));
    average.swap();
    beginEpoch(
        start -> {
          start.restore(validate.apply(state()));
          return !start.isSpoiled();
        });
    return state();
  }

  /** Sets the parameters to those that are kept, and says which; a run may have been stopped. */
  public TrainingResult finish(TrainingState end) {
    int done = end.position().epoch() - 1;
    boolean stopped = !end.position().ended();
    boolean best = end.best().epoch() > 0 && (stopped || validates());
    float[] last = end.average().length == 0 ? end.parameters() : end.average();
    set(best ? end.best().parameters() : last);
    return new TrainingResult(done, best ? end.best().epoch() : done, stopped);
  }

  /** Refuses a cause that something is not finite, if there is one. */
  private void requireFinite(String cause) {
    if (cause != null) {
      throw diverged(cause);
    }
  }

  private void set(float[] values) {
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    parameters.upload(0, values.length);
  }

  private void restore(TrainingState state) {
    set(state.parameters());
    state.copyTo(optimiser);
    average.restore(state.average());
    position = state.position();
    begin();
    best = new BestEpoch(options.stopping(), run.lastOfWarmUp(), state.best());
    sums.restore(state.sums());
    order = null;
    epochStart = System.nanoTime() - state.sums().nanos();
  }

  private TrainingState state() {
    long nanos = position.step() == 0 ? 0 : System.nanoTime() - epochStart;
    return new TrainingState(
        parameters.values(),
        optimiser.arrays(),
        optimiser.numbers(),
        average.values(),
        best.state(),
        position,
        sums.state(nanos));
  }

  /** Prepares the loss of the current stage. */
  private void begin() {
    run = new LossRun(stages.loss(position.stage()), parameters, optimiser, average, options, data);
    sums = run.newSums();
    if (position.step() == 0 && position.epoch() == stages.firstEpoch(position.stage())) {
      run.warnOfLongWarmUp(stages.lastEpoch(position.stage()));
    }
  }

  private boolean validates() {
    return split.validation().length > 0;
  }

  /** Trains on the next rows of the epoch, and ends the epoch after the last ones. */
  private void step(Workers workers, TrainingListener listener) {
    if (order == null) {
      order = data.epochs().of(position.epoch());
    }
    int from = position.step() * run.stepSize();
    train(from, workers);
    int seen = Math.min(rows(), from + run.stepSize());
    position = position.afterStep();
    listener.onStep(position.epoch(), seen, rows());
    if (seen == rows()) {
      epochSums = sums.state(System.nanoTime() - epochStart);
      endEpoch(workers, listener);
    }
  }

  private void train(int from, Workers workers) {
    int epoch = position.epoch();
    int step = position.step() + 1;
    double middle = epoch - 1 + (step - 0.5) / run.stepsPerEpoch();
    long noise = RandomStream.of(options.seed(), "noise").at(epoch).key();
    optimiser.beginStep(options.schedule().factor(middle, options.epochs()));
    average.beginStep(position.steps() + 1);
    long key = data.epochs().repeats() ? RandomStream.child(noise, step) : noise;
    run.step(order, from, key, middle, workers);
    if (!Double.isFinite(sums.add())) {
      throw diverged(run.nonFiniteCause());
    }
  }

  /** Of a shard, what has all shards validates and ends the epoch. */
  private void endEpoch(Workers workers, TrainingListener listener) {
    if (data.isShard()) {
      requireFiniteAtEnd(workers);
      position = position.afterEpoch();
      sums = run.newSums();
      order = null;
    } else {
      listener.onEpoch(report(workers));
      position = position.afterEpoch();
      beginEpoch(start -> run.validate(start, workers));
    }
  }

  /** Without validation rows nothing else finds that the last step of a shard's epoch spoils. */
  private void requireFiniteAtEnd(Workers workers) {
    average.swap();
    requireFinite(validates() ? run.nonFiniteParameter() : examine(run.newSums(), workers));
    average.swap();
  }

  private EpochReport report(Workers workers) {
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    average.swap();
    LossSums validation = run.newSums();
    requireFinite(examine(validation, workers));
    EpochReport report = offer(position.epoch(), validation, seconds, rows() / seconds);
    average.swap();
    return report;
  }

  /** Compares an epoch with the best one so far, and reports it. */
  private EpochReport offer(int done, LossSums validation, double seconds, double speed) {
    double watched = (validates() ? validation : sums).watched();
    best.offer(done, watched, parameters.values());
    return new EpochReport(
        done,
        options.epochs(),
        sums.means(),
        validates() ? validation.means() : Map.of(),
        watched,
        seconds,
        speed,
        best.epoch());
  }

  /**
   * Begins the next epoch, or the next stage, or ends training.
   *
   * @param validate fills in the sums over the validation rows, and says whether they are finite
   */
  private void beginEpoch(Predicate<LossSums> validate) {
    int done = position.epoch() - 1;
    if (done == stages.lastEpoch(position.stage()) || best.isEnough(done)) {
      endStage(validate);
    }
    sums = run.newSums();
    order = null;
    epochStart = System.nanoTime();
  }

  private void endStage(Predicate<LossSums> validate) {
    if (stages.isLast(position.stage())) {
      position = position.atEnd();
      return;
    }
    int last = stages.lastEpoch(0);
    position = position.inStage(1, last + 1);
    begin();
    best.beginStage(last, run.lastOfWarmUp(), refine(validate));
  }

  /**
   * Goes back to the best epoch, if there are validation rows, and returns the new loss's watched
   * bound at its parameters; minus infinity if no epoch has counted.
   */
  private double refine(Predicate<LossSums> validate) {
    if (!validates()) {
      return Double.NEGATIVE_INFINITY;
    }
    set(best.parameters());
    average.restore(parameters.values());
    LossSums start = run.newSums();
    boolean finite = validate.test(start);
    return finite && best.hasCounted() ? start.watched() : Double.NEGATIVE_INFINITY;
  }

  /** Validates an epoch, and returns the cause of a number that is not finite, or null. */
  private String examine(LossSums validation, Workers workers) {
    String cause = run.nonFiniteParameter();
    if (cause != null) {
      return cause;
    }
    boolean finite = validates() ? run.validate(validation, workers) : run.isFiniteNow(workers);
    return finite ? null : run.nonFiniteCause();
  }

  private TrainingDivergedException diverged(String cause) {
    int step = Math.min(position.step() + 1, run.stepsPerEpoch());
    return diverged(position.epoch(), step, cause);
  }

  private TrainingDivergedException diverged(int epoch, int step, String cause) {
    return new TrainingDivergedException(cause, epoch, step, best.epoch(), best.parameters());
  }

  private int rows() {
    return data.epochs().count();
  }
}
