package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainer;
import org.lateo.semisupervised.LearningCurve.Point;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

final class LearningCurveTest {
  private final Dataset<Label> train = Rows.groups(120, i -> true, 1, 0.2);
  private final Dataset<Label> test = Rows.groups(90, i -> true, 2, 0.2);
  private final LearningCurve curve = new LearningCurve(train, test);

  @Test
  void measuresEachMethodOnTheSameDraws() {
    List<Dataset<Label>> given = new ArrayList<>();
    Map<String, Function<Dataset<Label>, Model<Label>>> methods = new LinkedHashMap<>();
    Function<Dataset<Label>, Model<Label>> raw =
        LearningCurve.method(new LogisticRegressionTrainer());
    methods.put("raw", raw);
    methods.put(
        "again",
        rows -> {
          given.add(rows);
          return raw.apply(rows);
        });
    List<Point> told = new ArrayList<>();
    List<Point> points =
        curve.measure(methods, List.of(6, 30), List.of(1L, 2L), List.of(), told::add);
    assertEquals(8, points.size());
    assertEquals(points, told);
    for (int i = 0; i < 8; i += 2) {
      assertEquals(points.get(i).error(), points.get(i + 1).error());
      assertEquals(points.get(i).draw(), points.get(i + 1).draw());
    }
    assertEquals(6, LabelMasking.labelledRows(given.get(0)).size());
    assertEquals(30, LabelMasking.labelledRows(given.get(3)).size());
    Model<Label> byHand =
        new LogisticRegressionTrainer()
            .train(LabelMasking.labelledRows(LabelMasking.keep(train, 6, 2)));
    double expected = 1 - new LabelEvaluator().evaluate(byHand, test).accuracy();
    assertEquals(expected, points.get(2).error(), 1e-12);
  }

  @Test
  void semiSupervisedTrainersHaveAllRows() {
    SemiSupervisedVAETrainer m2 =
        new SemiSupervisedVAETrainer(
            VAETrainer.builder().hidden(4).latent(2).epochs(1).threads(1).validation(0).build());
    Model<Label> model = LearningCurve.method(m2).apply(LabelMasking.keep(train, 6, 1));
    assertEquals(120, model.getProvenance().getDatasetProvenance().getNumExamples());
  }

  @Test
  void whatIsKnownIsNotMeasuredAgain() {
    Point known = new Point("raw", 6, 1, 0.5, 0);
    Map<String, Function<Dataset<Label>, Model<Label>>> methods =
        Map.of("raw", LearningCurve.method(new LogisticRegressionTrainer()));
    List<Point> points =
        curve.measure(methods, List.of(6), List.of(1L, 2L), List.of(known), p -> {});
    assertEquals(2, points.size());
    assertSame(known, points.get(0));
    assertEquals(2, points.get(1).draw());
  }

  @Test
  void theTableHasMeanAndStandardDeviation() {
    List<Point> points =
        List.of(
            new Point("raw", 100, 1, 0.2, 0),
            new Point("raw", 100, 2, 0.22, 0),
            new Point("raw", 1000, 1, 0.07, 0),
            new Point("m1", 100, 1, 0.1, 0));
    String table = LearningCurve.table(List.of("raw", "m1"), points);
    assertEquals(
        """
        | error % | 100 labels | 1000 labels |
        |---|---|---|
        | raw | 21.00 ± 1.41 | 7.00 |
        | m1 | 10.00 |  |
        """,
        table);
    assertTrue(LearningCurve.table(List.of(), List.of()).startsWith("| error % |"));
  }
}
