package org.lateo.app.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Refusals;
import org.lateo.conformal.ConformalBuilder;
import org.lateo.conformal.ConformalTrainer;
import org.tribuo.Output;
import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** The options of intervals, or sets of classes, that hold a promised share of responses. */
final class ConformalArguments {
  @Option(
      names = "--coverage",
      paramLabel = "SHARE",
      description =
          "For bayes or raw. Hold out rows that calibrate, and promise intervals of the number, or sets of"
              + " classes, that hold this share of fresh responses, whatever the model is worth"
              + " (default: no such promise).")
  Optional<Double> coverage;

  @Option(
      names = "--calibration",
      paramLabel = "SHARE",
      description =
          "With --coverage. The share of the rows with a response that calibrate and do not train"
              + " (default: ${bundle:default.calibration}).")
  Optional<Double> calibration;

  /** Those of these options that are given. */
  List<String> given() {
    return Stream.of(coverage.map(x -> "--coverage"), calibration.map(x -> "--calibration"))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Refuses options that do not go together.
   *
   * @param answered whether only rows with a response train
   */
  void require(boolean answered) {
    if (!answered && !given().isEmpty()) {
      throw new InputException(
          String.join(", ", given())
              + ": goes with --task regress --method bayes, and with --task classify --method bayes or raw,"
              + " which learn from rows with a response alone");
    }
    if (calibration.isPresent() && coverage.isEmpty()) {
      throw new InputException("--calibration goes with --coverage");
    }
  }

  /**
   * A trainer around another one.
   *
   * @param builder of the trainer around it
   * @param inner the other one
   */
  <U extends Output<U>, T extends ConformalTrainer<U, ?>, B extends ConformalBuilder<U, T, B>>
      T around(B builder, Trainer<U> inner, long seed) {
    builder.innerTrainer(inner).seed(seed);
    coverage.ifPresent(builder::coverage);
    calibration.ifPresent(builder::calibration);
    return Refusals.fields(builder::build);
  }
}
