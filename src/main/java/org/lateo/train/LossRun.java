package org.lateo.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Stage;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.graph.op.Known;
import org.lateo.math.RandomStream;
import org.lateo.objective.Loss;

/**
 * Steps that maximise one loss on one set of rows, and the loss's reports. Arrays are allocated
 * once.
 *
 * <p>Each step fills the batch, runs the program forward and the gradient of its weighted mean
 * backward, and moves the parameters. Noise is a function of seed, epoch, row and sample.
 */
final class LossRun {
  private static final Logger logger = Logger.getLogger(LossRun.class.getName());

  private static final String ADVICE =
      ". Likely the learning rate is too high, or some values are far outside the range of the"
          + " others";

  /** The cause where validation rows lie elsewhere and tell that their bound is not finite. */
  static final String OF_VALIDATION = "in the bound of the validation rows of a shard" + ADVICE;

  private final Loss loss;
  private final Program program;
  private final Workspace w;
  private final ParameterUpdate update;
  private final TrainingOptions options;
  private final TrainingData data;
  private final Batch batch;
  private final Map<Integer, List<Stage>> steps = new HashMap<>();
  private final double meanWeight;
  private final float[] ramped;

  LossRun(
      Loss loss,
      Parameters parameters,
      Optimiser.Run optimiser,
      WeightAverage average,
      TrainingOptions options,
      TrainingData data) {
    this.loss = loss;
    this.program =
        new Program(
            Stream.concat(Stream.of(loss.maximised()), loss.reports().values().stream())
                .toArray(Node[]::new));
    this.ramped = new float[loss.ramps().size()];
    this.options = options;
    this.data = data;
    int capacity = stepSize(options, data);
    this.w = new Workspace(program, parameters, capacity, true);
    this.batch = new Batch(data, capacity);
    this.meanWeight = meanWeight();
    WeightPrior prior =
        new WeightPrior(parameters.layout(), options.weightPrior(), data.trainingRows());
    this.update =
        new ParameterUpdate(parameters, w, optimiser, average, prior, options.gradientClipping());
    w.setSink(update);
    connect();
    ramp(0);
  }

  /** The sum of the training rows' weights, divided by the number of rows of an epoch. */
  private double meanWeight() {
    double sum = 0;
    for (int row : data.split().training()) {
      sum += data.table().weight(row);
    }
    return sum / data.epochs().count();
  }

  private void connect() {
    data.inputs().forEach((input, source) -> w.setSource(input, batch.rowsOf(source)));
    for (int k = 0; k < ramped.length; k++) {
      int ramp = k;
      w.setSource(loss.ramps().get(k).input(), (row, into, at) -> into[at] = ramped[ramp]);
    }
    int index = 0;
    for (Node node : program.nodes()) {
      if (node instanceof Noise noise) {
        int purpose = index++;
        w.setSource(noise, (row, into, at) -> batch.fillNoise(purpose, noise, row, into, at));
      }
    }
  }

  LossSums newSums() {
    return new LossSums(loss, w, batch);
  }

  /** The number of examples of a step, but for the last step of an epoch. */
  int stepSize() {
    return w.capacity();
  }

  int stepsPerEpoch() {
    return stepsPerEpoch(options, data);
  }

  static int stepsPerEpoch(TrainingOptions options, TrainingData data) {
    int examples = stepSize(options, data);
    return (data.epochs().count() + examples - 1) / examples;
  }

  private static int stepSize(TrainingOptions options, TrainingData data) {
    return Math.min(options.batchSize(), Math.max(data.epochs().count(), 1));
  }

  /** The length of the longest warm-up in epochs; 0 without a warm-up. */
  double warmUpEpochs() {
    return loss.ramps().stream()
        .mapToDouble(ramp -> ramp.warmUpEpochs(stepsPerEpoch()))
        .max()
        .orElse(0);
  }

  /** The last epoch, from 1, that ends inside the warm-up; 0 if there is none. */
  int lastOfWarmUp() {
    double halfStep = 0.5 / stepsPerEpoch();
    return (int) Math.ceil(warmUpEpochs() + halfStep) - 1;
  }

  /** Logs a warning if training ends inside the warm-up. */
  void warnOfLongWarmUp(int lastEpoch) {
    if (warmUpEpochs() > lastEpoch) {
      logger.warning(
          String.format(
              Locale.ROOT,
              "Training ends after %d epochs, inside the warm-up of %.4g: the KL divergence never"
                  + " has its whole weight, so that what is learned maximises less than the ELBO."
                  + " Expected more epochs or a shorter warmUp",
              lastEpoch,
              warmUpEpochs()));
    }
  }

  /**
   * Trains on a batch.
   *
   * @param order the rows of the epoch, of which the step takes the next ones from {@code from}
   * @param noise the key of the step's noise
   * @param position the middle of the step, in passes over the training rows
   */
  void step(int[] order, int from, long noise, double position, Workers workers) {
    int examples = Math.min(w.capacity(), order.length - from);
    batch.select(order, from, examples, noise, true);
    w.setExamples(examples);
    ramp(position);
    workers.run(stages(examples));
  }

  private void ramp(double position) {
    for (int k = 0; k < ramped.length; k++) {
      ramped[k] = (float) loss.ramps().get(k).at(position, stepsPerEpoch(), data.trainingRows());
    }
  }

  /**
   * Adds the reports of the validation rows, with the same noise every time, and with those ramps
   * alone that held-out rows have.
   *
   * @return whether all are finite
   */
  boolean validate(LossSums sums, Workers workers) {
    long noise = RandomStream.of(options.seed(), "validation").key();
    int[] rows = data.split().validation();
    boolean finite = true;
    leaveOthers();
    for (int from = 0; from < rows.length && finite; from += w.capacity()) {
      int examples = Math.min(w.capacity(), rows.length - from);
      batch.select(rows, from, examples, noise, false);
      w.setExamples(examples);
      workers.run(w.forward());
      finite = Double.isFinite(sums.add());
    }
    return finite;
  }

  private void leaveOthers() {
    for (int k = 0; k < ramped.length; k++) {
      ramped[k] = loss.ramps().get(k).heldOut() ? ramped[k] : 0;
    }
  }

  /**
   * Whether the bound of the last batch is still finite after its step; without validation rows,
   * this is how finite parameters whose bound overflows are found.
   */
  boolean isFiniteNow(Workers workers) {
    workers.run(w.forward());
    return Double.isFinite(newSums().add());
  }

  /** The first node that became non-finite in the last run, in words for the user. */
  String nonFiniteCause() {
    boolean gaps = program.nodes().stream().anyMatch(Known.class::isInstance);
    for (Node node : program.nodes()) {
      // Missing values are NaN in the data, which has no gradient, until they are masked.
      boolean data = gaps && w.buffer(node).gradient() == null;
      if (!(node instanceof Parameter) && !data && !w.isFinite(node)) {
        return "first in " + node + ADVICE;
      }
    }
    return "the sum of the bound overflowed";
  }

  /** The parameter that the last update made non-finite, in words for the user; null for none. */
  String nonFiniteParameter() {
    for (Node node : program.nodes()) {
      if (node instanceof Parameter && !w.isFinite(node)) {
        return "in the parameter " + node + ADVICE;
      }
    }
    return null;
  }

  private List<Stage> stages(int examples) {
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

  /** Sets the gradient of minus the weighted mean of what is maximised. */
  private void seedGradient() {
    float[] gradient = w.gradient(loss.maximised());
    double scale = -1 / (meanWeight * w.examples());
    for (int i = 0; i < w.examples(); i++) {
      gradient[i] = (float) (scale * batch.weight(i));
    }
  }
}
