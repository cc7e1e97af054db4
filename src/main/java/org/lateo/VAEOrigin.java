package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.lateo.math.BestBlas;
import org.lateo.train.TrainingResult;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** What a trained model remembers of how it came about. */
public record VAEOrigin(
    DatasetProvenance examples,
    ImmutableFeatureMap features,
    TrainerProvenance trainer,
    Map<String, Provenance> run) {

  /** The key in a model's provenance of what its numbers were computed with. */
  static final String ARITHMETIC = "lateo-arithmetic";

  /** The key of how many epochs were run. */
  static final String EPOCHS = "lateo-epochs";

  /** The key of the epoch, from 1, that the parameters are from. */
  static final String KEPT_EPOCH = "lateo-kept-epoch";

  /** The same bits are promised on the same kind of processor and library, so both are recorded. */
  public ModelProvenance provenance(Class<?> model, TrainingResult result) {
    Map<String, Provenance> run = new HashMap<>(this.run);
    String arithmetic = BestBlas.get().describe() + ", " + System.getProperty("os.arch");
    run.put(ARITHMETIC, new StringProvenance(ARITHMETIC, arithmetic));
    run.put(EPOCHS, new IntProvenance(EPOCHS, result.epochs()));
    run.put(KEPT_EPOCH, new IntProvenance(KEPT_EPOCH, result.keptEpoch()));
    return new ModelProvenance(
        model.getName(), OffsetDateTime.now(ZoneId.systemDefault()), examples, trainer, run);
  }
}
