package org.lateo.rows;

/** What of a row's code becomes features of the model on codes. */
public enum CodeFeatures {
  /** The posterior's mean. */
  MEAN,
  /** The posterior's mean and log-variance: how sure the encoder is may tell rows apart too. */
  MEAN_AND_LOG_VARIANCE,
  /**
   * Draws of the posterior while training, several for each row, so that the model on codes sees
   * how far they may lie; the mean afterwards.
   */
  SAMPLES
}
