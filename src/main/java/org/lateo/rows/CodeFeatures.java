package org.lateo.rows;

/** Which parts of a row's code become features of the model on codes. */
public enum CodeFeatures {
  /** The posterior's mean. */
  MEAN,
  /**
   * The posterior's mean and log-variance, since the encoder's certainty may tell rows apart too.
   */
  MEAN_AND_LOG_VARIANCE,
  /**
   * Several draws of each row's posterior while training, so that the model on codes sees how
   * uncertain the code is; the posterior's mean afterwards.
   */
  SAMPLES
}
