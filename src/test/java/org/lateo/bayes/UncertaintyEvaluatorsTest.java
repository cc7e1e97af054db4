package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lateo.Tiny;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/** Evaluators beside numbers that are known, by construction or from Tribuo's own. */
final class UncertaintyEvaluatorsTest {
  /** Of the second class, "b". */
  private static Prediction<Label> prediction(double p, boolean isB) {
    Map<String, Label> scores = new LinkedHashMap<>();
    scores.put("a", new Label("a", 1 - p));
    scores.put("b", new Label("b", p));
    Example<Label> example = Tiny.example(new Label(isB ? "b" : "a"), 1);
    return new Prediction<>(scores.get(p > 0.5 ? "b" : "a"), scores, 1, example, true);
  }

  private static LabelUncertaintyEvaluation evaluation(List<Prediction<Label>> predictions) {
    return new LabelUncertaintyEvaluation(predictions, null);
  }

  @Test
  void oneRowByHand() {
    LabelUncertaintyEvaluation found = evaluation(List.of(prediction(0.8, true)));
    assertEquals(Math.log(0.8), found.logLikelihood(), 1e-12);
    assertEquals(1, found.accuracy());
    assertEquals(0.04 + 0.04, found.brier(), 1e-12);
    assertEquals(0.2, found.calibrationError(), 1e-12);
    assertEquals(0.2, found.calibrationErrorOfEqualMass(), 1e-12);
    assertTrue(Double.isNaN(found.errorAUROC()));
    LabelUncertaintyEvaluation wrong = evaluation(List.of(prediction(0.8, false)));
    assertEquals(Math.log(0.2), wrong.logLikelihood(), 1e-12);
    assertEquals(0.64 + 0.64, wrong.brier(), 1e-12);
    assertEquals(0.8, wrong.calibrationError(), 1e-12);
  }

  /** Labels drawn with probability p, of which the classifier says p or another number. */
  private static LabelUncertaintyEvaluation drawn(double truth, double said) {
    Random random = new Random(1);
    List<Prediction<Label>> predictions = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      predictions.add(prediction(said, random.nextDouble() < truth));
    }
    return evaluation(predictions);
  }

  @Test
  void theCalibrationErrorIsHowFarTheClassifierIsOff() {
    assertEquals(0, drawn(0.7, 0.7).calibrationError(), 0.01);
    assertEquals(0.2, drawn(0.7, 0.9).calibrationError(), 0.01);
    assertEquals(0.2, drawn(0.7, 0.9).calibrationErrorOfEqualMass(), 0.01);
    assertEquals(0.1, drawn(0.7, 0.6).calibrationErrorOfEqualMass(), 0.01);
  }

  /**
   * A classifier that is right on average, but not in any bin; of 15 bins of equal mass the middle
   * one has as many rows of either kind.
   */
  @Test
  void binsAreNotMixed() {
    List<Prediction<Label>> predictions = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      predictions.add(prediction(0.6, true));
      predictions.add(prediction(0.9, i % 2 == 0));
    }
    LabelUncertaintyEvaluation found = evaluation(predictions);
    assertEquals(0.4, found.calibrationError(), 1e-9);
    assertEquals(0.4 * 14 / 15, found.calibrationErrorOfEqualMass(), 1e-3);
  }

  /** Entropy is larger at 0.6 than at 0.9: errors are among the surer ones in a third of pairs. */
  @Test
  void entropyTellsErrors() {
    List<Prediction<Label>> predictions =
        List.of(
            prediction(0.6, false),
            prediction(0.95, true),
            prediction(0.9, false),
            prediction(0.8, true),
            prediction(0.7, true));
    assertEquals((3 + 1) / 6.0, evaluation(predictions).errorAUROC(), 1e-12);
  }

  @Test
  void labelsAreEvaluatedAsTribuoDoes() {
    MutableDataset<Label> test = ClassRows.bands(100, 2);
    BayesianClassifierModel model =
        BayesianClassifierTrainer.builder()
            .epochs(10)
            .threads(1)
            .build()
            .train(ClassRows.bands(200, 1));
    LabelEvaluation tribuo = new LabelEvaluator().evaluate(model, test);
    LabelUncertaintyEvaluator evaluator = new LabelUncertaintyEvaluator();
    LabelUncertaintyEvaluation found = evaluator.evaluate(model, test);
    assertEquals(tribuo.accuracy(), found.accuracy(), 1e-12);
    double mean = Arrays.stream(model.logProbability(test.getData())).average().orElseThrow();
    assertEquals(mean, found.logLikelihood(), 1e-6);
    assertEquals(6, found.asMap().size());
    assertEquals(100, found.getPredictions().size());
    assertEquals(0.5, evaluator.foreignAUROC(model, test, test), 1e-12);
    MutableDataset<Label> none = ClassRows.empty();
    assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(model, none));
  }

  /** A tree says of itself that it has no probabilities, but its predictions have them. */
  @Test
  void treesAreEvaluatedByTheirPredictions() {
    MutableDataset<Label> test = ClassRows.bands(100, 2);
    Model<Label> tree = new CARTClassificationTrainer(3).train(ClassRows.bands(200, 1));
    LabelUncertaintyEvaluation found = new LabelUncertaintyEvaluator().evaluate(tree, test);
    LabelEvaluation tribuo = new LabelEvaluator().evaluate(tree, test);
    assertEquals(tribuo.accuracy(), found.accuracy(), 1e-12);
  }

  @Test
  void predictionsWithoutProbabilitiesAreRefused() {
    MutableDataset<Label> rows = ClassRows.bands(100, 1);
    BayesianClassifierModel model =
        BayesianClassifierTrainer.builder().epochs(1).build().train(rows);
    Prediction<Label> without =
        new Prediction<>(new Label("low"), Map.of(), 1, rows.getExample(0), false);
    assertRefused("found 0 with and 1 without", () -> evaluate(model, List.of(without)));
  }

  /** A label that a model does not know has the least log-probability; no label has none. */
  @Test
  void rowsWithoutLabelsAreRefused() {
    MutableDataset<Label> rows = ClassRows.bands(100, 1);
    BayesianClassifierModel model =
        BayesianClassifierTrainer.builder().epochs(1).build().train(rows);
    Example<Label> unknown = Tiny.example(LabelFactory.UNKNOWN_LABEL, 1, 2);
    Example<Label> other = ClassRows.example(1, 2, "other");
    assertEquals(-87.3, evaluate(model, List.of(model.predict(other))).logLikelihood(), 0.1);
    assertRefused(
        "row 1 (from 0)",
        () -> evaluate(model, List.of(model.predict(other), model.predict(unknown))));
  }

  private static LabelUncertaintyEvaluation evaluate(
      Model<Label> model, List<Prediction<Label>> predictions) {
    return new LabelUncertaintyEvaluator()
        .evaluate(model, predictions, ClassRows.empty().getProvenance());
  }

  private static void assertRefused(String part, Executable use) {
    String message = assertThrows(IllegalArgumentException.class, use).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void anAUROCThatIsNotThereIsNotPrinted() {
    assertFalse(evaluation(List.of(prediction(0.8, true))).toString().contains("AUROC"));
    String both = evaluation(List.of(prediction(0.8, true), prediction(0.6, false))).toString();
    assertTrue(both.endsWith("AUROC of entropy against errors 1.0000"), both);
  }

  @Test
  void regressionsAreEvaluatedAsTribuoDoes() {
    BayesianRegressionModel model =
        BayesianRegressionTrainer.builder()
            .epochs(60)
            .threads(1)
            .build()
            .train(BayesianRows.waves(400, 1));
    MutableDataset<Regressor> test = BayesianRows.waves(1000, 2);
    var tribuo = new RegressionEvaluator().evaluate(model, test);
    RegressionUncertaintyEvaluation found =
        new RegressionUncertaintyEvaluator().evaluate(model, test);
    assertEquals(List.of("y", "z"), found.names());
    assertArrayEquals(
        new double[] {
          tribuo.rmse(new Regressor("y", Double.NaN)), tribuo.rmse(new Regressor("z", Double.NaN))
        },
        found.rmse(),
        1e-9);
    double mean = Arrays.stream(model.logDensity(test.getData())).average().orElseThrow();
    assertEquals(mean, found.logLikelihood(), 1e-12);
    assertEquals(1 + 2 * (1 + 3 * 2), found.asMap().size());
  }

  /** Observed targets are in an interval as often as between its quantiles. */
  @Test
  void coverageIsThatOfTheQuantiles() {
    Random random = new Random(5);
    List<Prediction<Regressor>> predictions = new ArrayList<>();
    List<UncertainPrediction> explained = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double[][] means = {{3 * random.nextGaussian()}, {3 * random.nextGaussian()}};
      double[][] variances = {{0.1 + random.nextDouble()}, {0.1 + random.nextDouble()}};
      double[] none = {0};
      Regressor observed = new Regressor("y", 3 * random.nextGaussian());
      predictions.add(new Prediction<>(observed, 1, Tiny.example(observed, 1)));
      explained.add(new UncertainPrediction(List.of("y"), none, none, none, means, variances));
    }
    RegressionUncertaintyEvaluation found =
        new RegressionUncertaintyEvaluation(predictions, explained, new double[500], null);
    for (double level : new double[] {0.5, 0.9}) {
      double inside = 0;
      double width = 0;
      for (int i = 0; i < 500; i++) {
        double y = predictions.get(i).getOutput().getValues()[0];
        double low = explained.get(i).quantile((1 - level) / 2)[0];
        double high = explained.get(i).quantile((1 + level) / 2)[0];
        inside += y >= low && y <= high ? 1 : 0;
        width += high - low;
      }
      assertEquals(inside / 500, found.coverage(level)[0], 1e-12);
      assertEquals(width / 500, found.width(level)[0], 1e-12);
    }
    assertThrows(IllegalArgumentException.class, () -> found.coverage(1));
  }

  /** Targets that are drawn from what the model says are in its intervals as often as it says. */
  @Test
  void intervalsOfATrueModelCoverWhatTheySay() {
    Random random = new Random(3);
    List<Prediction<Regressor>> predictions = new ArrayList<>();
    List<UncertainPrediction> explained = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double y = 3 + 2 * random.nextGaussian();
      Regressor said = new Regressor("y", 3);
      predictions.add(new Prediction<>(said, 1, Tiny.example(new Regressor("y", y), 1)));
      explained.add(
          new UncertainPrediction(
              List.of("y"),
              new double[] {3},
              new double[] {0},
              new double[] {4},
              new double[][] {{3}},
              new double[][] {{4}}));
    }
    RegressionUncertaintyEvaluation found =
        new RegressionUncertaintyEvaluation(
            predictions, explained, new double[predictions.size()], null);
    for (double level : new double[] {0.5, 0.9}) {
      assertEquals(level, found.coverage(level)[0], 0.012);
    }
    assertEquals(2, found.rmse()[0], 0.04);
    assertEquals(2 * 2 * 1.6448536, found.width(0.9)[0], 1e-4);
  }
}
