package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.objective.IWAE;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochReport;
import org.lateo.train.StateAverage;
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
      List<Split> splits = new ArrayList<>();
      ColumnSummaries all = null;
      for (TrainingRows part : parts) {
        Split split = VAEShard.split(trainer, part.table().rows(), seed, splits.size());
        ColumnSummaries own =
            ColumnSummaries.summarise(part.table(), part.names(), split.training());
        all = all == null ? own : all.plus(own);
        splits.add(split);
      }
      int[] sizes = splits.stream().mapToInt(split -> split.training().length).toArray();
      TrainingRows first = parts.get(0);
      VAEShard.Shared shared =
          new VAEShard.Shared(
              trainer,
              seed,
              parts.size(),
              all.list(),
              first.missing(),
              first.origin(),
              first.table().density(),
              Arrays.stream(sizes).min().orElseThrow(),
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
      StateAverage ofNone = new StateAverage(after, weights);
      return driver.endEpoch(
          after,
          average.sums(rounds.stream().map(VAEShard.Round::sums).toList()),
          ofNone.sums(shards.stream().map(shard -> shard.validate(after)).toList()),
          reports::add);
    }

    LatentCodeInfo codes() {
      float[] kept = driver.kept(state);
      MutableLatentCodeInfo codes = driver.newCodes();
      shards.forEach(shard -> codes.observeAll(shard.codes(kept)));
      return codes;
    }
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
    double[][] rows = rows(400);
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

  @Test
  void severalShardsRefuseWhatNeedsAllRowsInOnePlace() {
    VAETrainer trainer = trainer().jitter(0.5).build();
    PropertyException refused =
        assertThrows(PropertyException.class, () -> new Training(trainer, parts(rows(100), 2), 3));
    assertTrue(refused.getMessage().contains("jitter"), refused::getMessage);
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
    Table table = rows.table();
    return ColumnSummaries.summarise(
        table, rows.names(), IntStream.range(0, table.rows()).toArray());
  }
}
