package org.lateo.anomaly;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.inference.ScoreKind;

/**
 * The names of what an exported detector says of a row. Each kind of score has its own names for
 * the score before the threshold and its parts; a bound beside exemplars is no bound any more.
 *
 * @param total the row's score before the threshold, {@code [batch, 1]}
 * @param reconstruction the part of features, {@code [batch, 1]}, where the score has another
 * @param divergence the latent part with its sign turned, {@code [batch, 1]}, or none
 * @param latents whether the score has latent entries
 * @param features what each feature adds, {@code [batch, D]}; null where the score has no such part
 * @param unit of all of these and of the score
 */
record DetectorOutputs(
    String total,
    Optional<String> reconstruction,
    Optional<String> divergence,
    boolean latents,
    String features,
    String unit) {
  /** That of the event: less the threshold, negative is ANOMALOUS, {@code [batch, 1]}. */
  static final String SCORE = "score";

  /** 1 for ANOMALOUS, 0 for EXPECTED, {@code [batch, 1]}. */
  static final String IS_ANOMALY = "is_anomaly";

  /** See {@link CalibrationScores#pValue}, {@code [batch, 1]}. */
  static final String P_VALUE = "p_value";

  /** What each feature or group adds beyond what it adds in a usual row, {@code [batch, G]}. */
  static final String FEATURE_DEVIATIONS = "feature_deviations";

  /** The same of each latent entry, {@code [batch, any]}. */
  static final String LATENT_DEVIATIONS = "latent_deviations";

  /** The field with the {@link ScoreKind}; only detectors have it. */
  static final String KIND_FIELD = "lateo.score_kind";

  /** The field with the threshold, in the unit of the score. */
  static final String THRESHOLD_FIELD = "lateo.threshold";

  /** The field with what a feature adds that the model has never seen; 0 if it is ignored. */
  static final String UNSEEN_FIELD = "lateo.unseen_feature";

  /**
   * The field with what a value {@code group@value} adds that the model has never seen, a JSON
   * array of numbers, one for each of the groups.
   */
  static final String UNSEEN_VALUES_FIELD = "lateo.unseen_values";

  /** The field with the names of the columns of feature deviations, a JSON array. */
  static final String GROUPS_FIELD = "lateo.groups";

  /** The field with the names of the columns of latent deviations, a JSON array. */
  static final String LATENTS_FIELD = "lateo.latents";

  /** The field with what all deviations lack of the score: that of a usual row. */
  static final String CONSTANT_FIELD = "lateo.constant";

  /** The field with how many rows calibrate p-values. */
  static final String CALIBRATION_FIELD = "lateo.calibration_rows";

  private static final String NATS = "nats";

  /** Those of a score that has a part of exemplars. */
  static final DetectorOutputs BESIDE_EXEMPLARS =
      new DetectorOutputs(
          "total_nats", Optional.empty(), Optional.empty(), true, "feature_nats", NATS);

  /** Those of flows alone. */
  static final DetectorOutputs OF_FLOWS =
      new DetectorOutputs(
          "log_density", Optional.empty(), Optional.empty(), false, "feature_nats", NATS);

  /** Those of autoencoders alone. */
  static DetectorOutputs ofAutoencoders(ScoreKind kind) {
    Optional<String> none = Optional.empty();
    return switch (kind) {
      case ELBO, LOG_LIKELIHOOD ->
          new DetectorOutputs(
              "elbo",
              Optional.of("reconstruction_nats"),
              Optional.of("kl"),
              true,
              "feature_nats",
              NATS);
      case RECONSTRUCTION ->
          new DetectorOutputs("reconstruction_nats", none, none, false, "feature_nats", NATS);
      case RECONSTRUCTION_ERROR ->
          new DetectorOutputs(
              "minus_squared_error",
              none,
              none,
              false,
              "feature_minus_squared_errors",
              "squares of each column's unit");
      case LATENT_DENSITY ->
          new DetectorOutputs("latent_log_density", none, none, true, null, NATS);
    };
  }

  /** What each output is, for people, in order. */
  Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(SCORE, total + " less the threshold; negative is ANOMALOUS; " + unit);
    meanings.put(IS_ANOMALY, "1 for ANOMALOUS, 0 for EXPECTED");
    meanings.put(
        P_VALUE, "share of calibration rows, this one among them, that score no higher; in (0, 1]");
    meanings.put(total, "the row's score, higher is more usual; " + unit);
    reconstruction.ifPresent(name -> meanings.put(name, "expected log p(x|z); " + NATS));
    divergence.ifPresent(name -> meanings.put(name, "KL(q(z|x) || p(z)); " + NATS));
    if (features != null) {
      meanings.put(features, "what each feature adds to " + total + "; " + unit);
      meanings.put(
          FEATURE_DEVIATIONS,
          "what each of " + GROUPS_FIELD + " adds beyond what it adds in a usual row; " + unit);
    }
    if (latents) {
      meanings.put(
          LATENT_DEVIATIONS,
          "what each of " + LATENTS_FIELD + " adds beyond what it adds in a usual row; " + unit);
    }
    return meanings;
  }
}
