package org.lateo.bench;

import java.util.Locale;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;
import org.lateo.semisupervised.ClassPriorKind;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.train.Adam;

/**
 * A setting in words: {@code name=value}, of an autoencoder one of {@code hidden}, {@code latent},
 * {@code epochs}, {@code batch}, {@code rate}, {@code averaging}, {@code seed}, {@code numbers} (a
 * standard deviation, or {@code learned}), {@code gated}, {@code codePrior} (a part, such as {@code
 * vamp:pseudoInputs=100}) and {@code plain} (a {@link Reconstruction}'s fields, such as {@code
 * masking=0.2}, of an autoencoder without distributions), of a classifier inside one of {@code
 * weight}, {@code share}, {@code warmup} and {@code prior} (of classes, a {@link ClassPriorKind}).
 */
record FewLabelsSetting(String name, String value) {
  static FewLabelsSetting of(String text) {
    String[] parts = text.split("=", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("Expected NAME=VALUE, found " + text);
    }
    return new FewLabelsSetting(parts[0], parts[1]);
  }

  /** Whether it is one of a classifier inside an autoencoder. */
  boolean isOfClasses() {
    return switch (name) {
      case "weight", "share", "warmup", "prior" -> true;
      default -> false;
    };
  }

  void set(VAETrainerBuilder builder) {
    switch (name) {
      case "hidden" -> builder.hidden(Integer.parseInt(value));
      case "latent" -> builder.latent(Integer.parseInt(value));
      case "epochs" -> builder.epochs(Integer.parseInt(value));
      case "batch" -> builder.batchSize(Integer.parseInt(value));
      case "rate" -> builder.optimiser(new Adam(Double.parseDouble(value)));
      case "seed" -> builder.seed(Long.parseLong(value));
      case "averaging" -> builder.averaging(Double.parseDouble(value));
      case "numbers" -> builder.numbers(numbers());
      case "gated" -> builder.gated(Boolean.parseBoolean(value));
      case "codePrior" -> builder.prior(PartKind.of(Prior.class).parse(value));
      case "plain" -> builder.autoencoder(reconstruction());
      default -> throw unknown();
    }
  }

  void set(SemiSupervisedVAETrainerBuilder builder) {
    switch (name) {
      case "weight" -> builder.classificationWeight(Double.parseDouble(value));
      case "share" -> builder.labelledShare(Double.parseDouble(value));
      case "warmup" -> builder.warmUpShare(Double.parseDouble(value));
      case "prior" -> builder.classPrior(ClassPriorKind.valueOf(value.toUpperCase(Locale.ROOT)));
      default -> throw unknown();
    }
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException("Expected a setting, found " + name + "=" + value);
  }

  private Reconstruction reconstruction() {
    return (Reconstruction) PartKind.of(Objective.class).parse("reconstruction:" + value);
  }

  private Gaussian numbers() {
    return value.equals("learned")
        ? new Gaussian()
        : new Gaussian(Gaussian.Variance.FIXED, Double.parseDouble(value));
  }
}
