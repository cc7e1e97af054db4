package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Origin;
import org.lateo.objective.IWAE;
import org.lateo.rows.ProvenanceText;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;

/** Training by rounds in tasks of this JVM. */
final class TrainingTest {
  private static final double[][] ROWS = TestModels.rows(700, 11);

  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    session = Sessions.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  static VAETrainerBuilder settings() {
    return VAETrainer.builder().hidden(9).latent(2).epochs(4).batchSize(40);
  }

  /** What counts for all rows together: noise, a prior on weights, a second stage. */
  private static VAETrainerBuilder everything() {
    return settings().jitter(0.1).weightPrior(0.5).refinement(new IWAE()).refinementShare(0.5);
  }

  static VAEEstimator estimator(VAETrainer trainer, int shards, int steps) {
    return new VAEEstimator().setTrainer(trainer).setShards(shards).setLocalSteps(steps);
  }

  static float[] parameters(VAETransformer made) {
    return ((VAEModel) made.lateoModel()).parameters().values();
  }

  /** The rows in the order of a single shard. */
  private static double[][] ordered(double[][] rows, List<String> names) {
    RowCodec codec = new RowCodec(names, false);
    double[][] ordered = rows.clone();
    Arrays.sort(
        ordered,
        Comparator.comparing(
            row -> {
              FeatureBuffer buffer = new FeatureBuffer();
              for (int c = 0; c < row.length; c++) {
                buffer.add(names.get(c), row[c]);
              }
              return RowKey.of(codec.encode(buffer));
            }));
    return ordered;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1000})
  void oneShardIsTheTrainersOwnTraining(int steps) {
    assertIsTrainer(settings().patience(3).build(), steps);
    assertIsTrainer(everything().build(), steps);
    assertIsTrainer(settings().bayesianDecoder(true).build(), steps);
  }

  private static void assertIsTrainer(VAETrainer trainer, int steps) {
    List<EpochReport> reports = new ArrayList<>();
    int before = ShardRows.kept();
    VAETransformer made =
        estimator(trainer, 1, steps)
            .setListener(reports::add)
            .fit(Frames.ofVectors(session, ROWS, false).repartition(3));
    VAEModel alone = trainer.fit(ordered(ROWS, TestModels.names()));
    assertArrayEquals(alone.parameters().values(), parameters(made));
    assertArrayEquals(alone.codeDeviations(), ((VAEModel) made.lateoModel()).codeDeviations());
    assertEquals(4, reports.size());
    assertEquals(before, ShardRows.kept());
    assertEquals(alone.score(ROWS), ((VAEModel) made.lateoModel()).score(ROWS));
  }

  /** Timestamps lose their differences as floats, unless an origin is subtracted before. */
  @Test
  void valuesFarFromZeroKeepTheirDifferences() {
    double[][] rows = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(rows).forEach(row -> row[4] += 1.7e9);
    VAETrainer trainer = settings().build();
    VAETransformer made =
        estimator(trainer, 1, 50).fit(Frames.ofVectors(session, rows, false).repartition(2));
    VAEModel alone = trainer.fit(ordered(rows, TestModels.names()));
    assertNotEquals(0, alone.definition().origin().values()[4]);
    assertEquals(alone.definition().origin(), ((VAEModel) made.lateoModel()).definition().origin());
    assertArrayEquals(alone.parameters().values(), parameters(made));
    VAETransformer two = estimator(trainer, 2, 5).fit(Frames.ofVectors(session, rows, false));
    assertNotEquals(0, ((VAEModel) two.lateoModel()).definition().origin().values()[4]);
  }

  /** Less the first of them, two years are zero and one, or minus one and zero, not flags. */
  @Test
  void twoYearsAreNumbersAsInOneJVM() {
    VAETrainer trainer = settings().jitter(0.1).likelihood(new MixedLikelihood()).build();
    for (int parity : new int[] {0, 1}) {
      double[][] rows = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
      for (int r = 0; r < rows.length; r++) {
        rows[r][4] = 2024 + (r + parity) % 2;
      }
      VAETransformer made =
          estimator(trainer, 1, 50).fit(Frames.ofVectors(session, rows, false).repartition(2));
      VAEModel alone = trainer.fit(ordered(rows, TestModels.names()));
      assertArrayEquals(alone.parameters().values(), parameters(made));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void partitionsAndTheirOrderDoNotMatter(int shards) {
    VAETrainer trainer = everything().build();
    double[][] shuffled = ROWS.clone();
    Collections.shuffle(Arrays.asList(shuffled), new Random(1));
    float[] first =
        parameters(
            estimator(trainer, shards, 3)
                .fit(Frames.ofVectors(session, ROWS, false).repartition(5)));
    float[] second =
        parameters(
            estimator(trainer, shards, 3)
                .fit(Frames.ofVectors(session, shuffled, true).coalesce(1)));
    assertArrayEquals(first, second);
    float[] columns =
        parameters(
            estimator(trainer, shards, 3)
                .setInputCols("x3", "x1", "x2", "x0", "x6", "x5", "x4")
                .fit(Frames.ofColumns(session, shuffled, TestModels.names())));
    assertArrayEquals(first, columns);
  }

  @Test
  void shardsAreTheirNumbersTraining() {
    VAETrainer trainer = settings().epochs(10).optimiser(new Adam(0.01)).build();
    Dataset<Row> rows = Frames.ofVectors(session, ROWS, false);
    List<EpochReport> reports = new ArrayList<>();
    VAETransformer made = estimator(trainer, 2, 3).setListener(reports::add).fit(rows);
    assertNotEquals(
        Arrays.hashCode(parameters(estimator(trainer, 1, 3).fit(rows))),
        Arrays.hashCode(parameters(made)));
    assertTrue(reports.get(9).watched() > reports.get(0).watched() + 1, reports::toString);
    String provenance = made.lateoModel().getProvenance().toString();
    assertTrue(provenance.contains("lateo-shards=2"), provenance);
    assertTrue(provenance.contains("lateo-local-steps=3"), provenance);
  }

  @Test
  void textsAndMissingValuesAreTrainedOn() {
    Dataset<Row> people = MixedModel.frame(session, MixedModel.people(500)).repartition(3);
    VAETrainer trainer = settings().missing("age", "colour").build();
    VAETransformer made =
        estimator(trainer, 2, 3)
            .setInputCols("age", "weight", "colour", "kind")
            .setElboCol("elbo")
            .fit(people);
    VAEModel model = (VAEModel) made.lateoModel();
    assertEquals(
        List.of("age", "colour@blue", "colour@red", "kind@a", "kind@b", "weight"),
        model.featureNames());
    assertEquals(500, made.transform(people).where("elbo > -1e9").count());
  }

  @Test
  void anEstimatorIsSavedAndLoaded() throws Exception {
    VAETrainer trainer = settings().build();
    VAEEstimator first = estimator(trainer, 2, 3).setElboCol("elbo");
    String path = folder.resolve("estimator").toString();
    first.write().save(path);
    VAEEstimator second = VAEEstimator.load(path);
    Dataset<Row> rows = Frames.ofVectors(session, ROWS, false);
    assertArrayEquals(parameters(first.fit(rows)), parameters(second.fit(rows)));
  }

  @Test
  void aTrainingGoesOnFromItsCheckpoints() {
    Dataset<Row> rows = Frames.ofVectors(session, ROWS, false);
    VAETrainer trainer = everything().build();
    float[] whole = parameters(estimator(trainer, 2, 3).fit(rows));
    List<EpochReport> reports = new ArrayList<>();
    VAEEstimator stopped =
        estimator(trainer, 2, 3)
            .setCheckpointDir(folder.resolve("checkpoints").toString())
            .setCheckpointRounds(1);
    assertThrows(
        IllegalStateException.class,
        () ->
            stopped
                .setListener(
                    report -> {
                      if (report.epoch() == 3) {
                        throw new IllegalStateException("the driver is gone");
                      }
                    })
                .fit(rows));
    float[] resumed = parameters(stopped.setListener(reports::add).fit(rows));
    assertArrayEquals(whole, resumed);
    assertEquals(List.of(1, 2, 3, 4), reports.stream().map(EpochReport::epoch).toList());
    assertThrows(
        RuntimeException.class,
        () -> stopped.copy(org.apache.spark.ml.param.ParamMap.empty()).setShards(3).fit(rows));
  }

  @Test
  void aTrainingThatFailsKeepsNoRows() {
    int before = ShardRows.kept();
    VAEEstimator failing =
        estimator(settings().build(), 2, 3)
            .setListener(
                report -> {
                  throw new IllegalStateException("enough");
                });
    assertThrows(
        IllegalStateException.class, () -> failing.fit(Frames.ofVectors(session, ROWS, false)));
    assertEquals(before, ShardRows.kept());
  }

  /** An interrupt stands for whatever may happen to the last job of a training. */
  @Test
  void rowsThatCannotBeDroppedAreNoFailure() {
    Dataset<Row> frame = Frames.ofVectors(session, ROWS, false);
    VAETrainer trainer = settings().build();
    VAEEstimator estimator = estimator(trainer, 2, 3);
    TrainingColumns columns = estimator.columns(frame, name -> false);
    Origin none = Origin.none(TestModels.COLUMNS);
    String settings = ProvenanceText.of(trainer.getProvenance());
    ShardPlan plan =
        new ShardPlan("id", settings, 1, 2, columns.features(), columns.codec(), none, null);
    try (ShardedRows dealt = estimator.deal(frame, columns)) {
      dealt.origins(plan, new boolean[TestModels.COLUMNS]);
      Thread.currentThread().interrupt();
      dealt.forget(plan.id());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void anEmptyShardIsRefused() {
    int before = ShardRows.kept();
    double[][] same = new double[30][];
    Arrays.fill(same, ROWS[0]);
    Exception refused =
        assertThrows(
            Exception.class,
            () -> estimator(settings().build(), 2, 3).fit(Frames.ofVectors(session, same, false)));
    assertTrue(refused.getMessage().contains("Expected rows in each of 2 shards"));
    assertEquals(before, ShardRows.kept());
  }
}
