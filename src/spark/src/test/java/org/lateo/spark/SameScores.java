package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lateo.VAEModel;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.output.LatentCode;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/** Holds what Spark's tasks say of rows to the bits of what this JVM says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SameScores {
  /** As many rows as make batches that are full and batches that are not. */
  private static final double[][] ROWS = TestModels.rows(5000, 7);

  private static final int PARTITIONS = 5;

  private SparkSession session;

  /** Where the tasks run. */
  abstract SparkSession session();

  @BeforeAll
  void start() {
    session = session();
  }

  @AfterAll
  void stop() {
    session.stop();
  }

  @Test
  void ofCodes() {
    VAEModel model = TestModels.vae();
    List<Row> found =
        Frames.collect(
            VAETransformer.of(model)
                .setCodeCol("code")
                .setElboCol("elbo")
                .transform(Frames.ofVectors(session, ROWS, false).repartition(PARTITIONS)));
    List<LatentCode> expected = model.score(ROWS);
    assertEquals(ROWS.length, found.size());
    for (int r = 0; r < ROWS.length; r++) {
      assertEquals(expected.get(r).getELBO(), found.get(r).<Double>getAs("elbo"), 0d);
      assertArrayEquals(
          expected.get(r).getMean(), found.get(r).<Vector>getAs("code").toArray(), 0d);
    }
  }

  @Test
  void ofEvents() {
    VAEAnomalyModel model = TestModels.detector();
    List<Row> found =
        Frames.collect(
            AnomalyTransformer.of(model)
                .setScoreCol("score")
                .setEventCol("event")
                .setPValueCol("p")
                .setReasonsCol("reasons")
                .setReasons(2)
                .transform(Frames.ofVectors(session, ROWS, false).repartition(PARTITIONS)));
    double[] expected = model.score(ROWS);
    List<AnomalyExplanation> why = model.explain(ROWS);
    int alarms = 0;
    for (int r = 0; r < ROWS.length; r++) {
      Row row = found.get(r);
      assertEquals(expected[r], row.<Double>getAs("score"), 0d);
      assertEquals(model.calibrationScores().pValue(expected[r]), row.<Double>getAs("p"), 0d);
      boolean alarm = row.getAs("event").equals(Event.EventType.ANOMALOUS.toString());
      assertEquals(why.get(r).isAnomalous(), alarm);
      alarms += alarm ? 1 : 0;
      List<Row> reasons = row.getList(row.fieldIndex("reasons"));
      assertEquals(2, reasons.size());
      AnomalyExplanation.Contribution first = why.get(r).features().get(0);
      assertEquals(first.name(), reasons.get(0).getAs("feature"));
      assertEquals(first.deviation(), reasons.get(0).<Double>getAs("nats"), 0d);
    }
    assertEquals(true, alarms > 0 && alarms < ROWS.length);
  }

  @Test
  void ofLabels() {
    Model<Label> model = TestModels.classifier();
    ClassifierTransformer transformer =
        ClassifierTransformer.of(model).setPredictionCol("label").setProbabilityCol("p");
    List<Row> found =
        Frames.collect(
            transformer.transform(Frames.ofVectors(session, ROWS, false).repartition(PARTITIONS)));
    List<Prediction<Label>> expected =
        model.predict(
            TestModels.dataset(ROWS, new LabelFactory(), r -> LabelFactory.UNKNOWN_LABEL));
    for (int r = 0; r < ROWS.length; r++) {
      assertEquals(expected.get(r).getOutput().getLabel(), found.get(r).getAs("label"));
      double[] p = found.get(r).<Vector>getAs("p").toArray();
      for (int k = 0; k < p.length; k++) {
        String label = transformer.labels()[k];
        assertEquals(expected.get(r).getOutputScores().get(label).getScore(), p[k], 0d);
      }
    }
  }
}
