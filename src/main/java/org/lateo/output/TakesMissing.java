package org.lateo.output;

/** A model that takes absent features as missing values; other models take them as zero. */
public interface TakesMissing {
  /** Whether a feature of that name is missing where an example lacks it, and not zero. */
  boolean mayMiss(String feature);
}
