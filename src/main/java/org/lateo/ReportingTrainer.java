package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Collections;
import java.util.Map;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * A trainer that reports its progress to a listener.
 *
 * @param <T> the type of output
 */
public interface ReportingTrainer<T extends Output<T>> extends Trainer<T> {
  /** As {@link Trainer#train(Dataset, Map, int)}, reporting progress to a listener. */
  Model<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener);

  /** As {@link Trainer#train(Dataset)}, reporting progress to a listener. */
  default Model<T> train(Dataset<T> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  @Override
  default Model<T> train(
      Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  @Override
  default Model<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  default Model<T> train(Dataset<T> examples) {
    return train(examples, Collections.emptyMap());
  }
}
