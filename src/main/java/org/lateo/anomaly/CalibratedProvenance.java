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
 * The provenance of a detector whose threshold was set again: that of a trainer which would have
 * set it so, by its fields {@code threshold} and {@code calibrationRows}.
 */
final class CalibratedProvenance {
  private CalibratedProvenance() {}

  /** By the rows that were held out of training. */
  static ModelProvenance of(ModelProvenance model, ThresholdRule rule) {
    return with(model, Map.of("threshold", rule.getProvenance()));
  }

  /** By the rows of a dataset. */
  static ModelProvenance of(ModelProvenance model, ThresholdRule rule, DatasetProvenance rows) {
    String field = "calibrationRows";
    StringProvenance text = new StringProvenance(field, ProvenanceText.of(rows));
    return with(model, Map.of("threshold", rule.getProvenance(), field, text));
  }

  private static ModelProvenance with(ModelProvenance model, Map<String, Provenance> changes) {
    Map<String, Provenance> ofTrainer = new HashMap<>();
    model.getTrainerProvenance().forEach(part -> ofTrainer.put(part.getA(), part.getB()));
    ofTrainer.putAll(changes);
    TrainerProvenance trainer = new TrainerProvenanceImpl(ofTrainer);
    Map<String, Provenance> parts = new HashMap<>();
    for (Pair<String, Provenance> part : model) {
      boolean isTrainer = part.getB() instanceof TrainerProvenance;
      parts.put(part.getA(), isTrainer ? trainer : part.getB());
    }
    return new ModelProvenance(parts);
  }
}
