package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** What a trained model remembers of how it came about. */
record VAEOrigin(
    Dataset<?> examples,
    ImmutableFeatureMap features,
    TrainerProvenance trainer,
    Map<String, Provenance> run) {

  ModelProvenance provenance() {
    return new ModelProvenance(
        VAEModel.class.getName(),
        OffsetDateTime.now(ZoneId.systemDefault()),
        examples.getProvenance(),
        trainer,
        run);
  }
}
