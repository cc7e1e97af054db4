package org.lateo.output;

/** A model to which the values of some features may be missing; to others they are zero. */
public interface TakesMissing {
  /** Whether a feature of that name is missing where an example lacks it, instead of zero. */
  boolean mayMiss(String feature);
}
