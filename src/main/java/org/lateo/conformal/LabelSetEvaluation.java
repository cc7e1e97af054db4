package org.lateo.conformal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * What sets of labels of a dataset's rows hold, and how large they are.
 *
 * @param rows how many there are
 * @param coverage the share of rows whose label is in their set
 * @param coverageOfClasses the same among the rows of each label
 * @param meanSize labels in a set, the mean over rows
 * @param empty the share of sets without any label
 * @param single the share of sets of one label
 */
public record LabelSetEvaluation(
    int rows,
    double coverage,
    SortedMap<String, Double> coverageOfClasses,
    double meanSize,
    double empty,
    double single) {
  /** A row's label and set. */
  private record Row(String label, List<Label> set) {
    boolean isHeld() {
      return set.stream().anyMatch(other -> other.getLabel().equals(label));
    }
  }

  /**
   * Counts, with the model's own coverage.
   *
   * @param rows that neither trained nor calibrated the model; at least one. No set holds a label
   *     that the model does not know
   * @throws IllegalArgumentException if there are none, or one has the unknown output
   */
  public static LabelSetEvaluation of(ConformalClassificationModel model, Dataset<Label> rows) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("Expected at least 1 row, found none");
    }
    KnownOutputs.require(rows);
    List<List<Label>> sets = model.labels(rows.getData(), model.coverage());
    List<Row> all = new ArrayList<>();
    SortedMap<String, List<Row>> byClass = new TreeMap<>();
    for (int r = 0; r < rows.size(); r++) {
      Row row = new Row(rows.getExample(r).getOutput().getLabel(), sets.get(r));
      all.add(row);
      byClass.computeIfAbsent(row.label, label -> new ArrayList<>()).add(row);
    }
    SortedMap<String, Double> ofClasses = new TreeMap<>();
    byClass.forEach((label, some) -> ofClasses.put(label, share(some, Row::isHeld)));
    return new LabelSetEvaluation(
        all.size(),
        share(all, Row::isHeld),
        ofClasses,
        all.stream().mapToInt(row -> row.set.size()).average().orElseThrow(),
        share(all, row -> row.set.isEmpty()),
        share(all, row -> row.set.size() == 1));
  }

  private static double share(List<Row> rows, Predicate<Row> which) {
    return rows.stream().filter(which).count() / (double) rows.size();
  }
}
