package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.CountedTrainer;
import org.lateo.VAEOrigin;
import org.lateo.VAETrainer;
import org.lateo.config.Fields;
import org.lateo.config.PartKind;
import org.lateo.inference.ScoreKind;
import org.lateo.math.RandomStream;
import org.lateo.nn.Sizes;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.anomaly.Event;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * Learns what is usual, and tells what is not: an ensemble of variational autoencoders whose scores
 * are averaged, calibrated on rows that they have not seen.
 *
 * <p>Rows that are ANOMALOUS are not trained on. From five of them on, with five members, they
 * lower the scores of rows that are like them, unless that would make them harder to tell from
 * usual rows ({@code knownAnomalies}), and they serve threshold rules that need them; each is then
 * scored by a member that has not seen it. All others, EXPECTED or of unknown type, are taken as
 * usual. If some of these are not, {@code trimming} leaves out the share that fits worst, and
 * {@link Contamination} sets a threshold by their share. (A dataset of Tribuo 4.3.2 takes no event
 * of unknown type but {@code AnomalyFactory.UNKNOWN_EVENT} itself.)
 *
 * <p>Without {@code autoencoder}, {@link AnomalyDefaults} chooses one by rows and columns; the
 * provenance of each member has what was chosen.
 *
 * <p>A member knows the features of the rows that it was trained on, and no others: rows that
 * calibrate it are scored as fresh rows are, values that no other row has included. So the promised
 * rate of false alarms holds where some values are rare, such as those of a user's name.
 *
 * <p>Training is a function of configuration, data and invocation count.
 *
 * <p>See:
 *
 * <pre>
 * Bates S, Candès E, Lei L, Romano Y, Sesia M.
 * "Testing for Outliers with Conformal p-values"
 * The Annals of Statistics 51, 2023.
 * </pre>
 */
public final class VAEAnomalyTrainer extends CountedTrainer<Event> implements WeightedExamples {
  private static final int IMPORTANCE_SAMPLES = 100;
  private static final int DRAWS = 4;

  @Config(description = "Trains each member. If not given, it is chosen by rows and columns.")
  VAETrainer autoencoder;

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

  @Config(description = "Autoencoders whose scores are averaged, at most " + Sizes.MEMBERS + ".")
  int members = 5;

  @Config(
      description =
          "How much of an ELBO score is nearness to exemplars, rows that a member was trained on, in"
              + " [0, 1); 0 for autoencoders alone.")
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

  /** Every field at its default; for OLCUT too. */
  public VAEAnomalyTrainer() {}

  /** A trainer set field by field. */
  public static VAEAnomalyTrainerBuilder builder() {
    return new VAEAnomalyTrainerBuilder();
  }

  /**
   * Used by OLCUT and the builder.
   *
   * @throws PropertyException if a field's value is refused, naming both
   */
  @Override
  public void postConfig() {
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
    requirePrior();
    Fields.require(
        trimming == 0 || members > 1,
        "members",
        "at least 2 for trimming, which goes by folds",
        members);
  }

  private void requirePrior() {
    boolean needed = score == ScoreKind.LOG_LIKELIHOOD || score == ScoreKind.LATENT_DENSITY;
    Fields.require(
        !needed || autoencoder == null || !autoencoder.isPlainAutoencoder(),
        "score",
        "ELBO, RECONSTRUCTION or RECONSTRUCTION_ERROR of plain autoencoders, which have no prior",
        score);
  }

  @Override
  public VAEAnomalyModel train(Dataset<Event> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public VAEAnomalyModel train(Dataset<Event> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public VAEAnomalyModel train(
      Dataset<Event> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  /**
   * As {@link #train(Dataset)}; a listener is told how the training of each member goes.
   *
   * @throws IllegalArgumentException if fewer than two rows are left that are not ANOMALOUS, if the
   *     threshold rule lacks rows, or as {@link VAETrainer#fit(Dataset)} does
   * @throws TrainingStoppedException if the thread is interrupted; it holds a detector of the
   *     members that came to their end, or of the first as it stands
   */
  public VAEAnomalyModel train(Dataset<Event> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  private VAEAnomalyModel train(
      Dataset<Event> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    Detector detector = detector(examples, invocation.number(), listener);
    ModelProvenance provenance =
        new ModelProvenance(
            VAEAnomalyModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            RowsProvenance.of(examples.getProvenance()),
            invocation.provenance(),
            VAEOrigin.stopped(runProvenance, detector.stop()));
    VAEAnomalyModel model =
        new VAEAnomalyModel(
            "vae-anomaly",
            provenance,
            detector.ensemble().features(),
            examples.getOutputIDInfo(),
            detector.ensemble(),
            detector.calibration());
    return new TrainedPart<>(model, detector.stop()).finished(model);
  }

  private record Detector(
      Ensemble ensemble, Calibration calibration, Optional<TrainingStoppedException> stop) {}

  private Detector detector(Dataset<Event> examples, int invocation, TrainingListener listener) {
    int[] usual = CalibrationPlan.usualRows(examples);
    long runSeed = RandomStream.of(seed, "anomaly").at(invocation).key();
    AnomalyTraining training =
        new AnomalyTraining(
            examples,
            names -> autoencoder(usual.length, names),
            this::mayMiss,
            score,
            samples(),
            knownAnomalies ? CalibrationPlan.rows(examples, true) : new int[0],
            exemplars,
            runSeed,
            listener);
    int first = 2 * members * invocation;
    int[] kept = usual;
    if (trimming > 0) {
      CalibrationPlan folds = plan(usual, true, runSeed);
      TrainedPart<Ensemble> all = training.train(folds, first);
      if (all.stop().isPresent()) {
        return calibrated(all, training, folds, new int[0]);
      }
      kept = training.withoutWorst(usual, trimming, folds, all.model());
    }
    CalibrationPlan plan = plan(kept, kept.length < crossBelow, runSeed);
    int[] trimmed = CalibrationPlan.without(usual, kept);
    return calibrated(training.train(plan, first + members), training, plan, trimmed);
  }

  private Detector calibrated(
      TrainedPart<Ensemble> trained,
      AnomalyTraining training,
      CalibrationPlan plan,
      int[] trimmed) {
    Ensemble ensemble = trained.model();
    if (!calibrationRows.isEmpty()) {
      Calibration other = new EnsembleCalibration(ensemble).by(rowsElsewhere(), threshold);
      return new Detector(ensemble, other, trained.stop());
    }
    TrainedPart<Calibration> own = training.calibrate(ensemble, plan, trimmed, threshold);
    return new Detector(ensemble, own.model(), trained.stop().or(own::stop));
  }

  @SuppressWarnings("unchecked") // what the provenance is of
  private Dataset<Event> rowsElsewhere() {
    return (Dataset<Event>)
        Reproduction.dataset(ProvenanceText.read(calibrationRows, DatasetProvenance.class));
  }

  private int samples() {
    return samples > 0 ? samples : score == ScoreKind.LOG_LIKELIHOOD ? IMPORTANCE_SAMPLES : DRAWS;
  }

  private CalibrationPlan plan(int[] rows, boolean cross, long runSeed) {
    return CalibrationPlan.of(rows, members, calibration, cross, runSeed);
  }

  private VAETrainer autoencoder(int rows, List<String> names) {
    return autoencoder != null
        ? autoencoder
        : AnomalyDefaults.choose(rows, names).seed(seed).threads(threads).build();
  }

  /** Whether a feature of that name is missing where it is absent, instead of zero. */
  public boolean mayMiss(String feature) {
    return autoencoder != null && autoencoder.mayMiss(feature);
  }

  @Override
  public String toString() {
    return "VAEAnomalyTrainer(autoencoder="
        + (autoencoder == null ? "chosen from the data" : autoencoder)
        + ",score="
        + score
        + ",members="
        + members
        + ",threshold="
        + PartKind.format(threshold)
        + ",seed="
        + seed
        + ")";
  }
}
