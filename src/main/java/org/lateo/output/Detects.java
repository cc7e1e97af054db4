package org.lateo.output;

/** A model that raises an alarm for unusual rows. */
public interface Detects {
  /** Rows that score below this are anomalous; minus infinity if no row ever is. */
  double threshold();
}
