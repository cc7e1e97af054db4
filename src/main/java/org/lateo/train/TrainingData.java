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
 * @param trainingRows the number of training rows that the bound is a mean over, by which what
 *     counts once for all rows is divided: those of the split, and those of other shards
 */
public record TrainingData(
    Map<Input, RowSource> inputs, Table table, Split split, EpochRows epochs, long trainingRows) {
  /** Copies the map. */
  public TrainingData {
    inputs = Map.copyOf(inputs);
  }

  /** Rows that all lie in the table. */
  public TrainingData(Map<Input, RowSource> inputs, Table table, Split split, EpochRows epochs) {
    this(inputs, table, split, epochs, split.training().length);
  }

  /** Whether other shards have training rows too. */
  boolean isShard() {
    return trainingRows > split.training().length;
  }

  /** The rows of a table as a model's features, each training row once in an epoch. */
  public static TrainingData of(Model model, Table table, Split split, long seed) {
    return new TrainingData(
        Map.of(model.features(), table), table, split, EpochRows.shuffled(split, seed));
  }
}
