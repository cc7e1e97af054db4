package org.lateo.anomaly;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lateo.data.DenseTableBuilder;
import org.lateo.data.Table;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.tribuo.Example;

/**
 * A model of an ensemble, the exemplars beside it, and what it takes from the rows that it was
 * trained on.
 */
final class Member {
  private final MemberModel model;
  private final List<String> names;
  private final Optional<Exemplars> exemplars;
  private final int rows;
  private final boolean closed;
  private final Set<String> fields = new HashSet<>();

  /**
   * @param model of the features of its training rows
   * @param exemplars of these rows, of the model's features; empty for the model alone
   * @param rows how many these were, at least 1
   * @param closed see {@link Domain}
   * @throws IllegalArgumentException if there were no rows
   */
  Member(MemberModel model, Optional<Exemplars> exemplars, int rows, boolean closed) {
    if (rows < 1) {
      throw new IllegalArgumentException("Expected a member of at least 1 row, found " + rows);
    }
    this.model = model;
    this.names = ExampleTable.names(model.features());
    exemplars.ifPresent(this::requireColumns);
    this.exemplars = exemplars;
    this.rows = rows;
    this.closed = closed;
    names.forEach(name -> ColumnSummary.groupOf(name).ifPresent(fields::add));
  }

  private void requireColumns(Exemplars exemplars) {
    int columns = exemplars.scaling().columns();
    if (columns != names.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected exemplars of the model's %d features, found %d", names.size(), columns));
    }
  }

  /** What its model's score of examples is made of, also of those of which it knows nothing. */
  List<ScoreSplit> split(ScoreKind kind, int samples, List<? extends Example<?>> examples) {
    return model.split(kind, samples, new ExampleRows(reader(), examples), examples.size());
  }

  /**
   * The values of examples less their origin, NaN where they are missing, {@code [any, columns]}.
   */
  Table read(List<? extends Example<?>> examples) {
    float[] row = new float[names.size()];
    DenseTableBuilder table = new DenseTableBuilder(row.length);
    ExampleReader reader = reader();
    for (int r = 0; r < examples.size(); r++) {
      reader.fill(examples.get(r), r, row, 0);
      table.add(row, 1);
    }
    return table.build();
  }

  private ExampleReader reader() {
    return new ExampleReader(model.features(), model.missing(), model.origin()).takingUnknown();
  }

  MemberModel model() {
    return model;
  }

  Optional<Exemplars> exemplars() {
    return exemplars;
  }

  List<String> featureNames() {
    return names;
  }

  int rows() {
    return rows;
  }

  boolean closed() {
    return closed;
  }

  Set<String> fields() {
    return fields;
  }

  /**
   * What a feature that no training row had adds where it is evidence: the logarithm of its
   * probability by Laplace's rule of succession, in nats; of a squared error, that of a Gaussian
   * with this log-density.
   */
  double penalty(ScoreKind kind) {
    return kind == ScoreKind.RECONSTRUCTION_ERROR ? 2 * unseen(rows) : unseen(rows);
  }

  /** The logarithm of the probability of what none of so many rows had, in nats. */
  static double unseen(int rows) {
    return -StrictMath.log(rows + 2.0);
  }

  /**
   * What an unseen value of a field adds: in a table, a field that is unknown is another column, of
   * which nothing was learned.
   */
  double penaltyOfField(ScoreKind kind, String field) {
    return !closed || fields.contains(field) ? penalty(kind) : 0;
  }

  /** What an unseen feature adds that is of no known field. */
  double penaltyOfColumn(ScoreKind kind) {
    return closed ? 0 : penalty(kind);
  }
}
