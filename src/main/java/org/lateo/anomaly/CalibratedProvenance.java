package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.HashMap;
import java.util.Map;
import org.lateo.rows.ProvenanceText;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * The provenance of a detector that was calibrated again: that of a trainer which would have done
 * so, by its fields {@code threshold} and {@code calibrationRows}.
 */
final class CalibratedProvenance {
  private CalibratedProvenance() {}

  /** With another threshold rule. */
  static ModelProvenance of(ModelProvenance model, ThresholdRule rule) {
    return with(model, "threshold", rule.getProvenance());
  }

  /** By the rows of a dataset. */
  static ModelProvenance of(ModelProvenance model, DatasetProvenance rows) {
    String field = "calibrationRows";
    return with(model, field, new StringProvenance(field, ProvenanceText.of(rows)));
  }

  private static ModelProvenance with(ModelProvenance model, String field, Provenance value) {
    Map<String, Provenance> ofTrainer = new HashMap<>();
    model.getTrainerProvenance().forEach(part -> ofTrainer.put(part.getA(), part.getB()));
    ofTrainer.put(field, value);
    TrainerProvenance trainer = new TrainerProvenanceImpl(ofTrainer);
    Map<String, Provenance> parts = new HashMap<>();
    for (Pair<String, Provenance> part : model) {
      boolean isTrainer = part.getB() instanceof TrainerProvenance;
      parts.put(part.getA(), isTrainer ? trainer : part.getB());
    }
    return new ModelProvenance(parts);
  }
}
