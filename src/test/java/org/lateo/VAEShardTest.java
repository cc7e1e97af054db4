package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.ColumnGaps;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.graph.Node;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Origin;
import org.lateo.model.VAE;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Loss;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;
import org.lateo.objective.Sparsity;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochReport;
import org.lateo.train.SGD;
import org.lateo.train.StateAverage;
import org.lateo.train.TrainingDivergedException;
import org.lateo.train.TrainingState;
import org.tribuo.Dataset;

/** Training by rounds, with all shards in this JVM. */
final class VAEShardTest {
  private static final int EPOCHS = 4;

  private static VAETrainerBuilder trainer() {
    return VAETrainer.builder().hidden(9).latent(3).epochs(EPOCHS).batchSize(30).threads(1);
  }

  /** Rows on a curve, with noise. */
  private static double[][] rows(int count) {
    Random random = new Random(5);
    double[][] rows = new double[count][6];
    for (double[] row : rows) {
      double z = random.nextGaussian();
      for (int c = 0; c < row.length; c++) {
        row[c] = Math.sin(z + c) + 0.1 * random.nextGaussian();
      }
    }
    return rows;
  }

  private static TrainingRows read(double[][] rows) {
    Dataset<?> dataset = org.lateo.tables.Table.of(rows).unlabelled();
    return TrainingRows.of(dataset, List.of());
  }

  /** All rounds of a training. */
  private static final class Training {
    final List<VAEShard> shards = new ArrayList<>();
    final List<EpochReport> reports = new ArrayList<>();
    final VAEShard driver;
    final double[] weights;
    TrainingState state;

    Training(VAETrainer trainer, List<TrainingRows> parts, long seed) {
      this(trainer, parts, splits(trainer, parts, seed), seed);
    }

    Training(VAETrainer trainer, List<TrainingRows> raw, List<Split> splits, long seed) {
      int[] sizes = splits.stream().mapToInt(split -> split.training().length).toArray();
      List<TrainingRows> parts = lessOrigin(trainer, raw, splits);
      TrainingRows first = parts.get(0);
      VAEShard.Shared shared =
          new VAEShard.Shared(
              trainer,
              seed,
              parts.size(),
              first.missing(),
              first.origin(),
              allRows(trainer, raw, parts, splits),
              1);
      for (int k = 0; k < parts.size(); k++) {
        shards.add(new VAEShard(shared, k, parts.get(k).table(), splits.get(k)));
      }
      driver = VAEShard.ofNoRows(shared, splits.get(0).validation().length > 0);
      double sum = Arrays.stream(sizes).sum();
      weights = Arrays.stream(sizes).mapToDouble(size -> size / sum).toArray();
      state = shards.get(0).start();
    }

    Training run(int steps) {
      while (!state.position().ended()) {
        List<VAEShard.Round> rounds =
            shards.stream().map(shard -> shard.round(state, steps)).toList();
        StateAverage average = new StateAverage(state, weights);
        TrainingState after = average.of(rounds.stream().map(VAEShard.Round::state).toList());
        if (shards.size() == 1) {
          reports.addAll(rounds.get(0).reports());
        } else if (after.position().epoch() > state.position().epoch()) {
          after = endEpoch(average, rounds, after);
        }
        state = after;
      }
      return this;
    }

    private TrainingState endEpoch(
        StateAverage average, List<VAEShard.Round> rounds, TrainingState after) {
      return driver.endEpoch(
          after,
          average.sums(rounds.stream().map(VAEShard.Round::sums).toList()),
          validated(after),
          this::validated,
          reports::add);
    }

    private TrainingState.Sums validated(TrainingState at) {
      return new StateAverage(at, weights)
          .sums(shards.stream().map(shard -> shard.validate(at)).toList());
    }

    LatentCodeInfo codes() {
      float[] kept = driver.kept(state);
      MutableLatentCodeInfo codes = driver.newCodes();
      shards.forEach(shard -> codes.observeAll(shard.codes(kept)));
      return codes;
    }
  }

  private static List<Split> splits(VAETrainer trainer, List<TrainingRows> parts, long seed) {
    return IntStream.range(0, parts.size())
        .mapToObj(k -> VAEShard.split(trainer, parts.get(k).table().rows(), seed, k))
        .toList();
  }

  /** Parts of one origin, where there is one part; elsewhere no values are far from zero. */
  private static List<TrainingRows> lessOrigin(
      VAETrainer trainer, List<TrainingRows> raw, List<Split> splits) {
    List<ColumnSummary> columns = summaries(raw, splits);
    boolean[] needed = Origin.needed(columns, trainer.likelihoodFor(columns));
    return raw.stream().map(part -> part.lessOrigin(needed)).toList();
  }

  private static List<ColumnSummary> summaries(List<TrainingRows> parts, List<Split> splits) {
    return IntStream.range(0, parts.size())
        .mapToObj(k -> summarise(parts.get(k), splits.get(k).training()))
        .reduce(ColumnSummaries::plus)
        .orElseThrow()
        .list();
  }

  private static VAEShard.AllRows allRows(
      VAETrainer trainer, List<TrainingRows> raw, List<TrainingRows> parts, List<Split> splits) {
    VAEShard.Columns columns =
        new VAEShard.Columns(summaries(raw, splits), summaries(parts, splits));
    ColumnGaps gaps =
        IntStream.range(0, parts.size())
            .mapToObj(k -> VAEShard.gaps(trainer, columns, parts.get(k).table(), splits.get(k)))
            .reduce(ColumnGaps::plus)
            .orElseThrow();
    return new VAEShard.AllRows(
        columns,
        trainer.hasJitter() ? VAEShard.jitter(trainer, columns, gaps) : new float[0],
        parts.get(0).table().density(),
        splits.stream().mapToLong(split -> split.training().length).sum(),
        splits.stream().mapToInt(split -> split.training().length).min().orElseThrow());
  }

  private static List<TrainingRows> parts(double[][] rows, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(
            k ->
                read(
                    IntStream.range(0, rows.length)
                        .filter(r -> r % shards == k)
                        .mapToObj(r -> rows[r])
                        .toArray(double[][]::new)))
        .toList();
  }

  private static void assertIsTrainer(VAETrainer trainer, int steps) {
    assertIsTrainer(rows(400), trainer, steps);
  }

  private static void assertIsTrainer(double[][] rows, VAETrainer trainer, int steps) {
    long seed = trainer.runSeed(trainer.getInvocationCount());
    Training training = new Training(trainer, parts(rows, 1), seed).run(steps);
    List<EpochReport> reports = new ArrayList<>();
    VAEModel model = trainer.fit(org.lateo.tables.Table.of(rows).unlabelled(), reports::add);
    assertArrayEquals(
        model.parameters().values(), training.driver.kept(training.state), "parameters");
    assertArrayEquals(
        model.codeDeviations(),
        Arrays.stream(training.codes().statistics().variances()).map(Math::sqrt).toArray());
    assertEquals(reports.size(), training.reports.size());
    for (int i = 0; i < reports.size(); i++) {
      assertEquals(reports.get(i).training(), training.reports.get(i).training());
      assertEquals(reports.get(i).validation(), training.reports.get(i).validation());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void oneShardIsTheTrainersOwnTraining(int steps) {
    assertIsTrainer(trainer().build(), steps);
  }

  @Test
  void oneShardHasEveryStageOfTraining() {
    assertIsTrainer(trainer().refinement(new IWAE()).build(), 5);
    assertIsTrainer(trainer().averaging(0.99).build(), 5);
    assertIsTrainer(trainer().patience(2).gradientClipping(1).build(), 5);
    assertIsTrainer(trainer().validation(0).jitter(0.1).build(), 5);
    assertIsTrainer(trainer().weightPrior(0.3).build(), 5);
    assertIsTrainer(trainer().bayesianDecoder(true).build(), 5);
  }

  /** Rows of few values that are not zero have noise in every column. */
  @Test
  void oneShardOfSparseRowsWithNoiseIsTheTrainersOwnTraining() {
    double[][] rows = rows(400);
    for (double[] row : rows) {
      Arrays.fill(row, 0, 5, 0);
    }
    assertIsTrainer(rows, trainer().jitter(0.1).build(), 5);
  }

  /** Less the first of them, two years are zero and one, or minus one and zero, not flags. */
  @ParameterizedTest
  @ValueSource(ints = {2024, 2025})
  void oneShardOfTwoYearsIsTheTrainersOwnTraining(int first) {
    double[][] rows = rows(400);
    for (int r = 0; r < rows.length; r++) {
      rows[r][2] = r % 3 == 0 ? first : 4049 - first;
    }
    VAETrainerBuilder mixed = trainer().likelihood(new MixedLikelihood());
    assertIsTrainer(rows, mixed.build(), 5);
    assertIsTrainer(rows, mixed.jitter(0.1).build(), 5);
  }

  /** Every fifth row of all is held out, wherever it lies. */
  private static List<Split> everyFifth(int rows, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(
            k ->
                new Split(
                    some(rows / shards, r -> (r * shards + k) % 5 > 0),
                    some(rows / shards, r -> (r * shards + k) % 5 == 0)))
        .toList();
  }

  private static int[] some(int rows, IntPredicate kept) {
    return IntStream.range(0, rows).filter(kept).toArray();
  }

  /** A training without any random number once it has begun, whose steps take all rows. */
  private static float[] withoutNoise(VAETrainer trainer, int shards) {
    List<TrainingRows> parts = parts(rows(400), shards);
    Training training = new Training(trainer, parts, everyFifth(400, shards), 3).run(1);
    return training.driver.kept(training.state);
  }

  private static VAETrainerBuilder withoutNoise() {
    return VAETrainer.autoencoder()
        .hidden(9)
        .latent(3)
        .threads(1)
        .batchSize(400)
        .epochs(40)
        .optimiser(new SGD(0.02));
  }

  private static double distance(float[] a, float... b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  /**
   * After each step the mean of the shards' parameters is that of one step on all rows, where the
   * step is linear in the gradient and the shards are of one size: whatever counts once for all
   * rows, such as a prior on weights, does so with several shards too.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void shardsTakeTheStepsOfAllRowsTogether(int shards) {
    VAETrainer plain = withoutNoise().build();
    VAETrainer prior = withoutNoise().weightPrior(0.1).build();
    VAETrainer refined =
        withoutNoise().refinement(new Reconstruction().withSparsity(1, Sparsity.L1)).build();
    float[] alone = withoutNoise(plain, 1);
    for (VAETrainer trainer : List.of(plain, prior, refined)) {
      float[] expected = withoutNoise(trainer, 1);
      assertEquals(0, distance(expected, withoutNoise(trainer, shards)), 2e-5);
      assertTrue(trainer == plain || distance(alone, expected) > 2e-3);
    }
  }

  /** One divergence of the weights, divided by the number of all training rows. */
  @Test
  void theDivergenceOfWeightsCountsOnceForAllShards() {
    VAETrainer trainer =
        trainer().bayesianDecoder(true).optimiser(new SGD(1e-12)).epochs(1).build();
    double[] shares = new double[5];
    for (int shards : new int[] {1, 2, 4}) {
      Training training = new Training(trainer, parts(rows(400), shards), 3).run(2);
      shares[shards] = training.reports.get(0).training().get(Loss.WEIGHT_KL);
    }
    assertTrue(shares[1] > 0.01);
    assertEquals(shares[1], shares[2], 1e-5 * shares[1]);
    assertEquals(shares[1], shares[4], 1e-5 * shares[1]);
  }

  /** Levels whose gaps are wider than the noise asked for, also across shards. */
  @Test
  void noiseIsThatOfAllRows() {
    double[][] rows = rows(400);
    for (int r = 0; r < rows.length; r++) {
      rows[r][0] = r % 3;
      rows[r][1] = 10 * (r % 4);
      rows[r][2] = r % 4 == 1 ? 0.5 : r % 4;
    }
    VAETrainer trainer = trainer().jitter(0.1).likelihood(new Gaussian()).build();
    List<TrainingRows> one = parts(rows, 1);
    float[] expected = allRows(trainer, one, one, splits(trainer, one, 3)).jitter();
    // The training rows of the shards are others, but have the same values of these columns.
    List<TrainingRows> parts = parts(rows, 4);
    float[] found = allRows(trainer, parts, parts, splits(trainer, parts, 3)).jitter();
    assertArrayEquals(new double[] {0.5, 5, 0.25}, firstThree(expected), 1e-6);
    assertArrayEquals(new double[] {0.5, 5, 0.25}, firstThree(found), 1e-6);
  }

  private static double[] firstThree(float... values) {
    return IntStream.range(0, 3).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void severalShardsLearnTogether(int shards) {
    double[][] rows = rows(800);
    VAETrainer trainer = trainer().epochs(24).build();
    Training training = new Training(trainer, parts(rows, shards), 3).run(3);
    Training again = new Training(trainer, parts(rows, shards), 3).run(3);
    assertArrayEquals(training.state.parameters(), again.state.parameters());
    assertEquals(24, training.reports.size());
    double first = training.reports.get(0).watched();
    double last = training.reports.get(23).watched();
    assertTrue(last > first + 1, () -> first + " to " + last);
    assertEquals(rows.length, training.codes().getCount());
    double best = training.reports.stream().mapToDouble(EpochReport::watched).max().orElseThrow();
    assertEquals(best, training.state.best().value());
  }

  @Test
  void severalShardsEndEarlyTogether() {
    VAETrainer trainer = trainer().epochs(60).patience(1).minimumImprovement(100).build();
    Training training = new Training(trainer, parts(rows(400), 2), 3).run(4);
    assertEquals(2, training.reports.size());
    assertTrue(training.state.position().ended());
  }

  /**
   * Seven steps an epoch, the last of which spoils the parameters, or makes them so large that the
   * bound overflows; without validation rows too.
   */
  @ParameterizedTest
  @CsvSource({
    "14, 1e38, 0", "28, 1e38, 0", "14, Infinity, 0", "28, Infinity, 0",
    "14, 1e38, 0.1", "28, 1e38, 0.1", "14, Infinity, 0.1", "28, Infinity, 0.1"
  })
  void anOverflowAtTheEndOfAnEpochIsFound(int step, float large, double validation) {
    VAETrainer trainer =
        trainer()
            .likelihood(new Gaussian())
            .optimiser(new ExplodingOptimiser(step, large))
            .validation(validation)
            .build();
    Training training = new Training(trainer, parts(rows(validation == 0 ? 400 : 444), 2), 3);
    TrainingDivergedException found =
        assertThrows(TrainingDivergedException.class, () -> training.run(5));
    assertEquals(step / 7, found.epoch());
    assertEquals(7, found.step());
    assertEquals(step / 7 - 1, training.reports.size());
  }

  /** The ELBO less what overflows where the first column is far above its mean. */
  private record Overflowing() implements Objective {
    @Override
    public Loss loss(VAE vae) {
      Loss elbo = new ELBO().loss(vae);
      Node x = vae.observed();
      double[] scale = new double[x.columns()];
      double[] shift = new double[x.columns()];
      scale[0] = 100;
      shift[0] = -300; // Of values in standard deviations from the mean.
      Node large = new Exp(ScaleColumns.restore(x, shift, scale));
      Node squares = SumColumns.of(new Product(large, large));
      return new Loss(
          Sum.subtract(elbo.maximised(), squares), elbo.reports(), elbo.watched(), elbo.ramps());
    }
  }

  /** It trains its first epoch, and is found to diverge by the validation rows after it. */
  @Test
  void aRefinementWhoseFirstBoundIsNotFiniteBeginsAsInOneJVM() {
    VAETrainer trainer =
        trainer()
            .likelihood(new Gaussian())
            .refinement(new Overflowing())
            .refinementShare(0.5)
            .build();
    long seed = trainer.runSeed(trainer.getInvocationCount());
    double[][] rows = rows(400);
    Arrays.stream(rows).forEach(row -> row[0] = -Math.abs(row[0]));
    IntStream.of(VAEShard.split(trainer, 400, seed, 0).validation()).forEach(r -> rows[r][0] = 3);
    List<Split> splits =
        IntStream.range(0, 2)
            .mapToObj(
                k ->
                    new Split(
                        some(200, r -> rows[2 * r + k][0] < 3),
                        some(200, r -> rows[2 * r + k][0] == 3)))
            .toList();
    TrainingFailedException alone =
        assertThrows(TrainingFailedException.class, () -> trainer.fit(rows));
    Training training = new Training(trainer, parts(rows, 2), splits, seed);
    TrainingDivergedException shards =
        assertThrows(TrainingDivergedException.class, () -> training.run(5));
    TrainingDivergedException one = (TrainingDivergedException) alone.getCause();
    assertEquals(3, one.epoch());
    assertEquals(3, shards.epoch());
    assertEquals(2, one.bestEpoch());
    assertEquals(2, shards.bestEpoch());
    assertEquals(1, training.state.position().stage());
    assertTrue(training.state.position().step() > 0);
    assertArrayEquals(training.state.best().parameters(), shards.bestParameters());
  }

  /** The parts' summaries joined are those of all rows, up to rounding. */
  @Test
  void summariesMerge() {
    double[][] rows = rows(500);
    for (double[] row : rows) {
      row[1] = row[1] > 0 ? 0 : Math.rint(4 * row[1]);
      row[2] = 0;
    }
    TrainingRows all = read(rows);
    List<TrainingRows> halves =
        List.of(read(Arrays.copyOf(rows, 123)), read(Arrays.copyOfRange(rows, 123, 500)));
    var joined = summarise(halves.get(0)).plus(summarise(halves.get(1))).list();
    var whole = summarise(all).list();
    for (int c = 0; c < whole.size(); c++) {
      var expected = whole.get(c);
      var found = joined.get(c);
      assertEquals(expected.min(), found.min());
      assertEquals(expected.minRow(), found.minRow());
      assertEquals(expected.max(), found.max());
      assertEquals(expected.maxRow(), found.maxRow());
      assertEquals(expected.fraction(), found.fraction());
      assertEquals(expected.fractionRow(), found.fractionRow());
      assertEquals(expected.mean(), found.mean(), 1e-12);
      assertEquals(expected.variance(), found.variance(), 1e-12);
    }
  }

  private static ColumnSummaries summarise(TrainingRows rows) {
    return summarise(rows, IntStream.range(0, rows.table().rows()).toArray());
  }

  private static ColumnSummaries summarise(TrainingRows rows, int[] training) {
    return ColumnSummaries.summarise(rows.table(), rows.names(), training);
  }
}
