package org.lateo.codes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Collections;
import java.util.Map;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * A trainer that also learns from rows without an output, that is, with the factory's unknown
 * output. Other trainers refuse such rows, or fail on them.
 *
 * @param <T> the type of output
 */
public interface SemiSupervisedTrainer<T extends Output<T>> extends Trainer<T> {
  /**
   * As {@link Trainer#train(Dataset, Map, int)}, reporting progress to a listener.
   *
   * @throws IllegalArgumentException if no row has an output
   */
  Model<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener);

  /** As {@link Trainer#train(Dataset)}, reporting progress to a listener. */
  default Model<T> train(Dataset<T> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /** Whether a feature of that name is missing where an example lacks it, and not zero. */
  default boolean mayMiss(String feature) {
    return false;
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
