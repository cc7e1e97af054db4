package org.lateo.train;

import java.util.List;
import java.util.Optional;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.math.BestBlas;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.lateo.objective.DirectModel;

/**
 * A trained {@link DirectModel}: whatever a model of that kind needs between its one file and a
 * Tribuo model. Safe for any number of threads.
 */
public final class TrainedModel {
  private final Definition<Architecture> definition;
  private final DirectModel model;
  private final Parameters parameters;
  private final Runner runner;

  /**
   * From its numbers.
   *
   * @throws IllegalArgumentException if its architecture makes a model of another kind, or if the
   *     number of parameters is not that of the model
   */
  public TrainedModel(Definition<Architecture> definition) {
    this.definition = definition;
    this.model = connect(definition);
    this.parameters = definition.parametersOf(model);
    this.runner = new Runner(parameters, model.outputs());
  }

  private static DirectModel connect(Definition<Architecture> d) {
    if (d.architecture().connect(d.scaling(), d.sparse(), d.missing()) instanceof DirectModel m) {
      return m;
    }
    throw new IllegalArgumentException(
        "Expected the architecture of a model with a loss and outputs of its own, found "
            + d.architecture().getClass().getName());
  }

  /**
   * Trains a model on rows.
   *
   * @param names of the columns
   * @param split which rows are for training, and which for validation
   * @throws org.lateo.train.TrainingDivergedException if the loss or the parameters become
   *     non-finite
   */
  public static TrainedModel fit(
      Architecture architecture,
      List<String> names,
      Table table,
      Split split,
      Optimiser optimiser,
      TrainingOptions options,
      TrainingListener listener) {
    List<ColumnSummary> columns = ColumnSummaries.of(table, names, split.training());
    Definition<Architecture> untrained =
        new Definition<>(
            architecture, architecture.learnScaling(columns), false, new float[0], options.seed());
    DirectModel model = connect(untrained);
    float[] values = model.layout().initialise(options.seed());
    Parameters parameters = new Parameters(model.layout(), values, BestBlas.get());
    TrainingData data = TrainingData.of(model, table, split, options.seed());
    Optional<TrainingLoop.Refinement> none = Optional.empty();
    new TrainingLoop(model, model.loss(), none, parameters, optimiser, options, data).run(listener);
    return new TrainedModel(untrained.with(values));
  }

  /** Its numbers. */
  public Definition<Architecture> definition() {
    return definition;
  }

  /** The model. */
  public DirectModel model() {
    return model;
  }

  /** The trained parameters, which nothing changes. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * An output of rows of raw values.
   *
   * @return {@code [count, columns]}
   * @throws IllegalArgumentException if there is none of that name, saying which there are
   */
  public double[][] values(String output, RowSource rows, int count) {
    return runner.values(output, rows, count, NoiseSource.NONE);
  }
}
