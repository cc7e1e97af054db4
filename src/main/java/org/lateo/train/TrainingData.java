package org.lateo.train;

import java.util.Map;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.model.Model;

/**
 * The rows of a training.
 *
 * @param inputs the rows of each input of the model, by their number in the table: the features,
 *     and others such as labels
 * @param table all rows for training and validation, with their weights
 * @param split which rows are for training and which for validation
 * @param epochs the order of training rows in each epoch
 */
public record TrainingData(
    Map<Input, RowSource> inputs, Table table, Split split, EpochRows epochs) {
  /** Copies the map. */
  public TrainingData {
    inputs = Map.copyOf(inputs);
  }

  /** The rows of a table as a model's features, each training row once in an epoch. */
  public static TrainingData of(Model model, Table table, Split split, long seed) {
    return new TrainingData(
        Map.of(model.features(), table), table, split, EpochRows.shuffled(split, seed));
  }
}
