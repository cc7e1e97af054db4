package org.lateo.app.score;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lateo.app.verb.Results;
import org.lateo.bayes.LabelUncertaintyEvaluation;
import org.lateo.bayes.LabelUncertaintyEvaluator;
import org.lateo.conformal.ConformalClassificationModel;
import org.lateo.conformal.LabelSetEvaluation;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * How often a classifier is right on rows.
 *
 * @param rows how many
 * @param probabilities how good its probabilities are, if it gives any
 * @param promised what its sets of a promised coverage hold, if it has such
 */
record JudgedLabels(
    int rows,
    LabelEvaluation errors,
    Optional<LabelUncertaintyEvaluation> probabilities,
    Optional<LabelSetEvaluation> promised) {

  static JudgedLabels of(Model<Label> classifier, Dataset<Label> rows) {
    LabelEvaluation errors = new LabelEvaluator().evaluate(classifier, rows);
    Optional<LabelUncertaintyEvaluation> probabilities =
        errors.getPredictions().stream().allMatch(Prediction::hasProbabilities)
            ? Optional.of(
                new LabelUncertaintyEvaluator()
                    .evaluate(classifier, errors.getPredictions(), rows.getProvenance()))
            : Optional.empty();
    Optional<LabelSetEvaluation> promised =
        classifier instanceof ConformalClassificationModel conformal
            ? Optional.of(LabelSetEvaluation.of(conformal, rows))
            : Optional.empty();
    return new JudgedLabels(rows.size(), errors, probabilities, promised);
  }

  /** For programs. */
  Results results() {
    Results results =
        new Results()
            .with("rows", rows)
            .with("accuracy", errors.accuracy())
            .with("balanced_error_rate", errors.balancedErrorRate())
            .with("macro_f1", errors.macroAveragedF1());
    probabilities.ifPresent(
        found ->
            results
                .with("log_likelihood", found.logLikelihood())
                .with("brier", found.brier())
                .with("calibration_error", found.calibrationError()));
    promised.ifPresent(
        found ->
            results
                .with("coverage", found.coverage())
                .with("mean_size", found.meanSize())
                .with("single", found.single())
                .with("empty", found.empty()));
    return results;
  }

  private static String text(LabelSetEvaluation found) {
    return String.format(
        Locale.ROOT,
        "Sets hold the class of %.4f of the rows; %.2f classes in a set on average, %.4f of the sets"
            + " have one, %.4f none",
        found.coverage(),
        found.meanSize(),
        found.single(),
        found.empty());
  }

  /** For people. */
  @Override
  public String toString() {
    List<String> parts =
        List.of(
            errors.toString(),
            probabilities.map(Object::toString).orElse(""),
            promised.map(JudgedLabels::text).orElse(""));
    return String.join("\n", parts).strip();
  }
}
