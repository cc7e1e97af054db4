package org.lateo.app.score;

import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.nn.Sizes;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.tribuo.Dataset;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** How well log p(x) is estimated, and the estimate. */
final class DensityArguments {
  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row for its log-likelihood; more are closer, at most "
              + Sizes.SAMPLES
              + " (default: ${DEFAULT-VALUE}).")
  int samples;

  /** The number of samples; refuses one out of range. */
  int samples() {
    return Refusals.inRange("samples", samples, 1, Sizes.SAMPLES);
  }

  /** How usual a model finds rows, while progress is shown. */
  LatentCodeEvaluation evaluate(Model<?> model, Dataset<LatentCode> rows, Messages messages) {
    try (RowProgress progress = messages.rowProgress("scoring", rows.size())) {
      return new LatentCodeEvaluator(samples(), progress::done)
          .evaluate(model.castModel(LatentCode.class), rows);
    }
  }
}
