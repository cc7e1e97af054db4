package org.lateo.codes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.lateo.ReportingTrainer;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * A trainer that also learns from rows without an output, that is, with the factory's unknown
 * output. Other trainers refuse such rows, or fail on them.
 *
 * @param <T> the type of output
 */
public interface SemiSupervisedTrainer<T extends Output<T>> extends ReportingTrainer<T> {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has an output
   */
  @Override
  Model<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener);

  /** Whether a feature of that name is missing where an example lacks it, and not zero. */
  default boolean mayMiss(String feature) {
    return false;
  }
}
