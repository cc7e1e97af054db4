package org.lateo.rows;

import java.util.List;
import java.util.function.Function;
import org.lateo.data.JitteredTable;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.provenance.DatasetProvenance;

/**
 * Rows as a model is trained on them, and what is learned from them before training.
 *
 * @param features the feature domain
 * @param provenance where the rows came from
 * @param table the rows minus the origin, with noise if training adds any
 * @param split which rows are for training, and which for validation
 * @param columns summaries of the model's columns over the training rows
 * @param missing the columns whose absent values are missing, not zero
 * @param origin what was subtracted from the values
 * @param likelihood chosen for the columns
 */
public record PreparedRows(
    ImmutableFeatureMap features,
    DatasetProvenance provenance,
    Table table,
    Split split,
    List<ColumnSummary> columns,
    MissingColumns missing,
    Origin origin,
    Likelihood likelihood) {
  /**
   * Rows are fed as their non-zeros if these are a smaller share of all values than this. The first
   * layer's cost is then proportional to their number, but higher for each than in a matrix
   * product; at about this share both ways take the same time.
   */
  private static final double SPARSE_BELOW = 0.1;

  /**
   * Prepares rows of values.
   *
   * @param raw rows without origin
   * @param jitter the noise's standard deviation, see {@link JitteredTable#of}; 0 for none
   * @throws IllegalArgumentException if no likelihood can be chosen, or if it is chosen by names
   *     and the names are hashes
   */
  public static PreparedRows of(
      TrainingRows raw,
      Split split,
      Function<List<ColumnSummary>, Likelihood> likelihoodFor,
      double jitter) {
    List<ColumnSummary> rawColumns = raw.summaries(split);
    HashedDomain.requireNamesUnused(
        likelihoodFor, raw.features(), raw.names(), rawColumns, raw.table(), split);
    Likelihood likelihood = likelihoodFor.apply(rawColumns);
    TrainingRows rows = raw.lessOrigin(Origin.needed(rawColumns, likelihood));
    List<ColumnSummary> columns = rows.origin().isNone() ? rawColumns : rows.summaries(split);
    return of(rows, split, columns, likelihood, jitter);
  }

  /**
   * Prepares rows for the further training of a model, with its likelihood. They have the model's
   * origin already.
   *
   * @param jitter as above; standard deviations are those of these rows
   */
  public static PreparedRows of(
      TrainingRows rows, Split split, Likelihood likelihood, double jitter) {
    return of(rows, split, rows.summariesWithEmpty(split), likelihood, jitter);
  }

  private static PreparedRows of(
      TrainingRows rows,
      Split split,
      List<ColumnSummary> columns,
      Likelihood likelihood,
      double jitter) {
    return new PreparedRows(
        rows.features(),
        rows.provenance(),
        JitteredTable.of(rows.table(), split.training(), columns, likelihood, jitter),
        split,
        columns,
        rows.missing(),
        rows.origin(),
        likelihood);
  }

  /**
   * Prepares rows of codes, whose means are the model's columns.
   *
   * @param raw log-variances and means, see {@link LatentFeatures#requireMeansAndLogVariances}
   * @throws IllegalArgumentException if the features are others
   */
  public static PreparedRows ofCodes(
      TrainingRows raw, Split split, Function<List<ColumnSummary>, Likelihood> likelihoodFor) {
    List<String> names = ExampleTable.names(raw.features());
    LatentFeatures.requireMeansAndLogVariances(names);
    List<ColumnSummary> means = raw.summaries(split).subList(names.size() / 2, names.size());
    return new PreparedRows(
        raw.features(),
        raw.provenance(),
        raw.table(),
        split,
        means,
        MissingColumns.none(means.size()),
        Origin.none(means.size()),
        likelihoodFor.apply(means));
  }

  /** What a model of these rows starts from; it has no parameters yet. */
  public <A extends Architecture> Definition<A> definition(A architecture, long seed) {
    double density = table.columns() == columns.size() ? table.density() : 1;
    return definition(architecture, columns, missing, origin, density, seed);
  }

  /**
   * What a model of rows starts from, which may lie in several places.
   *
   * @param columns summaries over all of them
   * @param density the share of their values that are stored
   */
  public static <A extends Architecture> Definition<A> definition(
      A architecture,
      List<ColumnSummary> columns,
      MissingColumns missing,
      Origin origin,
      double density,
      long seed) {
    Scaling scaling = architecture.learnScaling(columns);
    boolean sparse = scaling.isNone() && origin.isNone() && density < SPARSE_BELOW;
    return new Definition<>(architecture, scaling, sparse, missing, origin, new float[0], seed);
  }
}
