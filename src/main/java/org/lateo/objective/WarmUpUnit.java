package org.lateo.objective;

/** What the length of a warm-up is counted in. */
public enum WarmUpUnit {
  /** Passes over the training rows. */
  EPOCHS,
  /** Minibatches. */
  STEPS
}
