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
    return checked(samples, 1);
  }

  /** As many as were asked for, from {@code fewest}. */
  static int checked(int samples, int fewest) {
    if (samples < fewest || samples > Sizes.SAMPLES) {
      throw new InputException(
          "--samples: expected from " + fewest + " to " + Sizes.SAMPLES + ", found " + samples);
    }
    return samples;
  }
}
