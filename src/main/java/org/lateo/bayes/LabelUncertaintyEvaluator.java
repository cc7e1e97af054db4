package org.lateo.bayes;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates how good the probabilities of a classifier are: of one of ours with Bayesian weights or
 * of any other of Tribuo's whose predictions have probabilities.
 */
public final class LabelUncertaintyEvaluator
    implements Evaluator<Label, LabelUncertaintyEvaluation> {
  /**
   * Predicts and evaluates.
   *
   * @throws IllegalArgumentException if there is no row, if predictions have no probabilities, or
   *     if a row has no label
   */
  @Override
  public LabelUncertaintyEvaluation evaluate(Model<Label> model, Dataset<Label> dataset) {
    return evaluate(model, model.predict(dataset), dataset.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}. */
  @Override
  public LabelUncertaintyEvaluation evaluate(Model<Label> model, DataSource<Label> datasource) {
    List<Example<Label>> examples = new ArrayList<>();
    datasource.forEach(examples::add);
    return evaluate(model, model.predict(examples), datasource.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}, for predictions that the model has made. */
  @Override
  public LabelUncertaintyEvaluation evaluate(
      Model<Label> model, List<Prediction<Label>> predictions, DataProvenance dataProvenance) {
    // A tree of Tribuo's says that it has no probabilities, but its predictions have them.
    long with = predictions.stream().filter(Prediction::hasProbabilities).count();
    if (predictions.isEmpty() || with < predictions.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected predictions with probabilities, found %d with and %d without, of %s",
              with, predictions.size() - with, model.getName()));
    }
    requireLabels(predictions);
    return new LabelUncertaintyEvaluation(
        predictions, new EvaluationProvenance(model.getProvenance(), dataProvenance));
  }

  private static void requireLabels(List<Prediction<Label>> predictions) {
    for (int row = 0; row < predictions.size(); row++) {
      Label observed = predictions.get(row).getExample().getOutput();
      if (observed.getLabel().equals(LabelFactory.UNKNOWN_LABEL.getLabel())) {
        throw new IllegalArgumentException(
            "Expected a label in each row, found none in row " + row + " (from 0)");
      }
    }
  }

  /**
   * How well mutual information tells rows of another kind, such as letters where the model knows
   * digits, from rows like those of the training: the chance that it is larger for a row of them;
   * equal ones count half.
   *
   * @param foreign rows of the other kind; their labels do not matter
   * @throws IllegalArgumentException if there are no rows of one kind
   */
  public double foreignAUROC(
      BayesianClassifierModel model, Dataset<Label> usual, Dataset<Label> foreign) {
    return LabelUncertaintyEvaluation.auroc(
        mutualInformation(model, foreign), mutualInformation(model, usual));
  }

  private static double[] mutualInformation(BayesianClassifierModel model, Dataset<Label> rows) {
    return model.explain(rows.getData()).stream()
        .mapToDouble(UncertainLabel::mutualInformation)
        .toArray();
  }
}
