package org.lateo.app;

import org.lateo.LatentCode;
import org.lateo.LatentCodeEvaluation;
import org.lateo.LatentCodeEvaluator;
import org.lateo.VAEModel;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.app.progress.RowProgress;
import org.tribuo.Dataset;

/** How usual a model finds rows: the evaluation, while its progress is shown. */
final class Density {
  private Density() {}

  static LatentCodeEvaluation of(VAEModel model, Sheet sheet, int samples, Console console) {
    Dataset<LatentCode> rows = ModelRows.dataset(sheet, OutputKind.none(), model);
    try (RowProgress progress = console.rowProgress("scoring", rows.size())) {
      LatentCodeEvaluator evaluator = new LatentCodeEvaluator(samples, progress::done);
      return Usage.data(sheet.source(), () -> evaluator.evaluate(model, rows));
    }
  }
}
