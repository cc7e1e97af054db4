package org.lateo.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.config.PartKind;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.ParameterLayout;
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
 * A trained {@link DirectModel}: its definition, its parameters and the values of its outputs. Safe
 * for any number of threads.
 */
public final class TrainedModel {
  private final Definition<Architecture> definition;
  private final DirectModel model;
  private final Parameters parameters;
  private final Runner runner;

  /**
   * A model that was trained before.
   *
   * @throws IllegalArgumentException if the architecture does not make a {@link DirectModel}, or if
   *     the number of parameters is not that of the model
   */
  public TrainedModel(Definition<Architecture> definition) {
    this.definition = definition;
    this.model = definition.connect(DirectModel.class);
    this.parameters = definition.parametersOf(model);
    this.runner = new Runner(parameters, model.outputs());
  }

  /**
   * Trains a model on rows.
   *
   * @param names the columns' names, {@code [columns]}
   * @throws TrainingDivergedException if the loss or the parameters become non-finite
   * @throws TrainingStoppedException if the thread is interrupted; it holds the model
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
    DirectModel model = untrained.connect(DirectModel.class);
    ParameterLayout layout = model.layout();
    float[] values = layout.initialise(options.seed());
    RowStarts.start(model, layout, values, table, split);
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    TrainingData data = TrainingData.of(model, table, split, options.seed());
    Optional<Refinement> none = Optional.empty();
    TrainingResult result =
        new TrainingLoop(model, model.loss(), none, parameters, optimiser, options, data)
            .run(() -> settings(architecture, names, optimiser, options), listener);
    return result.finished(new TrainedModel(untrained.with(values)));
  }

  private static Map<String, String> settings(
      Architecture architecture, List<String> names, Optimiser optimiser, TrainingOptions options) {
    return Map.of(
        "architecture", PartKind.describe(architecture).toString(),
        "columns", names.toString(),
        "optimiser", PartKind.describe(optimiser).toString(),
        "schedule", PartKind.describe(options.schedule()).toString(),
        "epochs", "" + options.epochs(),
        "batchSize", "" + options.batchSize(),
        "seed", "" + options.seed(),
        "limits",
            List.of(
                    options.gradientClipping(),
                    options.weightPrior(),
                    options.averaging(),
                    options.stopping())
                .toString());
  }

  /** The numbers that make this model. */
  public Definition<Architecture> definition() {
    return definition;
  }

  /** The model as expressions. */
  public DirectModel model() {
    return model;
  }

  /** The trained parameters, which are not changed any more. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * An output's values for rows of raw values.
   *
   * @return {@code [count, columns]}
   * @throws IllegalArgumentException if there is no such output, listing the outputs
   */
  public double[][] values(String output, RowSource rows, int count) {
    return runner.values(output, rows, count, NoiseSource.NONE);
  }
}
