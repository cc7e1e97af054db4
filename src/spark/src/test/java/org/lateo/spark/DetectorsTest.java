package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.train.Adam;

/** Detectors that are trained on Spark: one by rounds, or one for each group. */
final class DetectorsTest {
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

  private static AnomalyEstimator estimator() {
    VAETrainer member =
        VAETrainer.builder().hidden(16).latent(2).epochs(15).optimiser(new Adam(0.01)).build();
    return new AnomalyEstimator()
        .setTrainer(member)
        .setMembers(2)
        .setShards(2)
        .setLocalSteps(4)
        .setCalibration(0.2)
        .setFalseAlarmRate(0.05)
        .setScoreCol("score")
        .setEventCol("event")
        .setPValueCol("p")
        .setReasonsCol("reasons");
  }

  private static double shareOfAlarms(Dataset<Row> scored) {
    return (double) scored.where("event = 'ANOMALOUS'").count() / scored.count();
  }

  @Test
  void tellsUnusualRowsAndKeepsItsPromise() throws Exception {
    Dataset<Row> rows = Frames.ofVectors(session, TestModels.rows(1500, 21), false);
    PipelineModel fitted = new Pipeline().setStages(new PipelineStage[] {estimator()}).fit(rows);
    Dataset<Row> fresh = Frames.ofVectors(session, TestModels.rows(2000, 22), false);
    double usual = shareOfAlarms(fitted.transform(fresh));
    // About 300 rows set the threshold: three standard deviations of their rate, and of 2000 rows'.
    double deviation = Math.sqrt(0.05 * 0.95 * (1 / 300.0 + 1 / 2000.0));
    assertEquals(0.05, usual, 3 * deviation);
    double[][] odd = TestModels.rows(200, 23);
    for (double[] row : odd) {
      row[3] += 15;
    }
    double alarms = shareOfAlarms(fitted.transform(Frames.ofVectors(session, odd, false)));
    assertTrue(alarms > 0.9, () -> "found " + alarms);
    String path = folder.resolve("pipeline").toString();
    fitted.save(path);
    assertEquals(usual, shareOfAlarms(PipelineModel.load(path).transform(fresh)));
  }

  @Test
  void partitionsDoNotMatter() {
    Dataset<Row> rows = Frames.ofVectors(session, TestModels.rows(700, 21), false);
    double[] first = scores(estimator().fit(rows), rows);
    assertArrayEquals(first, scores(estimator().fit(rows.repartition(7)), rows));
  }

  private static double[] scores(AnomalyTransformer detector, Dataset<Row> rows) {
    return Frames.collect(detector.transform(rows)).stream()
        .mapToDouble(row -> row.<Double>getAs("score"))
        .toArray();
  }

  @Test
  void eachGroupHasADetectorOfItsOwn() {
    List<MixedModel.Person> people = MixedModel.people(600);
    Dataset<Row> rows =
        MixedModel.frame(session, people)
            .withColumn("machine", functions.concat(functions.lit("m"), functions.expr("id % 3")))
            .union(
                session.createDataFrame(
                    List.of(RowFactory.create(-1, 40d, 60d, "red", "a", "lonely")),
                    MixedModel.SCHEMA.add("machine", "string")));
    VAEAnomalyTrainer trainer =
        VAEAnomalyTrainer.builder()
            .autoencoder(
                VAETrainer.builder()
                    .hidden(8)
                    .latent(2)
                    .epochs(3)
                    .missing("age", "colour")
                    .threads(1)
                    .build())
            .members(2)
            .build();
    List<String> columns = List.of("age", "weight", "colour", "kind");
    Map<String, Row> first = trained(rows, columns, trainer);
    Map<String, Row> again = trained(rows.repartition(5), columns, trainer);
    assertEquals(List.of("lonely", "m0", "m1", "m2"), first.keySet().stream().sorted().toList());
    Row lonely = first.get("lonely");
    assertTrue(lonely.<String>getAs("failure").contains("at least 2 rows"), lonely::toString);
    assertThrows(IllegalArgumentException.class, () -> GroupDetectors.detector(lonely));
    for (String machine : List.of("m0", "m1", "m2")) {
      VAEAnomalyModel detector = GroupDetectors.detector(first.get(machine));
      assertEquals(200, first.get(machine).<Integer>getAs("rows"));
      List<org.tribuo.Example<?>> examples = new ArrayList<>();
      people.forEach(person -> examples.add(person.example()));
      assertArrayEquals(
          detector.score(examples), GroupDetectors.detector(again.get(machine)).score(examples));
      assertNotNull(AnomalyTransformer.of(detector).lateoModel());
    }
  }

  private static Map<String, Row> trained(
      Dataset<Row> rows, List<String> columns, VAEAnomalyTrainer trainer) {
    return GroupDetectors.train(rows, "machine", columns, trainer).collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("group"), row -> row));
  }
}
