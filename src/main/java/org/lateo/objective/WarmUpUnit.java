package org.lateo.objective;

/** The unit of the length of a warm-up. */
public enum WarmUpUnit {
  /** Passes over the training rows. */
  EPOCHS,
  /** Minibatches. */
  STEPS
}
