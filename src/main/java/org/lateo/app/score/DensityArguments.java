package org.lateo.app.score;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.nn.Sizes;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.lateo.output.Scores;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The options of estimates of log p(x), and the estimates. */
final class DensityArguments {
  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row for its log-likelihood; more are more accurate, at most "
              + Sizes.SAMPLES
              + " (default: ${DEFAULT-VALUE}).")
  int samples;

  /** The number of samples, refused if it is out of range. */
  int samples() {
    return Refusals.inRange("samples", samples, 1, Sizes.SAMPLES);
  }

  /** A row's scored code, and the estimate of its log p(x) in nats, NaN where there is none. */
  record RowDensity(LatentCode code, double logLikelihood) {}

  /** The densities of rows. */
  List<RowDensity> scores(Scores model, List<Example<LatentCode>> rows) {
    List<LatentCode> codes = model.score(rows);
    double[] nats =
        model.hasDensity() ? model.logLikelihood(rows, samples()) : new double[rows.size()];
    if (!model.hasDensity()) {
      Arrays.fill(nats, Double.NaN);
    }
    return IntStream.range(0, nats.length)
        .mapToObj(i -> new RowDensity(codes.get(i), nats[i]))
        .toList();
  }

  /** Evaluates a model on rows while showing progress. */
  LatentCodeEvaluation evaluate(Model<?> model, Dataset<LatentCode> rows, Messages messages) {
    try (RowProgress progress = messages.rowProgress("scoring", rows.size())) {
      return new LatentCodeEvaluator(samples(), progress::done)
          .evaluate(model.castModel(LatentCode.class), rows);
    }
  }
}
