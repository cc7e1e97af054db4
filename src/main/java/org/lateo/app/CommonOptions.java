package org.lateo.app;

import org.lateo.nn.Sizes;
import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** What every verb takes. */
final class CommonOptions {
  private static final int LAST = 100;

  @Option(
      names = "--seed",
      order = LAST + 0,
      paramLabel = "N",
      description = "Seed of everything random (default: ${bundle:default.seed}).")
  Long seed;

  @Option(
      names = "--threads",
      order = LAST + 1,
      paramLabel = "N",
      description =
          "Threads that train, at most "
              + Sizes.THREADS
              + " (default: one a processor). Results do not depend on it.")
  Integer threads;

  @Option(
      names = "--json",
      order = LAST + 2,
      description = "Put one JSON object on the last line of the output.")
  boolean json;

  @Option(
      names = "--quiet",
      order = LAST + 3,
      description = "Show no progress, no summary, no warnings.")
  boolean quiet;

  @Option(
      names = "--verbose",
      order = LAST + 4,
      description = "Show the libraries' log, and where errors arose.")
  boolean verbose;

  long seedOrDefault() {
    return seed == null ? Trainer.DEFAULT_SEED : seed;
  }
}
