package org.lateo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.ColumnSummary;

/** Fills the missing values of rows in; what is known stays as it is. */
record Imputation(Inference inference, List<String> names, Set<String> fields) {
  /**
   * That of a model.
   *
   * @throws IllegalArgumentException if none of its features may be missing
   */
  static Imputation of(VAEModel model) {
    model.requireMissingFeatures();
    List<String> names = model.featureNames();
    Set<String> fields =
        model.likelihoodGroups().stream()
            .filter(group -> group.likelihood() instanceof Categorical)
            .map(group -> names.get(group.columns().get(0)))
            .flatMap(name -> ColumnSummary.groupOf(name).stream())
            .collect(Collectors.toSet());
    return new Imputation(model.inference(), names, fields);
  }

  List<ImputedRow> byPosteriorMean(RowSource rows, int count) {
    requirePossible(rows, count);
    return filled(rows, inference.posteriorMean(rows, count));
  }

  List<ImputedRow> byImportance(RowSource rows, int count, int samples) {
    requirePossible(rows, count);
    return filled(rows, inference.weightedMean(rows, count, samples));
  }

  /** Nothing follows for a missing value from known ones that are impossible. */
  private void requirePossible(RowSource rows, int count) {
    float[] row = new float[names.size()];
    for (int i = 0; i < count; i++) {
      int number = i;
      rows.fill(i, row, 0);
      inference
          .vae()
          .support()
          .impossible(row, names::get)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    String.format("Expected in row %d (from 0) %s", number, why));
              });
    }
  }

  private List<ImputedRow> filled(RowSource rows, double[][] means) {
    List<ImputedRow> imputed = new ArrayList<>();
    float[] row = new float[names.size()];
    for (int i = 0; i < means.length; i++) {
      rows.fill(i, row, 0);
      imputed.add(filled(row, means[i]));
    }
    return imputed;
  }

  private ImputedRow filled(float[] row, double[] mean) {
    double[] values = mean.clone();
    boolean[] imputed = new boolean[row.length];
    for (int c = 0; c < row.length; c++) {
      imputed[c] = Float.isNaN(row[c]);
      values[c] = imputed[c] ? mean[c] : row[c] + inference.origin().values()[c];
    }
    return new ImputedRow(names, values, imputed, fields);
  }
}
