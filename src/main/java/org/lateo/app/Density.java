package org.lateo.app;

import org.lateo.VAEModel;
import org.lateo.app.progress.RowProgress;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.tribuo.Dataset;

/** How usual a model finds rows: the evaluation, while its progress is shown. */
final class Density {
  private Density() {}

  static LatentCodeEvaluation of(
      VAEModel model, Dataset<LatentCode> rows, int samples, Console console) {
    try (RowProgress progress = console.rowProgress("scoring", rows.size())) {
      return new LatentCodeEvaluator(samples, progress::done).evaluate(model, rows);
    }
  }
}
