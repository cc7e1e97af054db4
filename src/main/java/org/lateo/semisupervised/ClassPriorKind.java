package org.lateo.semisupervised;

/** Where p(y), how probable each class is, comes from. */
public enum ClassPriorKind {
  /** Each class as probable as any other. */
  UNIFORM,
  /** The labelled rows' shares, with one row more of each class, so that none is impossible. */
  LABELLED,
  /** Learned with everything else; it starts at the labelled rows' shares. */
  LEARNED,
  /** As given, class by class. */
  GIVEN
}
