package org.lateo.app.train;

import java.util.Optional;
import org.lateo.bayes.BayesianBuilder;
import org.lateo.bayes.BayesianMethod;
import picocli.CommandLine.Option;

/** The options of a network whose weights are distributions. */
final class BayesArguments {
  @Option(
      names = "--weights",
      paramLabel = "HOW",
      description =
          "For bayes. Which weights are distributions, and how these are found: laplace (the last"
              + " layer's, after ordinary training), last_layer (the same, by a bound) or mean_field"
              + " (all weights, by a bound) (default: ${bundle:default.bayes.method}).")
  Optional<BayesianMethod> weights;

  /** Gives a builder what is given. */
  void set(BayesianBuilder<?, ?> builder) {
    weights.ifPresent(builder::method);
  }
}
