package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.Input;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.ClassPrior;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.objective.Gaps;
import org.lateo.objective.IWAE;
import org.lateo.objective.IWAE.Gradient;
import org.lateo.objective.Models;
import org.lateo.objective.Objective;
import org.lateo.objective.SemiSupervisedLoss;

/** A step allocates nothing: garbage would be collected in the middle of a step. */
final class AllocationTest {
  private static final int WARM_UP = 50;
  private static final int STEPS = 200;
  private static final int BATCH = 10;
  private static final int COLUMNS = 20;

  /** Far below any array of the step, above what a measurement may cost. */
  private static final long MOST_BYTES_A_STEP = 1000;

  @ParameterizedTest
  @CsvSource({
    "1, false, 0",
    "2, false, 0",
    "1, true, 0",
    "2, true, 0",
    "1, false, 1",
    "2, true, 1"
  })
  void aStepAllocatesNothing(int threads, boolean sparse, double clipping) {
    assertAllocatesNothing(
        Models.architecture(List.of(30), Activation.TANH, 3, likelihood(sparse)),
        new ELBO(),
        threads,
        sparse,
        clipping);
  }

  static Stream<VAEArchitecture> families() {
    return Models.families();
  }

  @ParameterizedTest
  @MethodSource("families")
  void noPosteriorOrPriorAllocates(VAEArchitecture architecture) {
    boolean flow = architecture.posterior().getClass().getSimpleName().contains("Flow");
    Gradient gradient = flow ? Gradient.PLAIN : Gradient.DOUBLY_REPARAMETERISED;
    assertAllocatesNothing(architecture, new IWAE(3, gradient), 1, false, 0);
  }

  private static void assertAllocatesNothing(
      VAEArchitecture architecture,
      Objective objective,
      int threads,
      boolean sparse,
      double clipping) {
    VAE vae = architecture.connect(Scaling.none(COLUMNS), sparse, MissingColumns.none(COLUMNS));
    assertAllocatesNothing(vae, objective, threads, clipping, table((WARM_UP + STEPS) * BATCH));
  }

  @Test
  void missingValuesAllocateNothing() {
    VAEArchitecture architecture =
        Models.architecture(List.of(30), Activation.TANH, 3, new Bernoulli());
    MissingColumns missing = Gaps.missing(new Bernoulli(), COLUMNS);
    VAE vae = architecture.connect(Scaling.none(COLUMNS), false, missing);
    int rows = (WARM_UP + STEPS) * BATCH;
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    DenseTable table = new DenseTable(COLUMNS, Gaps.rows(vae, rows), weights);
    assertAllocatesNothing(vae, new ELBO(), 1, 0, table);
  }

  /** Labels beside the features, and labelled rows in every minibatch. */
  @Test
  void labelsAllocateNothing() {
    SemiSupervisedVAE vae =
        new SemiSupervisedArchitecture(
                Models.architecture(List.of(30), Activation.TANH, 3, new Bernoulli()),
                List.of(30),
                ClassPrior.uniform(3),
                false)
            .connect(Scaling.none(COLUMNS), false, MissingColumns.none(COLUMNS));
    DenseTable table = table((WARM_UP + STEPS) * (BATCH - 2) + 4);
    Input labels = SemiSupervisedLoss.labels(3);
    int[] rows = Split.of(table.rows(), 0, 1).training();
    EpochRows epochs =
        new LabelledEpochRows(
            Arrays.copyOf(rows, 4), Arrays.copyOfRange(rows, 4, rows.length), 2, BATCH, 1);
    RowSource classes = (row, into, at) -> into[at + (row < 4 ? row % 3 : 3)] = 1;
    TrainingData data =
        new TrainingData(
            Map.of(vae.features(), table, labels, classes),
            table,
            Split.of(table.rows(), 0, 1),
            epochs);
    Parameters parameters =
        new Parameters(vae.layout(), vae.layout().initialise(1), BestBlas.get());
    assertAllocatesNothing(
        new TrainingLoop(
            vae,
            SemiSupervisedLoss.of(vae, labels, 1, 0, 2),
            Optional.empty(),
            parameters,
            new Adam(),
            options(1, 0),
            data));
  }

  private static void assertAllocatesNothing(
      VAE vae, Objective objective, int threads, double clipping, DenseTable table) {
    Parameters parameters =
        new Parameters(vae.layout(), vae.layout().initialise(1), BestBlas.get());
    assertAllocatesNothing(
        new TrainingLoop(
            vae,
            objective.loss(vae),
            Optional.empty(),
            parameters,
            new Adam(),
            options(threads, clipping),
            TrainingData.of(vae, table, Split.of(table.rows(), 0, 1), 1)));
  }

  private static void assertAllocatesNothing(TrainingLoop loop) {
    long[] bytes = new long[2];
    loop.run(Map::of, new StepCounter(bytes));
    long perStep = (bytes[1] - bytes[0]) / STEPS;
    assertTrue(bytes[0] > 0 && perStep < MOST_BYTES_A_STEP, perStep + " bytes a step");
  }

  /** With everything that a step may have to do. */
  private static TrainingOptions options(int threads, double clipping) {
    return new TrainingOptions(
        1, BATCH, 1, threads, new CosineSchedule(0.1, 0.5), clipping, 1, 0.99, EarlyStopping.NEVER);
  }

  private static Likelihood likelihood(boolean sparse) {
    return sparse ? new Multinomial() : new Bernoulli();
  }

  private static DenseTable table(int rows) {
    RandomStream random = RandomStream.of(1, "table");
    float[] values = new float[rows * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.below(2, i);
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    return new DenseTable(COLUMNS, values, weights);
  }

  /** Notes how much the calling thread has allocated, before and after the steps in question. */
  private static final class StepCounter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long id = Thread.currentThread().getId();
    private final long[] bytes;

    StepCounter(long[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void onStep(int epoch, int rows, int total) {
      if (rows == WARM_UP * BATCH) {
        bytes[0] = threads.getThreadAllocatedBytes(id);
      } else if (rows == total) {
        bytes[1] = threads.getThreadAllocatedBytes(id);
      }
    }

    @Override
    public void onEpoch(EpochReport report) {}
  }
}
