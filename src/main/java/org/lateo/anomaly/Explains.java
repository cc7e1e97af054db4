package org.lateo.anomaly;

import java.util.List;
import org.lateo.output.TakesRows;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/** A detector that scores rows, in any form, and says what a score is made of. */
public interface Explains extends TakesRows {
  /** The score of an example; higher is more usual. */
  default double score(Example<?> example) {
    return score(List.of(example))[0];
  }

  /**
   * The scores of examples, in their order; higher is more usual.
   *
   * @return {@code [examples]}, minus infinity for rows without a feature that the model knows
   * @throws IllegalArgumentException if a value is not finite, naming the feature
   */
  double[] score(List<? extends Example<?>> examples);

  /** The scores of a dataset or a data source, as {@link #score(List)}. */
  default double[] score(Iterable<? extends Example<?>> examples) {
    return score(TakesRows.list(examples));
  }

  /** The scores of rows of numbers {@code [rows, features]}, see {@link #examples}. */
  default double[] score(double[][] rows) {
    return score(examples(rows));
  }

  /** What the score of an example is made of. */
  default AnomalyExplanation explain(Example<?> example) {
    return explain(List.of(example)).get(0);
  }

  /** What the scores of examples are made of, in their order. */
  List<AnomalyExplanation> explain(List<? extends Example<?>> examples);

  /** As {@link #explain(List)}, of a dataset or a data source. */
  default List<AnomalyExplanation> explain(Iterable<? extends Example<?>> examples) {
    return explain(TakesRows.list(examples));
  }

  /**
   * As {@link #explain(List)}, of rows of numbers {@code [rows, features]}, see {@link #examples}.
   */
  default List<AnomalyExplanation> explain(double[][] rows) {
    return explain(examples(rows));
  }

  /** Alarms among many examples, of which on average at most this share, in (0, 1), is false. */
  Alarms alarms(List<? extends Example<?>> examples, double falseDiscoveryRate);

  /** As {@link #alarms(List, double)}, among those of a dataset or a data source. */
  default Alarms alarms(Iterable<? extends Example<?>> examples, double falseDiscoveryRate) {
    return alarms(TakesRows.list(examples), falseDiscoveryRate);
  }

  /**
   * As {@link #alarms(List, double)}, among rows of numbers {@code [rows, features]}, see {@link
   * #examples}.
   */
  default Alarms alarms(double[][] rows, double falseDiscoveryRate) {
    return alarms(examples(rows), falseDiscoveryRate);
  }

  /**
   * The same detector calibrated on other rows, such as newer ones, that it was not trained on.
   *
   * @param rows those that are ANOMALOUS are anomalies, all others usual
   * @throws IllegalArgumentException if these do not suffice for the rule of the threshold
   */
  Explains withCalibration(Dataset<Event> rows);

  /** As {@link #withCalibration(Dataset)}, with the rows of a data source. */
  Explains withCalibration(DataSource<Event> rows);
}
