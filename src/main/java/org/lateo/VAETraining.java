package org.lateo;

import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.objective.Objective;
import org.lateo.output.LatentCode;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.train.Optimiser;
import org.lateo.train.PseudoInputs;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingDivergedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingLoop;
import org.lateo.train.TrainingOptions;
import org.lateo.train.TrainingResult;

/**
 * One training run, from rows to a model.
 *
 * <p>Rows are fed as their non-zeros where few values are: the first layer's cost then follows
 * their number, but for each it is higher than in a matrix product. They take the same time at
 * about one value in ten.
 */
public record VAETraining(
    VAEArchitecture architecture,
    List<ColumnSummary> columns,
    MissingColumns missing,
    Origin origin,
    Objective objective,
    Optional<Refinement> refinement,
    Optimiser optimiser,
    TrainingOptions options) {

  /** What the last epochs maximise. */
  record Refinement(Objective objective, int epochs) {}

  private static final double SPARSE_BELOW = 0.1;

  private static final Logger logger = Logger.getLogger(VAETraining.class.getName());

  VAEModel run(Table table, Split split, TrainingListener listener, VAEOrigin source) {
    Scaling scaling = architecture.learnScaling(columns);
    boolean sparse = scaling.isNone() && origin.isNone() && table.density() < SPARSE_BELOW;
    VAE vae = architecture.connect(scaling, sparse, missing);
    ParameterLayout layout = vae.layout();
    float[] values = vae.firstValues(options.seed(), columns);
    PseudoInputs.start(vae, layout, values, table, split, options.seed());
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    TrainingLoop loop =
        new TrainingLoop(
            objective.loss(vae).less(vae.penalties()),
            refinement.map(
                r ->
                    new TrainingLoop.Refinement(
                        r.objective().loss(vae).less(vae.penalties()), r.epochs())),
            parameters,
            optimiser,
            options,
            TrainingData.of(vae, table, split, options.seed()));
    try {
      TrainingResult result = loop.run(listener);
      VAEModel model = model(values, scaling, sparse, table, source, result);
      model.collapseWarning().ifPresent(text -> logger.warning(text));
      return model;
    } catch (TrainingDivergedException e) {
      TrainingResult best = new TrainingResult(e.epoch(), e.bestEpoch());
      throw new TrainingFailedException(
          e,
          e.bestEpoch() == 0
              ? null
              : model(e.bestParameters(), scaling, sparse, table, source, best));
    }
  }

  private VAEModel model(
      float[] values,
      Scaling scaling,
      boolean sparse,
      Table table,
      VAEOrigin source,
      TrainingResult result) {
    Definition<VAEArchitecture> definition =
        new Definition<>(
            architecture, scaling, sparse, missing, origin, values.clone(), options.seed());
    MutableLatentCodeInfo info =
        new MutableLatentCodeInfo(LatentCode.dimensionNames(architecture.latent()));
    Inference.of(definition).encode(table, table.rows()).forEach(info::observe);
    return new VAEModel(
        "vae",
        source.provenance(VAEModel.class, result),
        source.features(),
        info.generateImmutableOutputInfo(),
        definition);
  }
}
