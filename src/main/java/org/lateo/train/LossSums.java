package org.lateo.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Workspace;
import org.lateo.objective.Loss;

/** Weighted sums of a loss's reports over batches, in double. */
final class LossSums {
  private final Loss loss;
  private final List<String> names;
  private final Workspace w;
  private final Batch batch;
  private final double[] sums;
  private double weight;

  LossSums(Loss loss, Workspace w, Batch batch) {
    this.loss = loss;
    this.names = new ArrayList<>(loss.reports().keySet());
    this.w = w;
    this.batch = batch;
    this.sums = new double[names.size()];
  }

  /** Continues from earlier sums. */
  void restore(TrainingState.Sums from) {
    double[] known = from.reports();
    System.arraycopy(known, 0, sums, 0, known.length);
    weight = from.weight();
  }

  /** The sums so far, with the time they took in nanoseconds. */
  TrainingState.Sums state(long nanos) {
    return new TrainingState.Sums(sums, weight, nanos);
  }

  /** Says that what is maximised was not finite: the weight becomes NaN, and with it all means. */
  void spoil() {
    weight = Double.NaN;
  }

  /** Whether these are, or have in them, sums that were {@link #spoil spoiled}. */
  boolean isSpoiled() {
    return Double.isNaN(weight);
  }

  /** Adds the batch in the workspace, and returns its sum of {@link Loss#maximised}. */
  double add() {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += sum(loss.report(names.get(k)));
    }
    for (int i = 0; i < batch.size(); i++) {
      weight += batch.weight(i);
    }
    return sum(loss.maximised());
  }

  private double sum(Node node) {
    float[] values = w.values(node);
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += (double) batch.weight(i) * values[i];
    }
    return sum;
  }

  /** The mean of each report, by name. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int k = 0; k < sums.length; k++) {
      means.put(names.get(k), sums[k] / weight);
    }
    return means;
  }

  /** The mean of {@link Loss#watched}. */
  double watched() {
    return sums[names.indexOf(loss.watched())] / weight;
  }
}
