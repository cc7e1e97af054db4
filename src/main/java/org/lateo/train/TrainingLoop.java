package org.lateo.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Stage;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.math.RandomStream;
import org.lateo.objective.Bound;
import org.lateo.objective.VAE;

/**
 * Maximises a bound over the training rows by minibatches.
 *
 * <p>Each step fills the batch, runs the bound forward, the gradient of its weighted mean backward,
 * and moves the parameters. Noise is a function of seed, epoch, row and sample; the order of rows
 * of seed and epoch.
 */
public final class TrainingLoop {
  private static final Logger logger = Logger.getLogger(TrainingLoop.class.getName());

  private final Bound bound;
  private final Program program;
  private final Parameters parameters;
  private final Workspace w;
  private final Optimiser.Run optimiser;
  private final ParameterUpdate update;
  private final TrainingOptions options;
  private final Table table;
  private final Split split;
  private final Batch batch;
  private final Map<Integer, List<Stage>> steps = new HashMap<>();
  private final double meanWeight;
  private float klWeight;

  /**
   * @param parameters the first values; training moves them
   * @param table every row, training and validation
   * @throws IllegalArgumentException if training is to stop by validation rows and there are none
   */
  public TrainingLoop(
      VAE vae,
      Bound bound,
      Parameters parameters,
      Optimiser optimiser,
      TrainingOptions options,
      Table table,
      Split split) {
    requireValidation(options.stopping(), split);
    this.bound = bound;
    this.program = new Program(bound.objective(), bound.elbo(), bound.reconstruction(), bound.kl());
    this.parameters = parameters;
    this.options = options;
    this.table = table;
    this.split = split;
    int capacity = Math.min(options.batchSize(), Math.max(split.training().length, 1));
    this.w = new Workspace(program, parameters, capacity, true);
    this.optimiser = optimiser.start(parameters.values().length);
    this.batch = new Batch(table, capacity);
    this.meanWeight = meanWeight();
    WeightPrior prior =
        new WeightPrior(parameters.layout(), options.weightPrior(), split.training().length);
    this.update =
        new ParameterUpdate(parameters, w, this.optimiser, prior, options.gradientClipping());
    w.setSink(update);
    connect(vae);
  }

  private static void requireValidation(EarlyStopping stopping, Split split) {
    if (stopping.patience() > 0 && split.validation().length == 0) {
      throw new IllegalArgumentException(
          "patience: expected 0 without validation rows, found " + stopping.patience());
    }
  }

  private double meanWeight() {
    double sum = 0;
    for (int row : split.training()) {
      sum += table.weight(row);
    }
    return sum / split.training().length;
  }

  private void connect(VAE vae) {
    w.setSource(vae.features(), batch.features());
    bound
        .klWeight()
        .ifPresent(weight -> w.setSource(weight.input(), (row, into, at) -> into[at] = klWeight));
    int index = 0;
    for (Node node : program.nodes()) {
      if (node instanceof Noise noise) {
        int purpose = index++;
        int samples = noise.rows().perExample();
        w.setSource(
            noise, (row, into, at) -> batch.fillNoise(purpose, samples, row, into, at, noise));
      }
    }
  }

  /**
   * Runs the epochs. In the end the parameters are those of the best epoch where there are
   * validation rows, those of the last one otherwise.
   *
   * @throws TrainingDivergedException if the bound or the parameters become non-finite
   */
  public TrainingResult run(TrainingListener listener) {
    BestEpoch best = new BestEpoch(options.stopping(), warmUpEnd(), parameters.values());
    int epoch = 0;
    try (Workers workers = new Workers(options.threads())) {
      while (epoch < options.epochs() && !best.isEnough(epoch)) {
        epoch++;
        listener.onEpoch(runEpoch(epoch, best, workers, listener));
      }
    }
    if (split.validation().length == 0) {
      return new TrainingResult(epoch, epoch);
    }
    best.restore(parameters);
    return new TrainingResult(epoch, best.epoch());
  }

  private EpochReport runEpoch(
      int epoch, BestEpoch best, Workers workers, TrainingListener listener) {
    long start = System.nanoTime();
    int[] order = RandomStream.of(options.seed(), "order").at(epoch).permutation(rows());
    BoundSums sums = new BoundSums(bound, w, batch);
    RandomStream noise = RandomStream.of(options.seed(), "noise").at(epoch);
    int step = 1;
    for (int from = 0; from < rows(); from += w.capacity(), step++) {
      int examples = Math.min(w.capacity(), rows() - from);
      batch.select(split.training(), order, from, examples, noise.key());
      w.setExamples(examples);
      beginStep(epoch, step);
      workers.run(step(examples));
      if (!Double.isFinite(sums.add())) {
        throw new TrainingDivergedException(
            new Divergence(program, w).cause(), epoch, step, best.epoch(), best.parameters());
      }
      listener.onStep(epoch, from + examples, rows());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double validation = Double.NaN;
    String cause = new Divergence(program, w).causeInParameters();
    if (cause == null) {
      boolean validates = split.validation().length > 0;
      double elbo = validates ? validate(workers) : lookAgain(workers);
      validation = validates ? elbo : Double.NaN;
      cause = Double.isFinite(elbo) ? null : new Divergence(program, w).cause();
    }
    if (cause != null) {
      throw new TrainingDivergedException(cause, epoch, step - 1, best.epoch(), best.parameters());
    }
    best.offer(epoch, Double.isNaN(validation) ? sums.elbo() : validation, parameters.values());
    return sums.report(
        epoch, options.epochs(), validation, seconds, rows() / seconds, best.epoch());
  }

  /** The mean ELBO of the validation rows, NaN if one is; the same noise every time. */
  private double validate(Workers workers) {
    BoundSums sums = new BoundSums(bound, w, batch);
    long noise = RandomStream.of(options.seed(), "validation").key();
    int[] rows = split.validation();
    for (int from = 0; from < rows.length; from += w.capacity()) {
      int examples = Math.min(w.capacity(), rows.length - from);
      batch.select(rows, null, from, examples, noise);
      w.setExamples(examples);
      workers.run(w.forward());
      if (!Double.isFinite(sums.add())) {
        return Double.NaN;
      }
    }
    return sums.elbo();
  }

  /**
   * The ELBO of the last batch, after its step: nothing else would notice that finite parameters
   * make it overflow.
   */
  private double lookAgain(Workers workers) {
    workers.run(w.forward());
    return new BoundSums(bound, w, batch).add();
  }

  /** Sets what follows a schedule, by where the middle of the step lies. */
  private void beginStep(int epoch, int step) {
    double position = epoch - 1 + (step - 0.5) / stepsPerEpoch();
    optimiser.beginStep(options.schedule().factor(position, options.epochs()));
    if (bound.klWeight().isPresent()) {
      klWeight = (float) bound.klWeight().get().at(position, stepsPerEpoch());
    }
  }

  private int stepsPerEpoch() {
    return (rows() + w.capacity() - 1) / w.capacity();
  }

  /** The epoch, from 1, that the warm-up of the KL divergence ends in; 0 without one. */
  private int warmUpEnd() {
    double epochs = bound.klWeight().map(k -> k.warmUpEpochs(stepsPerEpoch())).orElse(0.0);
    if (epochs > options.epochs()) {
      logger.warning(
          String.format(
              Locale.ROOT,
              "Training ends after %d epochs, inside the warm-up of %.4g: the KL divergence never"
                  + " has its whole weight, so that what is learned maximises less than the ELBO."
                  + " Expected more epochs or a shorter warmUp",
              options.epochs(),
              epochs));
    }
    return (int) Math.ceil(epochs);
  }

  private int rows() {
    return split.training().length;
  }

  private List<Stage> step(int examples) {
    List<Stage> known = steps.get(examples);
    if (known == null) {
      known = new ArrayList<>(w.forward());
      known.add(Stage.of(this::seedGradient));
      known.addAll(w.backward());
      known.addAll(update.stages());
      steps.put(examples, known);
    }
    return known;
  }

  /** What is minimised is minus the weighted mean of the objective. */
  private void seedGradient() {
    float[] gradient = w.gradient(bound.objective());
    double scale = -1 / (meanWeight * w.examples());
    for (int i = 0; i < w.examples(); i++) {
      gradient[i] = (float) (scale * batch.weight(i));
    }
  }
}
