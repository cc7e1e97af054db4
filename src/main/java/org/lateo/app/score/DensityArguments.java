package org.lateo.app.score;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.nn.Sizes;
import org.lateo.output.ExactDensity;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.lateo.output.Scores;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of estimates of log p(x), and the estimates. */
final class DensityArguments {
  private static final String SAMPLES = "--samples";

  @Option(
      names = SAMPLES,
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row for its log-likelihood; more are more accurate, at most "
              + Sizes.SAMPLES
              + "; exact log-densities need none (default: ${DEFAULT-VALUE}).")
  int samples;

  @Spec(Spec.Target.MIXEE)
  CommandSpec verb;

  /** The number of samples, refused if it is out of range. */
  int samples() {
    return Refusals.inRange("samples", samples, 1, Sizes.SAMPLES);
  }

  /** Says that samples that were asked for are not drawn, if a model needs none. */
  void warnIfExact(Scores model, Messages messages) {
    if (model instanceof ExactDensity
        && verb.commandLine().getParseResult().hasMatchedOption(SAMPLES)) {
      messages.warn(
          SAMPLES
              + " has no effect: the log-densities of "
              + model.getClass().getSimpleName()
              + " are exact");
    }
  }

  /**
   * A row's scored code, the estimate of its log p(x) in nats, NaN where there is none, and the
   * cells of its features' parts.
   */
  record RowDensity(LatentCode code, double logLikelihood, List<String> parts) {}

  /** The densities of rows. */
  List<RowDensity> scores(Scores model, FeatureColumns features, List<Example<LatentCode>> rows) {
    List<LatentCode> codes = model.score(rows);
    double[] nats = nats(model, codes, rows);
    List<List<String>> parts = features.cells(rows);
    return IntStream.range(0, nats.length)
        .mapToObj(i -> new RowDensity(codes.get(i), nats[i], parts.get(i)))
        .toList();
  }

  private double[] nats(Scores model, List<LatentCode> codes, List<Example<LatentCode>> rows) {
    if (model instanceof ExactDensity) {
      return codes.stream().mapToDouble(LatentCode::getELBO).toArray();
    }
    return model.hasDensity()
        ? model.logLikelihood(rows, samples())
        : rows.stream().mapToDouble(row -> Double.NaN).toArray();
  }

  /** Evaluates a model on rows while showing progress. */
  LatentCodeEvaluation evaluate(Model<?> model, Dataset<LatentCode> rows, Messages messages) {
    try (RowProgress progress = messages.rowProgress("scoring", rows.size())) {
      return new LatentCodeEvaluator(samples(), progress::done)
          .evaluate(model.castModel(LatentCode.class), rows);
    }
  }
}
