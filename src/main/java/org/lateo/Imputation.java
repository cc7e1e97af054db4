package org.lateo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.output.ImputedRow;
import org.lateo.rows.ExampleRows;

/** Fills in the missing values of rows; known values stay. */
record Imputation(Inference inference, List<String> names, Set<String> fields) {
  /** The imputation of a model with the given features and groups of columns. */
  static Imputation of(Inference inference, List<String> names, List<ColumnGroup> groups) {
    Set<String> fields =
        groups.stream()
            .filter(group -> group.likelihood() instanceof Categorical)
            .map(group -> names.get(group.columns().get(0)))
            .flatMap(name -> ColumnSummary.groupOf(name).stream())
            .collect(Collectors.toSet());
    return new Imputation(inference, names, fields);
  }

  List<ImputedRow> byPosteriorMean(ExampleRows examples) {
    float[][] rows = new float[examples.count()][names.size()];
    double[][] known = read(examples, rows);
    return filled(known, rows, inference.posteriorMean(RowSource.of(rows), rows.length));
  }

  List<ImputedRow> byImportance(ExampleRows examples, int samples) {
    float[][] rows = new float[examples.count()][names.size()];
    double[][] known = read(examples, rows);
    return filled(known, rows, inference.weightedMean(RowSource.of(rows), rows.length, samples));
  }

  /**
   * Reads rows, and refuses those whose known values are impossible under the model.
   *
   * @return what is known, not rounded to floats, {@code [rows, columns]}
   */
  private double[][] read(ExampleRows examples, float[][] rows) {
    double[][] known = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int number = i;
      known[i] = examples.values(i, rows[i], 0);
      inference
          .vae()
          .support()
          .impossible(rows[i], names::get)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    String.format("Expected in row %d (from 0) %s", number, why));
              });
    }
    return known;
  }

  private List<ImputedRow> filled(double[][] known, float[][] rows, double[][] means) {
    return IntStream.range(0, rows.length)
        .mapToObj(i -> filled(known[i], rows[i], means[i]))
        .toList();
  }

  private ImputedRow filled(double[] known, float[] row, double[] mean) {
    double[] values = known.clone();
    boolean[] imputed = new boolean[row.length];
    for (int c = 0; c < row.length; c++) {
      imputed[c] = Float.isNaN(row[c]);
      values[c] = imputed[c] ? mean[c] : known[c];
    }
    return new ImputedRow(names, values, imputed, fields);
  }
}
