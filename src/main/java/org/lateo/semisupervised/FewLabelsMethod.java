package org.lateo.semisupervised;

/** A way to a classifier from rows of which few have a label, from the simplest on. */
public enum FewLabelsMethod {
  /** A classifier on the features of the labelled rows. */
  RAW,
  /** A classifier on the codes of the labelled rows. */
  M1,
  /** A classifier on features and codes of the labelled rows. */
  BOTH,
  /** Labels spread over the codes of all rows, and a classifier on these. */
  SPREAD,
  /** A classifier inside an autoencoder of codes and classes, on all rows. */
  M1M2,
  /** A classifier inside an autoencoder of rows and classes, on all rows. */
  M2;

  /** The name on command lines: lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether it is built on codes. */
  boolean hasCodes() {
    return this != RAW && this != M2;
  }

  /** Whether each training goes through all rows. */
  boolean takesAllRows() {
    return compareTo(SPREAD) >= 0;
  }

  /** Whether each training goes through epochs, and so takes long. */
  boolean hasEpochs() {
    return this == M1M2 || this == M2;
  }

  /** Whether absent features would be taken as zeros. */
  boolean readsAbsentAsZero() {
    return this == RAW || this == BOTH || this == M2;
  }
}
