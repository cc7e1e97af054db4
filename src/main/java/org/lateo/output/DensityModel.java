package org.lateo.output;

import java.util.List;
import org.tribuo.Example;

/** A model of the density of rows, which can be asked for and sampled from. */
public interface DensityModel extends TakesRows, Generates {
  /**
   * log p(x) of examples in nats of the raw values, in their order: exact where the model can, else
   * an estimate that is a lower bound in expectation. Minus infinity if a value is impossible.
   *
   * @return {@code [examples]}
   * @throws IllegalArgumentException if no feature of an example is known, or a value is not finite
   */
  double[] logDensity(List<? extends Example<?>> examples);

  /** As {@link #logDensity(List)}, of a dataset or a data source. */
  default double[] logDensity(Iterable<? extends Example<?>> examples) {
    return logDensity(TakesRows.list(examples));
  }

  /** As {@link #logDensity(List)}, of rows {@code [rows, features]}, see {@link #examples}. */
  default double[] logDensity(double[][] rows) {
    return logDensity(examples(rows));
  }
}
