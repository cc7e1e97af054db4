package org.lateo;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Scaling;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Sizes;

/** What a {@link VAETrainer}'s fields have to be; a {@link PropertyException} names the one. */
final class VAETrainerChecks {
  private static final double NARROWEST_PRIOR = 1e-6;
  private static final double WIDEST_PRIOR = 1e6;

  private VAETrainerChecks() {}

  static void check(VAETrainer trainer) {
    numbers(trainer);
    epochs(trainer);
    trainer.missingPatterns();
    parts(trainer);
  }

  private static void numbers(VAETrainer trainer) {
    Sizes.requireLayersField("hidden", trainer.hidden);
    Sizes.requireLayersField("decoderHidden", trainer.decoderHidden);
    requirePositive("latent", trainer.latent);
    requireAtMost("latent", Sizes.LATENT, trainer.latent);
    requirePositive("epochs", trainer.epochs);
    requirePositive("batchSize", trainer.batchSize);
    requireShare("validation", trainer.validation);
    requireShare("refinementShare", trainer.refinementShare);
    requireShare("averaging", trainer.averaging);
    requireNotNegative("threads", trainer.threads);
    requireAtMost("threads", Sizes.THREADS, trainer.threads);
    requireNotNegative("gradientClipping", trainer.gradientClipping);
    requireNotNegative("weightPrior", trainer.weightPrior);
    requireWeightPrior(trainer.weightPrior);
    requireNotNegative("jitter", trainer.jitter);
    requireNotNegative("patience", trainer.patience);
    requireNotNegative("minimumImprovement", trainer.minimumImprovement);
  }

  private static void requirePositive(String field, int... found) {
    if (Arrays.stream(found).anyMatch(value -> value < 1)) {
      throw refused(field, "Expected at least 1, found " + Arrays.toString(found));
    }
  }

  private static void requireAtMost(String field, int most, int found) {
    if (found > most) {
      throw refused(field, "Expected at most " + most + ", found " + found);
    }
  }

  private static void requireShare(String field, double found) {
    if (!(found >= 0 && found < 1)) {
      throw refused(field, "Expected a number in [0, 1), found " + found);
    }
  }

  /** Its gradient is divided by the square, which has to stay a float. */
  private static void requireWeightPrior(double found) {
    if (found != 0 && !(found >= NARROWEST_PRIOR && found <= WIDEST_PRIOR)) {
      throw refused("weightPrior", "Expected 0, or from 1e-6 to 1e6, found " + found);
    }
  }

  private static void requireNotNegative(String field, Number found) {
    if (!(found.doubleValue() >= 0 && found.doubleValue() < Double.POSITIVE_INFINITY)) {
      throw refused(field, "Expected 0 or more, found " + found);
    }
  }

  private static PropertyException refused(String field, String message) {
    return new PropertyException("", field, message);
  }

  private static void epochs(VAETrainer trainer) {
    if (trainer.patience > 0 && trainer.validation == 0) {
      throw refused(
          "patience",
          "Expected 0 without validation rows (validation=0), found " + trainer.patience);
    }
    int refined = trainer.refinementEpochs();
    if (trainer.refinement != null && (refined < 1 || refined >= trainer.epochs)) {
      throw refused(
          "refinementShare",
          String.format(
              Locale.ROOT,
              "Expected a share that leaves at least one of %d epochs to each objective, found %s",
              trainer.epochs,
              trainer.refinementShare));
    }
  }

  /**
   * Puts the latent parts together on a small scale, for not every one goes with every other, and
   * sees that a model of these parts can be stored.
   */
  private static void parts(VAETrainer trainer) {
    requireStorable("posterior", trainer.posterior);
    requireStorable("prior", trainer.prior);
    if (trainer.likelihood != null) {
      requireStorable("likelihood", trainer.likelihood);
    }
    VAEArchitecture small =
        new VAEArchitecture(
            List.of(),
            List.of(),
            trainer.activation,
            trainer.gated,
            2,
            trainer.posterior,
            trainer.prior,
            new Bernoulli(),
            trainer.initialiser);
    VAE vae = fitting("prior", () -> small.connect(Scaling.none(1)));
    fitting("objective", () -> trainer.objective.loss(vae));
    if (trainer.refinement != null) {
      fitting("refinement", () -> trainer.refinement.loss(vae));
    }
  }

  private static void requireStorable(String field, Part part) {
    fitting(field, () -> PartKind.describe(part));
  }

  private static <T> T fitting(String field, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", field, e.getMessage());
    }
  }
}
