package org.lateo.train;

import java.util.Map;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.model.Model;

/**
 * What a training learns from.
 *
 * @param inputs where the columns of a batch come from, by the number of the row: the features, and
 *     whatever goes with them, such as labels
 * @param table every row with its weight, training and validation
 * @param split which rows are for what
 * @param epochs the training rows as epochs take them
 */
public record TrainingData(
    Map<Input, RowSource> inputs, Table table, Split split, EpochRows epochs) {
  /** Checks nothing, and copies the map. */
  public TrainingData {
    inputs = Map.copyOf(inputs);
  }

  /** The rows of a table as a model's features, each training row once an epoch. */
  public static TrainingData of(Model model, Table table, Split split, long seed) {
    return new TrainingData(
        Map.of(model.features(), table), table, split, EpochRows.shuffled(split, seed));
  }
}
