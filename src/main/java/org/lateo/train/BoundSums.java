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
  private double watched;
  private double weight;

  BoundSums(Bound bound, Workspace w, Batch batch) {
    this.bound = bound;
    this.w = w;
    this.batch = batch;
  }

  /** Goes on from sums so far. */
  void restore(TrainingState.Sums from) {
    elbo = from.elbo();
    reconstruction = from.reconstruction();
    kl = from.kl();
    watched = from.watched();
    weight = from.weight();
  }

  /** The sums so far, which took so long. */
  TrainingState.Sums state(long nanos) {
    return new TrainingState.Sums(elbo, reconstruction, kl, watched, weight, nanos);
  }

  /** Adds the batch in the workspace and returns its sum of the objective. */
  double add() {
    elbo += sum(bound.elbo());
    reconstruction += sum(bound.reconstruction());
    kl += sum(bound.kl());
    watched += sum(bound.watched());
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

  double reconstruction() {
    return reconstruction / weight;
  }

  double kl() {
    return kl / weight;
  }

  /** The mean of {@link Bound#watched}. */
  double watched() {
    return watched / weight;
  }
}
