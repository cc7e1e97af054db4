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

  int count() {
    if (samples < 1) {
      throw new InputException("--samples: expected at least 1, found " + samples);
    }
    return samples;
  }
}
