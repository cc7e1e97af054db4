package org.lateo.app;

import org.lateo.app.input.InputException;
import picocli.CommandLine.Option;

/** How well log p(x) is estimated. */
final class SamplesArgument {
  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row for its log-likelihood; more are closer (default:"
              + " ${DEFAULT-VALUE}).")
  int samples;

  private static final int MOST = 1_000_000;

  int count() {
    return checked(samples, 1);
  }

  /** As many as were asked for, from {@code fewest} to a million, which take a second a row. */
  static int checked(int samples, int fewest) {
    if (samples < fewest || samples > MOST) {
      throw new InputException(
          "--samples: expected from " + fewest + " to " + MOST + ", found " + samples);
    }
    return samples;
  }
}
