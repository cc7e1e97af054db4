package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.VAEModel;
import org.lateo.VAEOrigin;
import org.lateo.VAETrainer;
import org.lateo.config.PartKind;
import org.lateo.math.RandomStream;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.anomaly.Event;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;

/**
 * Learns what is usual, and tells what is not: an ensemble of autoencoders, variational or plain,
 * or of normalising flows, whose scores are averaged, calibrated on rows that they have not seen.
 *
 * <p>Rows that are ANOMALOUS are not trained on. From five of them on, with five members, they
 * lower the scores of rows that are like them, unless that would make them harder to tell from
 * usual rows ({@code knownAnomalies}), and they serve threshold rules that need them; each is then
 * scored by a member that has not seen it. All others, EXPECTED or of unknown type, are taken as
 * usual. If some of these are not, {@code trimming} leaves out the share that fits worst, and
 * {@link Contamination} sets a threshold by their share. (A dataset of Tribuo 4.3.2 takes no event
 * of unknown type but {@code AnomalyFactory.UNKNOWN_EVENT} itself.)
 *
 * <p>Without {@code autoencoder} and {@code flow}, {@link AnomalyDefaults} chooses an autoencoder
 * by rows and columns; the provenance of each member has what was chosen.
 *
 * <p>With {@code flow} a member's score is log p(x), exact. A flow refuses what it refuses
 * elsewhere (see {@link org.lateo.FlowTrainer}): values that may be missing, fields {@code
 * field@value}, and values that repeat unless training adds noise, as that of {@link
 * AnomalyDefaults#flow} does. Only columns without any variation among a member's training rows are
 * taken: another value than theirs is one that no row had, and lowers the score as such a value
 * does.
 *
 * <p>A member knows the features of the rows that it was trained on, and no others: rows that
 * calibrate it are scored as fresh rows are, values that no other row has included. So the promised
 * rate of false alarms holds where some values are rare, such as those of a user's name.
 *
 * <p>Weights of rows count in the training of members. Exemplars and calibration take each row
 * once, whatever its weight.
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
public final class VAEAnomalyTrainer extends AnomalySettings implements WeightedExamples {
  /** Every field at its default; for OLCUT too. */
  public VAEAnomalyTrainer() {}

  /** A trainer set field by field. */
  public static VAEAnomalyTrainerBuilder builder() {
    return new VAEAnomalyTrainerBuilder();
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
            flow == null ? "vae-anomaly" : "flow-anomaly",
            provenance,
            detector.ensemble().features(),
            examples.getOutputIDInfo(),
            detector.ensemble(),
            detector.calibration());
    return new TrainedPart<>(model, detector.stop()).finished(model);
  }

  /**
   * A detector of autoencoders that were trained elsewhere, such as on a cluster, by this trainer's
   * score and threshold. There are no exemplars.
   *
   * @param models at least one, each trained on rows of a table, which have every feature but for
   *     those that may be missing and {@code field@value}
   * @param rows how many rows each was trained on
   * @param calibration rows that none of them has seen; those that are ANOMALOUS are anomalies, all
   *     others usual
   * @throws IllegalArgumentException if these do not suffice for the rule, if this trainer has
   *     exemplars, or if some priors have a divergence for each latent dimension and others one for
   *     all
   */
  public VAEAnomalyModel calibrate(List<VAEModel> models, int rows, Dataset<Event> calibration) {
    if (exemplars != 0) {
      throw new IllegalArgumentException(
          "exemplars: expected 0 for models that were trained elsewhere, found " + exemplars);
    }
    List<Member> trained =
        models.stream()
            .map(model -> new Member(new AutoencoderMember(model), Optional.empty(), rows, true))
            .toList();
    Ensemble ensemble = new Ensemble(trained, score, samples());
    Calibration calibrated = new EnsembleCalibration(ensemble).by(calibration, threshold);
    if (!ensemble.mayHaveLatents(calibrated.baseline().latents().length)) {
      throw new IllegalArgumentException(
          "models: expected priors that all have a divergence for each latent dimension, or all one"
              + " for the whole code, found both");
    }
    return new VAEAnomalyModel(
        "vae-anomaly",
        new ModelProvenance(
            VAEAnomalyModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            models.get(0).getProvenance().getDatasetProvenance(),
            begin(INCREMENT_INVOCATION_COUNT).provenance(),
            Map.of()),
        ensemble.features(),
        calibration.getOutputIDInfo(),
        ensemble,
        calibrated);
  }

  private record Detector(
      Ensemble ensemble, Calibration calibration, Optional<TrainingStoppedException> stop) {}

  private Detector detector(Dataset<Event> examples, int invocation, TrainingListener listener) {
    int[] usual = CalibrationPlan.usualRows(examples);
    long runSeed = RandomStream.of(seed, "anomaly").at(invocation).key();
    AnomalyTraining training =
        new AnomalyTraining(
            examples,
            members(usual.length),
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

  private CalibrationPlan plan(int[] rows, boolean cross, long runSeed) {
    return CalibrationPlan.of(rows, members, calibration, cross, runSeed);
  }

  @Override
  public String toString() {
    return "VAEAnomalyTrainer(autoencoder="
        + (flow != null ? "none,flow=" + flow : chosen())
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

  private String chosen() {
    return autoencoder == null ? "chosen from the data" : autoencoder.toString();
  }
}
