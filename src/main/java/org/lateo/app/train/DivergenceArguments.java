package org.lateo.app.train;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Refusals;
import org.lateo.config.PartKind;
import org.lateo.objective.ELBO;
import org.lateo.objective.Objective;
import org.lateo.objective.WarmUpUnit;
import picocli.CommandLine.Option;

/** The options that say how the KL divergence counts in the objective. */
final class DivergenceArguments {

  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(epochs|steps)?");

  @Option(
      names = "--beta",
      paramLabel = "X",
      description =
          "The weight of the KL divergence in the objective (default: ${bundle:default.beta}).")
  Optional<Double> beta;

  @Option(
      names = "--free-bits",
      paramLabel = "NATS",
      description =
          "Free nats: the KL divergence of each latent dimension up to which it is not penalised"
              + " (default: ${bundle:default.freeBits}).")
  Optional<Double> freeBits;

  @Option(
      names = "--warm-up",
      paramLabel = "LENGTH",
      description =
          "Epochs, as in 10, or steps, as in 5000steps, over which the weight of the KL divergence"
              + " rises from 0 (default: ${bundle:default.warmUp}).")
  Optional<String> warmUp;

  boolean isGiven() {
    return beta.isPresent() || freeBits.isPresent() || warmUp.isPresent();
  }

  /** The objective, changed by the options that are given. */
  Objective applyTo(Objective objective) {
    if (!isGiven()) {
      return objective;
    }
    if (!(objective instanceof ELBO elbo)) {
      throw new InputException(
          "--beta, --free-bits, --warm-up: expected the objective elbo, found "
              + PartKind.name(objective));
    }
    return Refusals.fields(() -> applyTo(elbo));
  }

  private Objective applyTo(ELBO elbo) {
    ELBO changed = beta.map(elbo::withBeta).orElse(elbo);
    changed = freeBits.map(changed::withFreeBits).orElse(changed);
    return warmUp.isPresent() ? warmedUp(changed, warmUp.get()) : changed;
  }

  private static ELBO warmedUp(ELBO elbo, String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      throw new InputException(
          "--warm-up: expected epochs as in 10, or steps as in 5000steps, found " + text);
    }
    boolean steps = "steps".equals(length.group(2));
    return elbo.withWarmUp(
        Integer.parseInt(length.group(1)), steps ? WarmUpUnit.STEPS : WarmUpUnit.EPOCHS);
  }
}
