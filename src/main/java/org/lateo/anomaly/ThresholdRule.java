package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import org.lateo.nn.Part;

/** How the threshold follows from scores of rows that were held out of training. */
public interface ThresholdRule extends Part {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "ThresholdRule");
  }

  /**
   * The threshold: rows that score below it are anomalous. Minus infinity raises no alarm.
   *
   * @throws IllegalArgumentException if the scores do not suffice, saying what is missing
   */
  double threshold(CalibrationScores scores);
}
