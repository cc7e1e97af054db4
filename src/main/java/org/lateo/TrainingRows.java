package org.lateo;

import org.lateo.data.Table;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.provenance.DatasetProvenance;

/**
 * All that training takes from its data.
 *
 * @param table the rows, columns in the order of {@code features}
 * @param features the feature domain
 * @param provenance where the rows came from
 */
record TrainingRows(Table table, ImmutableFeatureMap features, DatasetProvenance provenance) {

  /**
   * The rows of a dataset.
   *
   * @throws IllegalArgumentException as {@link ExampleTable#of}
   */
  static TrainingRows of(Dataset<?> examples) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    return new TrainingRows(
        ExampleTable.of(examples, features), features, examples.getProvenance());
  }

  /**
   * The rows of a source, which is read twice: for the feature domain, and for the rows. No example
   * outlives its turn.
   *
   * @throws IllegalArgumentException as {@link ExampleTable#of}, or if the source gives other rows
   *     the second time
   */
  static <T extends Output<T>> TrainingRows of(DataSource<T> source) {
    SourceDomain<T> domain = SourceDomain.of(source);
    ImmutableFeatureMap features = domain.features();
    Table table = ExampleTable.of(domain.asBefore(source), features);
    return new TrainingRows(table, features, domain.provenance(source.getProvenance()));
  }
}
