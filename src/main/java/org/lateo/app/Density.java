package org.lateo.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lateo.LatentCode;
import org.lateo.LatentCodeEvaluation;
import org.lateo.LatentCodeEvaluator;
import org.lateo.VAEModel;
import org.lateo.app.progress.RowProgress;
import org.tribuo.Example;
import org.tribuo.Prediction;

/**
 * How usual a model finds rows.
 *
 * @param codes scored
 * @param logLikelihood importance-weighted, in nats
 * @param evaluation of the codes
 */
record Density(
    List<LatentCode> codes, List<Double> logLikelihood, LatentCodeEvaluation evaluation) {
  /** So many rows between signs of life. */
  private static final int CHUNK = 256;

  static Density of(VAEModel model, List<Example<LatentCode>> rows, int samples, Console console) {
    List<LatentCode> codes = model.score(rows);
    List<Double> logLikelihood = new ArrayList<>();
    try (RowProgress progress = console.rowProgress("scoring", rows.size())) {
      for (int from = 0; from < rows.size(); from += CHUNK) {
        List<Example<LatentCode>> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
        for (double value : model.logLikelihood(chunk, samples)) {
          logLikelihood.add(value);
        }
        progress.done(logLikelihood.size());
      }
    }
    return new Density(codes, logLikelihood, evaluate(model, codes, rows));
  }

  private static LatentCodeEvaluation evaluate(
      VAEModel model, List<LatentCode> codes, List<Example<LatentCode>> rows) {
    List<Prediction<LatentCode>> predictions = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      LatentCode code = codes.get(i);
      Example<LatentCode> row = rows.get(i);
      predictions.add(new Prediction<>(code, Map.of(VAEModel.CODE, code), row.size(), row, false));
    }
    return new LatentCodeEvaluator()
        .evaluate(model, predictions, model.getProvenance().getDatasetProvenance());
  }

  /** Mean evidence lower bound, in nats a row. */
  double elbo() {
    return evaluation.getELBO();
  }

  /** Minus the mean log-likelihood, in nats a row. */
  double nll() {
    return -logLikelihood.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  /** For people. */
  String summary() {
    return String.format(
        Locale.ROOT, "mean ELBO %.2f, mean log-likelihood %.2f nats a row", elbo(), -nll());
  }
}
