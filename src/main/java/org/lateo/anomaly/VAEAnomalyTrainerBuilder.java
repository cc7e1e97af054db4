package org.lateo.anomaly;

import org.lateo.CountedTrainer;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.inference.ScoreKind;

/** Sets the fields of a {@link VAEAnomalyTrainer}; what is not set stays at its default. */
public final class VAEAnomalyTrainerBuilder
    extends CountedTrainer.Builder<VAEAnomalyTrainer, VAEAnomalyTrainerBuilder> {
  VAEAnomalyTrainerBuilder() {
    super(VAEAnomalyTrainer::new);
  }

  /** What trains each member, where it is not to be chosen by rows and columns. */
  public VAEAnomalyTrainerBuilder autoencoder(VAETrainer trainer) {
    return set(t -> t.autoencoder = trainer);
  }

  /**
   * What trains each member where it is to be a normalising flow, such as {@code
   * AnomalyDefaults.flow(rows).build()}.
   */
  public VAEAnomalyTrainerBuilder flow(FlowTrainer trainer) {
    return set(t -> t.flow = trainer);
  }

  /** What tells how usual a row is. */
  public VAEAnomalyTrainerBuilder score(ScoreKind kind) {
    return set("score", kind, (t, value) -> t.score = value);
  }

  /**
   * Samples of a row's code that its score is averaged over; 0 for what the score needs.
   *
   * <p>{@link ScoreKind#ELBO} and {@link ScoreKind#RECONSTRUCTION} take draws that belong to the
   * model, in pairs of one and its mirror image, at most twice as many as the code has dimensions;
   * few if not set, for each member averages over its own. {@link ScoreKind#LOG_LIKELIHOOD} takes
   * importance samples. Other scores take none, nor do flows.
   */
  public VAEAnomalyTrainerBuilder samples(int samples) {
    return set(t -> t.samples = samples);
  }

  /** Models whose scores are averaged. */
  public VAEAnomalyTrainerBuilder members(int members) {
    return set(t -> t.members = members);
  }

  /** How much of an ELBO score is nearness to training rows, in [0, 1). */
  public VAEAnomalyTrainerBuilder exemplars(double share) {
    return set(t -> t.exemplars = share);
  }

  /** Whether rows that are known to be ANOMALOUS lower the scores of rows like them. */
  public VAEAnomalyTrainerBuilder knownAnomalies(boolean used) {
    return set(t -> t.knownAnomalies = used);
  }

  /** How the threshold follows from scores of rows held out of training. */
  public VAEAnomalyTrainerBuilder threshold(ThresholdRule rule) {
    return set("threshold", rule, (t, value) -> t.threshold = value);
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

  /** Seed of everything random, but in an autoencoder or a flow that is given. */
  public VAEAnomalyTrainerBuilder seed(long seed) {
    return set(t -> t.seed = seed);
  }

  /** Threads of an autoencoder that is chosen; 0 for one a processor. */
  public VAEAnomalyTrainerBuilder threads(int threads) {
    return set(t -> t.threads = threads);
  }
}
