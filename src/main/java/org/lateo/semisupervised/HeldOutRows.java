package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * Labelled rows, and the probabilities that a model gave their classes without having seen their
 * labels.
 *
 * @param classes names, ascending
 * @param labels the class of each row, {@code [rows]}
 * @param probabilities of each class, {@code [rows][classes]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HeldOutRows(List<String> classes, int[] labels, double[][] probabilities) {
  /** A model's answers to those rows of a dataset that have a label. */
  public static HeldOutRows of(Model<Label> model, Dataset<Label> rows) {
    List<Example<Label>> labelled =
        rows.getData().stream().filter(LabelMasking::isLabelled).toList();
    TreeSet<String> names = new TreeSet<>();
    model.getOutputIDInfo().getDomain().forEach(label -> names.add(label.getLabel()));
    labelled.forEach(row -> names.add(row.getOutput().getLabel()));
    List<String> classes = List.copyOf(names);
    return new HeldOutRows(
        classes,
        labelled.stream().mapToInt(row -> classes.indexOf(row.getOutput().getLabel())).toArray(),
        labelled.isEmpty()
            ? new double[0][]
            : model.predict(labelled).stream()
                .map(prediction -> probabilities(prediction, classes))
                .toArray(double[][]::new));
  }

  private static double[] probabilities(Prediction<Label> prediction, List<String> classes) {
    Map<String, Label> scores = prediction.getOutputScores();
    return classes.stream()
        .mapToDouble(name -> scores.containsKey(name) ? scores.get(name).getScore() : 0)
        .toArray();
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** The most probable class of a row. */
  public int predicted(int row) {
    return IntStream.range(0, classes.size())
        .boxed()
        .max(Comparator.comparingDouble(c -> probabilities[row][c]))
        .orElseThrow();
  }

  /** How many rows of each class are taken for each class, {@code [classes][classes]}. */
  public long[][] confusion() {
    long[][] counts = new long[classes.size()][classes.size()];
    for (int r = 0; r < labels.length; r++) {
      counts[labels[r]][predicted(r)]++;
    }
    return counts;
  }

  /** The share of rows whose most probable class is theirs. */
  public double accuracy() {
    return IntStream.range(0, size()).filter(r -> predicted(r) == labels[r]).count()
        / (double) size();
  }

  /** The share of the most frequent class: the accuracy of always saying that. */
  public double commonest() {
    long[] counts = new long[classes.size()];
    IntStream.of(labels).forEach(label -> counts[label]++);
    return Arrays.stream(counts).max().orElse(0) / (double) size();
  }
}
