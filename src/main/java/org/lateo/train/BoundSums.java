package org.lateo.train;

import org.lateo.graph.Node;
import org.lateo.graph.Workspace;
import org.lateo.objective.Bound;

/** Adds up the bounds of batches, in double, examples weighted. */
final class BoundSums {
  private final Bound bound;
  private final Workspace w;
  private final Batch batch;
  private double elbo;
  private double reconstruction;
  private double kl;
  private double weight;

  BoundSums(Bound bound, Workspace w, Batch batch) {
    this.bound = bound;
    this.w = w;
    this.batch = batch;
  }

  /** Adds the batch in the workspace and returns its sum of the objective. */
  double add() {
    elbo += sum(bound.elbo());
    reconstruction += sum(bound.reconstruction());
    kl += sum(bound.kl());
    for (int i = 0; i < batch.size(); i++) {
      weight += batch.weight(i);
    }
    return sum(bound.objective());
  }

  private double sum(Node node) {
    float[] values = w.values(node);
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += (double) batch.weight(i) * values[i];
    }
    return sum;
  }

  double elbo() {
    return elbo / weight;
  }

  EpochReport report(
      int epoch, int epochs, double validation, double seconds, double rate, int bestEpoch) {
    return new EpochReport(
        epoch,
        epochs,
        elbo / weight,
        reconstruction / weight,
        kl / weight,
        validation,
        seconds,
        rate,
        bestEpoch);
  }
}
