package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Node;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;
import org.lateo.objective.ELBO;
import org.lateo.objective.ELBO.Estimator;
import org.lateo.objective.Loss;
import org.lateo.objective.Objective;

final class TrainingLoopTest {
  /** The bound at z = the posterior mean: the same for a row whatever its noise would be. */
  private static final class Noiseless implements Objective {
    @Override
    public Loss loss(VAE vae) {
      Node x = vae.observed();
      LatentDistribution q = vae.encode(x);
      Node reconstruction = SumColumns.of(vae.decode(q.mean()).logDensity(x));
      Optional<Node> divergence = vae.prior().divergence(q);
      Node kl = SumColumns.of(divergence.orElseThrow());
      Node elbo = Sum.subtract(reconstruction, kl);
      return Loss.ofBound(elbo, elbo, reconstruction, kl);
    }
  }

  /** Writes down what it is told. */
  private static final class Diary implements TrainingListener {
    final List<String> events = new ArrayList<>();
    final List<EpochReport> reports = new ArrayList<>();

    @Override
    public void onStep(int epoch, int rows, int total) {
      events.add(epoch + ": " + rows + " of " + total);
    }

    @Override
    public void onEpoch(EpochReport report) {
      events.add("epoch " + report.epoch() + " of " + report.epochs());
      reports.add(report);
    }
  }

  /** Notes which rows are read. */
  private static final class SpyTable implements Table {
    final List<Integer> read = new ArrayList<>();
    private final Table table;

    SpyTable(Table table) {
      this.table = table;
    }

    @Override
    public int rows() {
      return table.rows();
    }

    @Override
    public int columns() {
      return table.columns();
    }

    @Override
    public void fill(int row, float[] into, int offset) {
      read.add(row);
      table.fill(row, into, offset);
    }

    @Override
    public float weight(int row) {
      return table.weight(row);
    }
  }

  @Test
  void sameSeedSameBits() {
    Diary diary = new Diary();
    Diary again = new Diary();
    float[] first = new Training().run(diary);
    assertArrayEquals(first, new Training().run(again));
    for (int i = 0; i < diary.reports.size(); i++) {
      assertEquals(diary.reports.get(i).elbo(), again.reports.get(i).elbo());
    }
    Training other = new Training();
    other.seed = 2;
    assertFalse(Arrays.equals(first, other.run(TrainingListener.NONE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void sameBitsAtAnyNumberOfThreads(int threads) {
    for (Objective objective : List.of(new ELBO(), new ELBO(Estimator.MONTE_CARLO, 3))) {
      Training alone = new Training();
      alone.objective = objective;
      alone.share = 0.1;
      Training together = new Training();
      together.objective = objective;
      together.share = 0.1;
      together.threads = threads;
      Diary one = new Diary();
      Diary many = new Diary();
      assertArrayEquals(alone.run(one), together.run(many));
      for (int i = 0; i < one.reports.size(); i++) {
        assertEquals(one.reports.get(i).elbo(), many.reports.get(i).elbo());
        assertEquals(one.reports.get(i).validationElbo(), many.reports.get(i).validationElbo());
      }
    }
  }

  /**
   * Order and noise are drawn anew in each epoch and are nothing that a longer run would change.
   */
  @Test
  void aLongerRunBeginsLikeAShorterOne() {
    List<float[]> snapshots = new ArrayList<>();
    Training longer = new Training();
    longer.run(report -> snapshots.add(longer.parameters.values().clone()));
    Training shorter = new Training();
    shorter.epochs = 2;
    assertArrayEquals(snapshots.get(1), shorter.run(TrainingListener.NONE));
  }

  @Test
  void listenersAreToldInOrder() {
    Training training = new Training();
    training.epochs = 2;
    Diary diary = new Diary();
    training.run(diary);
    assertEquals(
        List.of(
            "1: 32 of 100",
            "1: 64 of 100",
            "1: 96 of 100",
            "1: 100 of 100",
            "epoch 1 of 2",
            "2: 32 of 100",
            "2: 64 of 100",
            "2: 96 of 100",
            "2: 100 of 100",
            "epoch 2 of 2"),
        diary.events);
  }

  @Test
  void everyTrainingRowOnceAnEpochInAnotherOrder() {
    SpyTable spy = new SpyTable(Training.table(100));
    Training training = new Training();
    training.table = spy;
    training.epochs = 2;
    training.run(TrainingListener.NONE);
    assertEquals(208, spy.read.size(), "the last batch of 4 is looked at again");
    List<Integer> first = spy.read.subList(0, 100);
    List<Integer> second = spy.read.subList(104, 204);
    assertEquals(spy.read.subList(96, 100), spy.read.subList(100, 104));
    assertEquals(100, first.stream().distinct().count());
    assertEquals(100, second.stream().distinct().count());
    assertNotEquals(first, second);
  }

  @Test
  void validationRowsAreReadForValidationOnly() {
    SpyTable spy = new SpyTable(Training.table(100));
    Training training = new Training();
    training.table = spy;
    training.share = 0.2;
    List<Integer> validation = Arrays.stream(training.split().validation()).boxed().toList();
    assertEquals(20, validation.size());
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(int epoch, int rows, int total) {
            assertEquals(80, total);
            assertEquals(rows, spy.read.size());
            assertTrue(spy.read.stream().noneMatch(validation::contains));
          }

          @Override
          public void onEpoch(EpochReport report) {
            assertEquals(validation, spy.read.subList(80, 100));
            spy.read.clear();
          }
        };
    training.run(listener);
  }

  /** What validation rows contain changes nothing but the validation, and which epoch is kept. */
  @Test
  void validationRowsDoNotTrain() {
    Training training = new Training();
    training.share = 0.2;
    float[] values = new float[100 * Training.COLUMNS];
    float[] weights = new float[100];
    for (int row = 0; row < 100; row++) {
      training.table.fill(row, values, row * Training.COLUMNS);
      weights[row] = 1f;
    }
    for (int row : training.split().validation()) {
      int at = row * Training.COLUMNS;
      Arrays.fill(values, at, at + Training.COLUMNS, 5f);
      weights[row] = 9f;
    }
    Training other = new Training();
    other.share = 0.2;
    other.table = new DenseTable(Training.COLUMNS, values, weights);
    Diary diary = new Diary();
    Diary otherDiary = new Diary();
    assertArrayEquals(afterEachEpoch(training, diary), afterEachEpoch(other, otherDiary));
    assertNotEquals(
        diary.reports.get(0).validationElbo(), otherDiary.reports.get(0).validationElbo());
  }

  private static float[][] afterEachEpoch(Training training, Diary diary) {
    List<float[]> snapshots = new ArrayList<>();
    training.run(
        report -> {
          diary.onEpoch(report);
          snapshots.add(training.parameters.values().clone());
        });
    return snapshots.toArray(float[][]::new);
  }

  /** With parameters that stand still: training noise is new in each epoch, validation's is not. */
  @Test
  void validationNoiseIsTheSameEveryTime() {
    Training training = new Training();
    training.share = 0.2;
    training.optimiser = new TestOptimiser();
    Diary diary = new Diary();
    training.run(diary);
    EpochReport first = diary.reports.get(0);
    EpochReport second = diary.reports.get(1);
    assertEquals(first.validationElbo(), second.validationElbo());
    assertNotEquals(first.elbo(), second.elbo());
  }

  /** A row's noise is a function of epoch and row, so the size of batches does not matter. */
  @Test
  void reportsAreMeansOverRows() {
    Training training = new Training();
    training.optimiser = new TestOptimiser();
    Diary diary = new Diary();
    training.run(diary);
    Training whole = new Training();
    whole.optimiser = new TestOptimiser();
    whole.batch = 100;
    Diary wholeDiary = new Diary();
    whole.run(wholeDiary);
    EpochReport report = diary.reports.get(2);
    assertEquals(wholeDiary.reports.get(2).elbo(), report.elbo(), 1e-4);
    assertEquals(report.reconstruction() - report.kl(), report.elbo(), 1e-4);
    assertEquals(3, report.epoch());
    assertTrue(report.seconds() > 0);
    assertEquals(100, report.rowsPerSecond() * report.seconds(), 1e-6);
    assertTrue(Double.isNaN(report.validationElbo()));
    assertEquals(report.elbo(), report.watched());
  }

  /** The last, smaller batch of an epoch has the mean gradient of its own rows. */
  @Test
  void gradientsAreMeansOverTheBatch() {
    float[] values = new float[4 * Training.COLUMNS];
    for (int row = 0; row < 4; row++) {
      Training.table(1).fill(0, values, row * Training.COLUMNS);
    }
    List<float[]> gradients = gradients(values, 3, 1f, 1f, 1f, 1f);
    assertEquals(2, gradients.size(), "a batch of three and one of one");
    assertClose(gradients.get(0), gradients.get(1));
  }

  @Test
  void aRowOfWeightTwoCountsTwice() {
    float[] three = new float[3 * Training.COLUMNS];
    float[] four = new float[4 * Training.COLUMNS];
    for (int row = 0; row < 4; row++) {
      Training.table(10).fill(Math.min(row, 2), four, row * Training.COLUMNS);
    }
    System.arraycopy(four, 0, three, 0, three.length);
    float[] weighted = gradients(three, 4, 1f, 1f, 2f).get(0);
    float[] twice = gradients(four, 4, 1f, 1f, 1f, 1f).get(0);
    assertClose(twice, weighted);
    float[] scaled = gradients(three, 4, 10f, 10f, 20f).get(0);
    assertClose(twice, scaled);
    float[] without = gradients(Arrays.copyOf(three, 2 * Training.COLUMNS), 4, 1f, 1f).get(0);
    assertClose(without, gradients(three, 4, 1f, 1f, 0f).get(0));
  }

  /** The gradient of each step of an epoch, at the first parameters. */
  private static List<float[]> gradients(float[] values, int batch, float... weights) {
    TestOptimiser optimiser = new TestOptimiser();
    Training training = new Training();
    training.table = new DenseTable(Training.COLUMNS, values, weights);
    training.objective = new Noiseless();
    training.optimiser = optimiser;
    training.epochs = 1;
    training.batch = batch;
    training.run(TrainingListener.NONE);
    return optimiser.gradients;
  }

  /** Sums of floats in another order. */
  private static void assertClose(float[] expected, float[] found) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(expected[i] - found[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    assertTrue(norm > 0);
    assertEquals(0, Math.sqrt(error), 1e-5 * Math.sqrt(norm));
  }

  @Test
  void batchesMayBeLargerThanTheTable() {
    Training training = new Training();
    training.batch = 1000;
    training.epochs = 1;
    Diary diary = new Diary();
    training.run(diary);
    assertEquals(List.of("1: 100 of 100", "epoch 1 of 1"), diary.events);
  }

  @Test
  void trainingRaisesTheBound() {
    Training training = new Training();
    training.epochs = 20;
    Diary diary = new Diary();
    training.run(diary);
    assertTrue(diary.reports.get(19).elbo() > diary.reports.get(0).elbo() + 1);
  }

  @Test
  void optionsAreAtLeastOne() {
    assertRefused(() -> new TrainingOptions(0, 1, 1, 1), "epochs", "at least 1", "found 0");
    assertRefused(() -> new TrainingOptions(1, -1, 1, 1), "batchSize", "found -1");
    assertRefused(() -> new TrainingOptions(1, 1, 1, 0), "threads", "found 0");
    assertRefused(() -> Split.of(10, 1.0, 1), "[0, 1)", "found 1.0");
  }
}
