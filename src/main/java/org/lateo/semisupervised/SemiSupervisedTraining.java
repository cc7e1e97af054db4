package org.lateo.semisupervised;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.TrainingFailedException;
import org.lateo.TrainingPlan;
import org.lateo.VAEOrigin;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Input;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
import org.lateo.objective.Loss;
import org.lateo.objective.SemiSupervisedLoss;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.LabelledRows;
import org.lateo.rows.LatentFeatures;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.EpochRows;
import org.lateo.train.LabelledEpochRows;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingDivergedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingLoop;
import org.lateo.train.TrainingResult;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/** One training run of a {@link SemiSupervisedVAETrainer}, from rows to a model. */
record SemiSupervisedTraining(
    SemiSupervisedVAETrainer trainer,
    long seed,
    TrainerProvenance provenance,
    Map<String, Provenance> runProvenance) {

  /** Rows are fed as their non-zeros where they are fewer, as for an autoencoder alone. */
  private static final double SPARSE_BELOW = 0.1;

  SemiSupervisedVAEModel run(Dataset<Label> examples, TrainingListener listener) {
    long start = System.nanoTime();
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    LabelledRows<Label> labelled = LabelledRows.of(examples);
    Table raw = ExampleTable.of(examples, features);
    LabelColumns labels = new LabelColumns(examples, labelled.outputs());
    Split split =
        Split.of(raw.rows(), labels.rows(false), trainer.autoencoder().validation(), seed);
    List<ColumnSummary> rawColumns = columns(raw, features, split);
    requireNamesUnused(examples, raw, rawColumns, split);
    TrainingPlan plan = trainer.autoencoder().plan(rawColumns, seed);
    Likelihood likelihood = plan.architecture().likelihood();
    Origin origin = origin(examples, rawColumns, likelihood);
    Table table = origin.isNone() ? raw : ExampleTable.of(examples, features, origin);
    List<ColumnSummary> columns = origin.isNone() ? rawColumns : columns(table, features, split);
    listener.onRows(table.rows(), (System.nanoTime() - start) / 1e9);
    Table rows = trainer.autoencoder().jittered(table, split, columns, likelihood);
    Definition<SemiSupervisedArchitecture> untrained =
        definition(plan, columns, origin, rows, labelled);
    SemiSupervisedVAE vae =
        untrained
            .architecture()
            .connect(untrained.scaling(), untrained.sparse(), untrained.missing());
    float[] values = vae.firstValues(seed, columns);
    TrainingResult result = train(vae, values, plan, new Rows(rows, labels, split), listener);
    VAEOrigin source =
        new VAEOrigin(
            RowsProvenance.of(examples.getProvenance()), features, provenance, runProvenance);
    return new SemiSupervisedVAEModel(
        "semi-supervised-vae",
        source.provenance(SemiSupervisedVAEModel.class, result),
        features,
        labelled.outputs(),
        untrained.with(values));
  }

  private void requireNamesUnused(
      Dataset<Label> examples, Table table, List<ColumnSummary> columns, Split split) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    if (!trainer.codes()) {
      List<String> names = HashedDomain.names(examples, features);
      HashedDomain.requireNamesUnused(
          trainer.autoencoder()::likelihoodFor, features, names, columns, table, split);
    }
  }

  /** Of codes, their means alone. */
  private List<ColumnSummary> columns(Table table, ImmutableFeatureMap features, Split split) {
    List<String> names = ExampleTable.names(features);
    List<ColumnSummary> all = ColumnSummaries.of(table, names, split.training());
    if (!trainer.codes()) {
      return all;
    }
    LatentFeatures.requireMeansAndLogVariances(names);
    return all.subList(names.size() / 2, names.size());
  }

  private Origin origin(
      Dataset<Label> examples, List<ColumnSummary> columns, Likelihood likelihood) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    return trainer.codes()
        ? Origin.none(columns.size())
        : ExampleTable.origin(examples, features, Origin.needed(columns, likelihood));
  }

  private Definition<SemiSupervisedArchitecture> definition(
      TrainingPlan plan,
      List<ColumnSummary> columns,
      Origin origin,
      Table table,
      LabelledRows<Label> labelled) {
    boolean codes = trainer.codes();
    SemiSupervisedArchitecture architecture =
        new SemiSupervisedArchitecture(
            plan.architecture(),
            Arrays.stream(trainer.classifierHidden()).boxed().toList(),
            ClassShares.of(trainer.classPrior(), trainer.classProbabilities(), labelled),
            codes);
    Scaling scaling = architecture.learnScaling(columns);
    boolean sparse =
        !codes && scaling.isNone() && origin.isNone() && table.density() < SPARSE_BELOW;
    return new Definition<>(
        architecture,
        scaling,
        sparse,
        MissingColumns.none(columns.size()),
        origin,
        new float[0],
        seed);
  }

  private record Rows(Table table, LabelColumns labels, Split split) {
    /** The weight of all training rows, or of the labelled ones. */
    double weight(boolean labelledOnly) {
      int[] training = split.training();
      int[] rows = labelledOnly ? labels.rows(training, true) : training;
      return Arrays.stream(rows).mapToDouble(table::weight).sum();
    }
  }

  private TrainingResult train(
      SemiSupervisedVAE vae,
      float[] values,
      TrainingPlan plan,
      Rows rows,
      TrainingListener listener) {
    Input labels = SemiSupervisedLoss.labels(vae.classes());
    double labelled = rows.weight(true);
    if (labelled == 0) {
      throw new IllegalArgumentException(
          "Expected labelled rows whose weights have a positive sum, found 0");
    }
    double weight = trainer.classificationWeight() * rows.weight(false) / labelled;
    int warmUp = (int) Math.round(trainer.warmUpShare() * plan.options().epochs());
    Loss loss = SemiSupervisedLoss.of(vae, labels, weight, warmUp, trainer.classesPerRow());
    TrainingData data =
        new TrainingData(
            Map.of(vae.features(), rows.table(), labels, rows.labels()),
            rows.table(),
            rows.split(),
            epochRows(rows, plan.options().batchSize()));
    Parameters parameters = new Parameters(vae.layout(), values, BestBlas.get());
    TrainingLoop loop =
        new TrainingLoop(
            loss.less(vae.penalties()),
            Optional.empty(),
            parameters,
            plan.optimiser(),
            plan.options(),
            data);
    try {
      return loop.run(listener);
    } catch (TrainingDivergedException e) {
      throw new TrainingFailedException(e, null);
    }
  }

  /** Each training row once an epoch, and labelled ones more often where they are few. */
  private EpochRows epochRows(Rows rows, int batch) {
    int[] training = rows.split().training();
    int[] labelled = rows.labels().rows(training, true);
    int[] others = rows.labels().rows(training, false);
    int wanted = (int) Math.min(labelled.length, Math.round(trainer.labelledShare() * batch));
    boolean enough = (long) labelled.length * batch >= (long) wanted * training.length;
    return enough || batch < 2
        ? EpochRows.shuffled(rows.split(), seed)
        : new LabelledEpochRows(labelled, others, Math.max(1, wanted), batch, seed);
  }
}
