/**
 * Anomaly detection: Tribuo events scored by autoencoders or by flows.
 *
 * <p>{@link org.lateo.anomaly.VAEAnomalyTrainer} trains an ensemble of them on usual rows and
 * calibrates it on rows that these have not seen; {@link org.lateo.anomaly.VAEAnomalyModel} scores,
 * tells p-values, raises alarms below a threshold and says what a score is made of. {@link
 * org.lateo.anomaly.ThresholdRule} is how the threshold follows from {@link
 * org.lateo.anomaly.CalibrationScores}; both are stored with the model, so that the threshold can
 * be set again without training. {@link org.lateo.anomaly.AnomalyDefaults} says which of them suits
 * a table, and {@link org.lateo.anomaly.AnomalyScoreEvaluator} how good the scores are. {@link
 * org.lateo.anomaly.ONNXDetector} opens the one file that a detector is exported as.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Higher is more usual. An event's score is the row's score less the threshold, so that
 *       negative is ANOMALOUS, as everywhere in Tribuo.
 *   <li>No row is refused for what it lacks or has too much of: what the model has never seen is
 *       evidence.
 *   <li>A score is the sum of the entries of its explanation.
 *   <li>No calibration row has trained or stopped the model that scores it for calibration.
 * </ul>
 */
package org.lateo.anomaly;
