package org.lateo.anomaly;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lateo.VAETrainer;
import org.lateo.inference.ScoreKind;

/**
 * Sets the fields of a {@link VAEAnomalyTrainer}; what is not set stays at its default. Each {@link
 * #build} makes a trainer of its own.
 */
public final class VAEAnomalyTrainerBuilder {
  private final List<Consumer<VAEAnomalyTrainer>> settings = new ArrayList<>();

  VAEAnomalyTrainerBuilder() {}

  private VAEAnomalyTrainerBuilder set(Consumer<VAEAnomalyTrainer> setting) {
    settings.add(setting);
    return this;
  }

  /** What trains each member, where it is not to be chosen by rows and columns. */
  public VAEAnomalyTrainerBuilder autoencoder(VAETrainer trainer) {
    return set(t -> t.autoencoder = trainer);
  }

  /** What tells how usual a row is. */
  public VAEAnomalyTrainerBuilder score(ScoreKind kind) {
    requireNonNull(kind, "kind");
    return set(t -> t.score = kind);
  }

  /** Importance samples a row, for {@link ScoreKind#LOG_LIKELIHOOD}. */
  public VAEAnomalyTrainerBuilder samples(int samples) {
    return set(t -> t.samples = samples);
  }

  /** Autoencoders whose scores are averaged. */
  public VAEAnomalyTrainerBuilder members(int members) {
    return set(t -> t.members = members);
  }

  /** How much of an ELBO score is nearness to training rows, in [0, 1). */
  public VAEAnomalyTrainerBuilder exemplars(double share) {
    return set(t -> t.exemplars = share);
  }

  /** How the threshold follows from scores of rows held out of training. */
  public VAEAnomalyTrainerBuilder threshold(ThresholdRule rule) {
    requireNonNull(rule, "rule");
    return set(t -> t.threshold = rule);
  }

  /** The share of rows that is held out for the threshold, in (0, 1). */
  public VAEAnomalyTrainerBuilder calibration(double share) {
    return set(t -> t.calibration = share);
  }

  /** Fewer rows than this are dealt into a fold for each member instead; 0 for never. */
  public VAEAnomalyTrainerBuilder crossBelow(int rows) {
    return set(t -> t.crossBelow = rows);
  }

  /** The share of rows that is left out after a first training because it fits worst. */
  public VAEAnomalyTrainerBuilder trimming(double share) {
    return set(t -> t.trimming = share);
  }

  /** Seed of everything random, but in an autoencoder that is given. */
  public VAEAnomalyTrainerBuilder seed(long seed) {
    return set(t -> t.seed = seed);
  }

  /** Threads of an autoencoder that is chosen; 0 for one a processor. */
  public VAEAnomalyTrainerBuilder threads(int threads) {
    return set(t -> t.threads = threads);
  }

  /**
   * The trainer.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, naming it
   */
  public VAEAnomalyTrainer build() {
    VAEAnomalyTrainer trainer = new VAEAnomalyTrainer();
    settings.forEach(setting -> setting.accept(trainer));
    trainer.postConfig();
    return trainer;
  }
}
