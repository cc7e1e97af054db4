package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.logistic.RowLosses;
import org.lateo.logistic.StratifiedFolds;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * Rows of which some are labelled, their labels dealt into folds: one fold after another is hidden
 * from a model, and the model's log-loss of its rows is measured.
 *
 * <p>Methods differ in how sure they are of themselves: M2 gives nearly all probability to one
 * class even where it errs, which log-loss would hold against it though it errs less. Each method's
 * held-out probabilities are therefore sharpened or flattened by one number, the temperature with
 * which its log-loss is least.
 *
 * <p>See:
 *
 * <pre>
 * Guo C, Pleiss G, Sun Y, Weinberger KQ.
 * "On Calibration of Modern Neural Networks", section 4.2 (temperature scaling)
 * ICML 2017.
 * </pre>
 */
final class HeldOutLabels {
  private final Dataset<Label> all;
  private final int[] labelled;
  private final int[] labels;
  private final List<String> classes;
  private final double[] weights;
  private final StratifiedFolds dealt;
  private final List<Dataset<Label>> ofFolds = new ArrayList<>();

  HeldOutLabels(Dataset<Label> all, int folds, long seed) {
    this.all = all;
    labelled =
        IntStream.range(0, all.size())
            .filter(r -> LabelMasking.isLabelled(all.getExample(r)))
            .toArray();
    classes =
        Arrays.stream(labelled)
            .mapToObj(r -> all.getExample(r).getOutput().getLabel())
            .distinct()
            .sorted()
            .toList();
    labels =
        Arrays.stream(labelled)
            .map(r -> classes.indexOf(all.getExample(r).getOutput().getLabel()))
            .toArray();
    weights = Arrays.stream(labelled).mapToDouble(r -> all.getExample(r).getWeight()).toArray();
    dealt = StratifiedFolds.of(labels, folds, seed);
  }

  /** How many folds there are; 0 if no label can be held out. */
  int folds() {
    return dealt.count();
  }

  /** How many classes have labelled rows. */
  int classes() {
    return classes.size();
  }

  /** How many rows are held out. */
  long rows() {
    return Arrays.stream(dealt.folds()).filter(fold -> fold >= 0).count();
  }

  /** Room for the logarithms of probabilities, {@code [labelled rows][]}. */
  double[][] logs() {
    return new double[labels.length][];
  }

  /** All rows, without the labels of a fold. */
  Dataset<Label> without(int fold) {
    for (int next = ofFolds.size(); next <= fold; next++) {
      List<Example<Label>> rows = new ArrayList<>(all.getData());
      for (int i : dealt.heldOut(next)) {
        Example<Label> known = rows.get(labelled[i]);
        rows.set(
            labelled[i], new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, known, known.getWeight()));
      }
      ofFolds.add(new RowsTried<>(all, rows));
    }
    return ofFolds.get(fold);
  }

  /**
   * Sets the logarithms of the probabilities of the fold's rows, {@code [rows][classes]}.
   *
   * @throws IllegalArgumentException if what the model predicts are no probabilities
   */
  void predict(Model<Label> model, int fold, double[][] logs) {
    if (!model.generatesProbabilities()) {
      throw new IllegalArgumentException(
          "Expected a classifier with probabilities, by which methods are compared, found one"
              + " without: "
              + model.getProvenance().getTrainerProvenance().getClassName());
    }
    int[] rows = dealt.heldOut(fold);
    List<Example<Label>> examples =
        Arrays.stream(rows).mapToObj(r -> all.getExample(labelled[r])).toList();
    List<Prediction<Label>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      Map<String, Label> scores = predictions.get(i).getOutputScores();
      logs[rows[i]] = classes.stream().mapToDouble(c -> log(scores.get(c))).toArray();
    }
  }

  private static double log(Label scored) {
    double probability = scored == null ? 0 : scored.getScore();
    if (Double.isNaN(probability)) {
      throw new IllegalArgumentException(
          "Expected probabilities, found NaN for class " + scored.getLabel());
    }
    return StrictMath.log(Math.max(RowLoss.LEAST_PROBABILITY, probability));
  }

  /** The rows that were held out, with what was predicted for them. */
  HeldOutRows rows(double[][] logs, double temperature) {
    int[] held = IntStream.range(0, logs.length).filter(r -> logs[r] != null).toArray();
    return new HeldOutRows(
        classes,
        Arrays.stream(held).map(r -> labels[r]).toArray(),
        Arrays.stream(held)
            .mapToObj(r -> probabilities(logs[r], temperature))
            .toArray(double[][]::new));
  }

  private static double[] probabilities(double[] logs, double temperature) {
    double[] powers = Arrays.stream(logs).map(l -> StrictMath.exp(l / temperature)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(p -> p / sum).toArray();
  }

  /** The log-losses at the temperature that suits them best. */
  RowLosses losses(double[][] logs) {
    return losses(logs, temperature(logs));
  }

  /** The temperature that suits the rows best, from 1/2 to 16. */
  double temperature(double[][] logs) {
    return IntStream.rangeClosed(-4, 16)
        .mapToDouble(step -> StrictMath.exp(step * StrictMath.log(2) / 4))
        .boxed()
        .min(Comparator.comparingDouble(t -> losses(logs, t).mean()))
        .orElseThrow();
  }

  private RowLosses losses(double[][] logs, double temperature) {
    double[] losses = new double[logs.length];
    for (int r = 0; r < logs.length; r++) {
      losses[r] = Double.NaN;
      if (logs[r] != null) {
        double sum = 0;
        for (double log : logs[r]) {
          sum += StrictMath.exp(log / temperature);
        }
        losses[r] = StrictMath.log(sum) - logs[r][labels[r]] / temperature;
      }
    }
    return new RowLosses(losses, weights);
  }
}
