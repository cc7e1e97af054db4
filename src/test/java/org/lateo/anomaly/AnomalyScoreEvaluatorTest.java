package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import org.junit.jupiter.api.Test;
import org.lateo.math.Ranking;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

final class AnomalyScoreEvaluatorTest {
  private static final MutableDataset<Event> TEST = Pump.labelled(60, 20, 5);
  private static final VAEAnomalyModel MODEL = Pump.trainer().build().train(Pump.usual(120, 1));

  @Test
  void scoresAndCalibration() {
    AnomalyScoreEvaluation evaluation = new AnomalyScoreEvaluator().evaluate(MODEL, TEST);
    double[] scores = Pump.scores(MODEL, TEST);
    Ranking ranking =
        new Ranking(
            java.util.Arrays.copyOf(scores, 60), java.util.Arrays.copyOfRange(scores, 60, 80));
    assertEquals(ranking.auroc(), evaluation.getAUROC());
    assertEquals(ranking.averagePrecision(), evaluation.getAveragePrecision());
    assertEquals(ranking.recall(0.1), evaluation.getRecall(0.1));
    long alarms =
        TEST.getData().subList(0, 60).stream().filter(e -> MODEL.pValue(e) <= 0.1).count();
    assertEquals(alarms / 60.0, evaluation.getFalseAlarmRate(0.1).orElseThrow());
    assertEquals(
        Math.sqrt(0.1 * 0.9 * (1 / 120.0 + 1 / 60.0)),
        evaluation.getFalseAlarmError(0.1).orElseThrow(),
        1e-15);
    assertEquals(80, evaluation.getPredictions().size());
    assertEquals(8, evaluation.asMap().size());
    assertTrue(evaluation.toString().contains("False alarms"), evaluation.toString());
  }

  @Test
  void needsBothKinds() {
    AnomalyScoreEvaluator evaluator = new AnomalyScoreEvaluator();
    assertRefused(
        () -> evaluator.evaluate(MODEL, Pump.usual(5, 1)), "found 5, 0 and 0 of unknown type");
    MutableDataset<Event> unknown = Pump.labelled(3, 2, 1);
    unknown.addAll(Pump.examples(1, EventType.UNKNOWN, false, 1));
    assertRefused(() -> evaluator.evaluate(MODEL, unknown), "found 3, 2 and 1 of unknown type");
  }
}
