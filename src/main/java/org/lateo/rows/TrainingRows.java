package org.lateo.rows;

import java.util.List;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The training data, as rows and what belongs to them.
 *
 * @param table the rows minus the origin, columns in the order of {@code features}
 * @param features the feature domain
 * @param names readable names of the columns, also if {@code features} holds hashes
 * @param missing the columns whose absent values are missing, not zero
 * @param origin what was subtracted from the values
 * @param provenance where the rows came from
 * @param examples the rows as they were given
 */
public record TrainingRows(
    Table table,
    ImmutableFeatureMap features,
    List<String> names,
    MissingColumns missing,
    Origin origin,
    DatasetProvenance provenance,
    Iterable<? extends Example<?>> examples) {
  private static final Logger logger = Logger.getLogger(TrainingRows.class.getName());

  /**
   * The rows of a dataset.
   *
   * @param patterns of names, see {@link MissingColumns#of(List, List)}
   * @throws IllegalArgumentException as {@link ExampleTable#of}
   */
  public static TrainingRows of(Dataset<?> examples, List<Pattern> patterns) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    HashedDomain.requireNoPatterns("missing", patterns, features);
    return of(examples, features, patterns, RowsProvenance.of(examples.getProvenance()));
  }

  /**
   * The rows of a dataset, as a model reads them.
   *
   * @param features the model's, of which the dataset has some
   * @throws IllegalArgumentException as {@link ExampleTable#of}
   */
  public static TrainingRows of(
      Dataset<?> examples, ImmutableFeatureMap features, MissingColumns missing, Origin origin) {
    return new TrainingRows(
        ExampleTable.of(examples, features, missing, origin),
        features,
        ExampleTable.names(features),
        missing,
        origin,
        RowsProvenance.of(examples.getProvenance()),
        examples);
  }

  /**
   * The rows of a source, which is read once for the feature domain, once for the rows, and again
   * if columns need an origin. No example is kept.
   *
   * @throws IllegalArgumentException as {@link ExampleTable#of}, or if a later reading of the
   *     source gives other rows
   */
  public static <T extends Output<T>> TrainingRows of(
      DataSource<T> source, List<Pattern> patterns) {
    DataSource<T> named = new NamedSource<>(source);
    SourceDomain<T> domain = SourceDomain.of(named);
    ImmutableFeatureMap features = domain.features();
    return of(
        domain.asBefore(named), features, patterns, domain.provenance(source.getProvenance()));
  }

  private static TrainingRows of(
      Iterable<? extends Example<?>> examples,
      ImmutableFeatureMap features,
      List<Pattern> patterns,
      DatasetProvenance provenance) {
    List<String> names = ExampleTable.names(features);
    patterns.forEach(pattern -> warnOfNone(names, pattern));
    MissingColumns missing = MissingColumns.of(names, patterns);
    Origin origin = Origin.none(names.size());
    Table table = ExampleTable.of(examples, features, missing, origin);
    List<String> known = HashedDomain.names(examples, features);
    return new TrainingRows(table, features, known, missing, origin, provenance, examples);
  }

  /**
   * The rows minus an origin in the columns that need one; these rows themselves if none does.
   *
   * @param needed see {@link Origin#needed}
   */
  public TrainingRows lessOrigin(boolean... needed) {
    Origin found = ExampleTable.origin(examples, features, needed);
    if (found.isNone()) {
      return this;
    }
    Table shifted = ExampleTable.of(examples, features, missing, found);
    return new TrainingRows(shifted, features, names, missing, found, provenance, examples);
  }

  /** Summaries of the columns over the training rows. */
  public List<ColumnSummary> summaries(Split split) {
    return ColumnSummaries.of(table, ExampleTable.names(features), split.training());
  }

  /** As above, a column without a value in any training row being as one of zeros. */
  List<ColumnSummary> summariesWithEmpty(Split split) {
    List<String> columns = ExampleTable.names(features);
    return ColumnSummaries.summarise(table, columns, split.training()).listWithEmpty();
  }

  private static void warnOfNone(List<String> names, Pattern pattern) {
    if (names.stream().noneMatch(name -> MissingColumns.matches(List.of(pattern), name))) {
      logger.warning(
          "missing: expected a feature or field that matches " + pattern + ", found none");
    }
  }
}
