package org.lateo.flow;

/** How raw values become those that a flow reads; log-densities are those of raw values. */
public enum FlowScaling {
  /** To mean 0 and variance 1 over the training rows. */
  STANDARD,
  /** By the logit, for values from 0 to 1. */
  LOGIT,
  /** As they are. */
  NONE
}
