package org.lateo.app.score;

import java.util.List;
import java.util.Optional;
import org.lateo.app.verb.Results;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.RegressionUncertaintyEvaluation;
import org.lateo.bayes.RegressionUncertaintyEvaluator;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/**
 * How far off a predictor of one number is on rows.
 *
 * @param rows how many
 * @param uncertainty how good its intervals are, if it tells them
 */
record JudgedNumbers(
    int rows, RegressionEvaluation errors, Optional<RegressionUncertaintyEvaluation> uncertainty) {
  /** The probability of the intervals that are judged. */
  private static final double INTERVAL = 0.9;

  static JudgedNumbers of(Model<Regressor> predictor, Dataset<Regressor> rows) {
    RegressionEvaluation errors = new RegressionEvaluator().evaluate(predictor, rows);
    Optional<RegressionUncertaintyEvaluation> uncertainty =
        predictor instanceof BayesianRegressionModel
            ? Optional.of(
                new RegressionUncertaintyEvaluator()
                    .evaluate(predictor, errors.getPredictions(), rows.getProvenance()))
            : Optional.empty();
    return new JudgedNumbers(rows.size(), errors, uncertainty);
  }

  /** For programs. */
  Results results() {
    Results results =
        new Results()
            .with("rows", rows)
            .with("rmse", errors.averageRMSE())
            .with("mae", errors.averageMAE())
            .with("r2", errors.averageR2());
    uncertainty.ifPresent(
        found ->
            results
                .with("log_likelihood", found.logLikelihood())
                .with("coverage_of_" + INTERVAL, found.coverage(INTERVAL)[0])
                .with("width_of_" + INTERVAL, found.width(INTERVAL)[0]));
    return results;
  }

  /** For people. */
  @Override
  public String toString() {
    List<String> parts = List.of(errors.toString(), uncertainty.map(Object::toString).orElse(""));
    return String.join("\n", parts).strip();
  }
}
