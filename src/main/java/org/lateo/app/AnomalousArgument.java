package org.lateo.app;

import picocli.CommandLine.Option;

/** Which response is an anomaly. */
final class AnomalousArgument {
  static final String OPTION = "--anomalous";

  @Option(
      names = OPTION,
      paramLabel = "VALUE",
      defaultValue = "ANOMALOUS",
      description =
          "The response of anomalous rows; all others are usual (default: ${DEFAULT-VALUE}).")
  String value;
}
