package org.lateo.app.score;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.lateo.app.verb.Results;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.RegressionUncertaintyEvaluation;
import org.lateo.bayes.RegressionUncertaintyEvaluator;
import org.lateo.conformal.ConformalRegressionModel;
import org.lateo.conformal.IntervalEvaluation;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/**
 * How far off a predictor of one number is on rows.
 *
 * @param rows how many
 * @param uncertainty how good the intervals of its own uncertainty are, if it tells that
 * @param promised what its intervals of a promised coverage hold, if it has such
 */
record JudgedNumbers(
    int rows,
    RegressionEvaluation errors,
    Optional<RegressionUncertaintyEvaluation> uncertainty,
    Optional<IntervalEvaluation> promised) {
  /** The probability of the intervals that are judged. */
  private static final double INTERVAL = 0.9;

  static JudgedNumbers of(Model<Regressor> predictor, Dataset<Regressor> rows) {
    RegressionEvaluation errors = new RegressionEvaluator().evaluate(predictor, rows);
    Optional<RegressionUncertaintyEvaluation> uncertainty =
        inside(predictor) instanceof BayesianRegressionModel network
            ? Optional.of(
                new RegressionUncertaintyEvaluator()
                    .evaluate(network, errors.getPredictions(), rows.getProvenance()))
            : Optional.empty();
    Optional<IntervalEvaluation> promised =
        predictor instanceof ConformalRegressionModel conformal
            ? Optional.of(IntervalEvaluation.of(conformal, rows))
            : Optional.empty();
    return new JudgedNumbers(rows.size(), errors, uncertainty, promised);
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
    promised.ifPresent(
        found ->
            results
                .with("coverage", only(found.coverage()))
                .with("width", only(found.meanWidth())));
    return results;
  }

  /** The model whose predictions are calibrated, or the model itself. */
  private static Model<Regressor> inside(Model<Regressor> predictor) {
    return predictor instanceof ConformalRegressionModel conformal ? conformal.model() : predictor;
  }

  private static double only(SortedMap<String, Double> ofDimensions) {
    return ofDimensions.get(ofDimensions.firstKey());
  }

  private static String text(IntervalEvaluation found) {
    return String.format(
        Locale.ROOT,
        "Calibrated intervals hold %.4f of the responses; their mean width is %.4g",
        only(found.coverage()),
        only(found.meanWidth()));
  }

  /** For people. */
  @Override
  public String toString() {
    List<String> parts =
        List.of(
            errors.toString(),
            uncertainty.map(Object::toString).orElse(""),
            promised.map(JudgedNumbers::text).orElse(""));
    return String.join("\n", parts).strip();
  }
}
