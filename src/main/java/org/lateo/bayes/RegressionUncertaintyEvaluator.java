package org.lateo.bayes;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.Regressor;

/** Evaluates how good the densities and intervals of a {@link BayesianRegressionModel} are. */
public final class RegressionUncertaintyEvaluator
    implements Evaluator<Regressor, RegressionUncertaintyEvaluation> {
  /**
   * Predicts and evaluates.
   *
   * @throws IllegalArgumentException if there is no row, if the model is of another kind, or if a
   *     target is of other dimensions
   */
  @Override
  public RegressionUncertaintyEvaluation evaluate(
      Model<Regressor> model, Dataset<Regressor> dataset) {
    return evaluate(model, model.predict(dataset), dataset.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}. */
  @Override
  public RegressionUncertaintyEvaluation evaluate(
      Model<Regressor> model, DataSource<Regressor> datasource) {
    List<Example<Regressor>> examples = new ArrayList<>();
    datasource.forEach(examples::add);
    return evaluate(model, model.predict(examples), datasource.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}, for predictions that the model has made. */
  @Override
  public RegressionUncertaintyEvaluation evaluate(
      Model<Regressor> model,
      List<Prediction<Regressor>> predictions,
      DataProvenance dataProvenance) {
    if (!(model instanceof BayesianRegressionModel own) || predictions.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected predictions of a BayesianRegressionModel, found %d of a %s",
              predictions.size(), model.getClass().getName()));
    }
    List<Example<Regressor>> examples = predictions.stream().map(Prediction::getExample).toList();
    return new RegressionUncertaintyEvaluation(
        predictions,
        own.explain(examples),
        own.logDensity(examples),
        new EvaluationProvenance(model.getProvenance(), dataProvenance));
  }
}
