package org.lateo.app;

import org.lateo.app.input.InputException;
import org.lateo.nn.Sizes;
import picocli.CommandLine.Option;

/** How well log p(x) is estimated. */
final class SamplesArgument {
  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row for its log-likelihood; more are closer, at most "
              + Sizes.SAMPLES
              + " (default: ${DEFAULT-VALUE}).")
  int samples;

  int count() {
    if (samples < 1 || samples > Sizes.SAMPLES) {
      throw new InputException(
          "--samples: expected at "
              + (samples < 1 ? "least 1" : "most " + Sizes.SAMPLES)
              + ", found "
              + samples);
    }
    return samples;
  }
}
