package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.evaluation.CrossValidation;

final class LabelledRowsEvaluatorTest {
  private final Dataset<Label> some = Rows.groups(90, i -> i % 5 != 0, 1);
  private final MutableDataset<Label> labelled = LabelMasking.labelledRows(some);
  private final Model<Label> model = new LogisticRegressionTrainer().train(labelled);
  private final LabelledRowsEvaluator<Label, LabelEvaluation> evaluator =
      new LabelledRowsEvaluator<>(new LabelEvaluator(), Rows.FACTORY);

  @Test
  void saysWhatTribuosSaysOfTheLabelledRows() {
    LabelEvaluation expected = new LabelEvaluator().evaluate(model, labelled);
    assertEquals(expected.toString(), evaluator.evaluate(model, some).toString());
    assertEquals(
        expected.toString(),
        evaluator.evaluate(model, model.predict(some), some.getProvenance()).toString());
    assertEquals(72, evaluator.evaluate(model, some).getPredictions().size());
  }

  @Test
  void tribuosOwnThrows() {
    assertThrows(IllegalArgumentException.class, () -> new LabelEvaluator().evaluate(model, some));
  }

  @Test
  void crossValidationOfPartlyLabelledRows() {
    LatentFeatureTrainer<Label> trainer =
        new LatentFeatureTrainer<>(
            VAETrainer.builder().hidden(16).latent(3).epochs(40).batchSize(20).threads(1).build(),
            new LogisticRegressionTrainer());
    List<Pair<LabelEvaluation, Model<Label>>> folds =
        new CrossValidation<>(trainer, some, evaluator, 3, 1L).evaluate();
    assertEquals(3, folds.size());
    assertEquals(72, folds.stream().mapToInt(f -> f.getA().getPredictions().size()).sum());
    folds.forEach(f -> assertTrue(f.getA().accuracy() > 0.5, () -> "" + f.getA().accuracy()));
  }

  @Test
  void refusesRowsWithoutAnyLabel() {
    Dataset<Label> none = Rows.groups(9, i -> false, 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(model, none));
    assertEquals(
        "Expected at least one row with an output to evaluate on, found none among 9",
        e.getMessage());
  }
}
