package org.lateo.semisupervised;

/** Where the prior of classes p(y) comes from. */
public enum ClassPriorKind {
  /** All classes are equally probable. */
  UNIFORM,
  /** The classes' shares of the labelled rows, each counted once more so that none is zero. */
  LABELLED,
  /** Learned with all other parameters; it starts at {@link #LABELLED}. */
  LEARNED,
  /** The user gives the probability of each class. */
  GIVEN
}
