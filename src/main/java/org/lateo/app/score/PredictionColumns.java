package org.lateo.app.score;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * The columns of what a model predicts.
 *
 * @param <T> the type of output
 */
interface PredictionColumns<T extends Output<T>> {
  /** The model. */
  Model<T> model();

  /**
   * The columns' names.
   *
   * @param first any row: a model alone does not say whether it tells probabilities or variances
   */
  List<String> names(Example<T> first);

  /** The cells of some rows, in their order. */
  List<List<String>> cells(List<Example<T>> rows);
}
