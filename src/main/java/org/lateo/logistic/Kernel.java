package org.lateo.logistic;

/** What the scores of a logistic regression are linear in. */
public enum Kernel {
  /** The features themselves. */
  LINEAR,
  /** e^-g d² of the distance d of the row to each of some labelled rows, the centres. */
  GAUSSIAN
}
