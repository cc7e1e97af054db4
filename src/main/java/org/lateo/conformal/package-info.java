/**
 * Conformal prediction: intervals and label sets around the predictions of any Tribuo model, ours
 * or not, that hold a promised share of fresh outputs.
 *
 * <p>{@link org.lateo.conformal.ConformalRegressionTrainer} and {@link
 * org.lateo.conformal.ConformalClassificationTrainer} train a model on a part of the rows and
 * calibrate it on the others, or calibrate a model that is there already. What comes of it, {@link
 * org.lateo.conformal.ConformalRegressionModel} or {@link
 * org.lateo.conformal.ConformalClassificationModel}, predicts as the model does, and says beside it
 * an {@link org.lateo.conformal.Interval} or a set of labels. {@link
 * org.lateo.conformal.IntervalEvaluation} and {@link org.lateo.conformal.LabelSetEvaluation} count
 * on other rows what was promised.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Scores are higher for what is more usual, as those of detectors, whose ranks are used.
 *   <li>The promise is over draws of calibration rows and fresh row together, if these are
 *       exchangeable; nothing is assumed of the model. It is not a promise for each kind of row.
 *   <li>No calibration row has trained the model.
 *   <li>What cannot be promised is refused: too few rows, rows with weights, unknown outputs.
 * </ul>
 *
 * <p>See:
 *
 * <pre>
 * Papadopoulos H, Proedrou K, Vovk V, Gammerman A.
 * "Inductive Confidence Machines for Regression"
 * ECML 2002.
 * </pre>
 */
package org.lateo.conformal;
