package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.CountedTrainer;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.config.Fields;
import org.lateo.inference.ScoreKind;
import org.lateo.nn.Sizes;
import org.tribuo.Trainer;
import org.tribuo.anomaly.Event;

/** The settings of a {@code VAEAnomalyTrainer}, with defaults and bounds. */
abstract class AnomalySettings extends CountedTrainer<Event> {
  private static final int IMPORTANCE_SAMPLES = 100;
  private static final int DRAWS = 4;

  @Config(
      description =
          "Trains each member. If neither it nor a flow is given, it is chosen by rows and columns.")
  VAETrainer autoencoder;

  @Config(
      description = "Trains each member where it is to be a normalising flow, not an autoencoder.")
  FlowTrainer flow;

  @Config(description = "What tells how usual a row is.")
  ScoreKind score = ScoreKind.ELBO;

  @Config(
      description =
          "Samples of a row's code that its score is averaged over, at most "
              + Sizes.SAMPLES
              + "; 0 for what the score needs: "
              + DRAWS
              + ", or "
              + IMPORTANCE_SAMPLES
              + " importance samples for LOG_LIKELIHOOD.")
  int samples = 0;

  @Config(description = "Models whose scores are averaged, at most " + Sizes.MEMBERS + ".")
  int members = 5;

  @Config(
      description =
          "How much of an ELBO score is nearness to exemplars, rows that a member was trained on, in"
              + " [0, 1); 0 for the models alone.")
  double exemplars = 0.3;

  @Config(
      description =
          "Whether rows that are known to be ANOMALOUS lower the scores of rows like them, where there"
              + " are exemplars, and "
              + KnownAnomalies.FEWEST
              + " such rows for each member beside the fold that it leaves out.")
  boolean knownAnomalies = true;

  @Config(description = "How the threshold follows from scores of rows held out of training.")
  ThresholdRule threshold = new FalseAlarmRate();

  @Config(description = "The share of rows that is held out for the threshold, in (0, 1).")
  double calibration = 0.2;

  @Config(
      description =
          "Fewer rows than this are dealt into a fold for each member instead, so that all of them"
              + " both train and calibrate; 0 for never.")
  int crossBelow = 2000;

  @Config(
      description =
          "The share of rows, in [0, 1), that is left out after a first training because it fits"
              + " worst, for data with anomalies among them.")
  double trimming = 0;

  @Config(description = "Seed of what is held out, and of an autoencoder that is chosen.")
  long seed = Trainer.DEFAULT_SEED;

  @Config(
      description =
          "Threads of an autoencoder that is chosen; 0 for one a processor. Results do not depend on"
              + " it.")
  int threads = 0;

  @Config(
      description =
          "The provenance of a dataset, as text, whose rows calibrate the model instead of those held"
              + " out; empty for none. Models calibrated anew have it in theirs.")
  String calibrationRows = "";

  /**
   * Used by OLCUT and the builder.
   *
   * @throws PropertyException if a field's value is refused, naming both
   */
  @Override
  public final void postConfig() {
    Fields.requireAtLeast("samples", 0, samples);
    Sizes.requireField("samples", Sizes.SAMPLES, Math.max(1, samples));
    Sizes.requireField("members", Sizes.MEMBERS, members);
    Fields.requireAtLeast("crossBelow", 0, crossBelow);
    Fields.requireAtLeast("threads", 0, threads);
    Sizes.requireField("threads", Sizes.THREADS, Math.max(1, threads));
    Fields.require(
        calibration > 0 && calibration < 1, "calibration", "a share in (0, 1)", calibration);
    Fields.require(trimming >= 0 && trimming < 1, "trimming", "a share in [0, 1)", trimming);
    Fields.require(exemplars >= 0 && exemplars < 1, "exemplars", "a share in [0, 1)", exemplars);
    requireModel();
    Fields.require(
        trimming == 0 || members > 1,
        "members",
        "at least 2 for trimming, which goes by folds",
        members);
  }

  private void requireModel() {
    boolean needed = score == ScoreKind.LOG_LIKELIHOOD || score == ScoreKind.LATENT_DENSITY;
    Fields.require(
        !needed || autoencoder == null || !autoencoder.isPlainAutoencoder(),
        "score",
        "ELBO, RECONSTRUCTION or RECONSTRUCTION_ERROR of plain autoencoders, which have no prior",
        score);
    Fields.require(flow == null || autoencoder == null, "flow", "none beside an autoencoder", flow);
    Fields.require(
        flow == null || score == ScoreKind.ELBO,
        "score",
        "ELBO of flows, whose bound is log p(x) itself",
        score);
    Fields.require(
        flow == null || !flow.mixesColumns(),
        "flow",
        "one that does not mix columns (mixed=false), so that its score splits by features",
        flow);
  }

  final int samples() {
    return samples > 0 ? samples : score == ScoreKind.LOG_LIKELIHOOD ? IMPORTANCE_SAMPLES : DRAWS;
  }

  private VAETrainer autoencoder(int rows, List<String> names) {
    return autoencoder != null
        ? autoencoder
        : AnomalyDefaults.choose(rows, names).seed(seed).threads(threads).build();
  }

  /** What trains the models of members, by the number of rows that are usual. */
  final MemberTrainer members(int rows) {
    return flow == null
        ? AutoencoderMember.trainer(names -> autoencoder(rows, names), this::mayMiss)
        : FlowMember.trainer(flow);
  }

  /** Whether members are flows, and not autoencoders. */
  public final boolean trainsFlows() {
    return flow != null;
  }

  /** Whether a feature of that name is missing where it is absent, instead of zero. */
  public final boolean mayMiss(String feature) {
    return autoencoder != null && autoencoder.mayMiss(feature);
  }
}
