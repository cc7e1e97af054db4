package org.lateo.semisupervised;

import org.lateo.CountedTrainer;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** Sets the fields of a {@link LabelSpreadingTrainer}. */
public final class LabelSpreadingTrainerBuilder
    extends CountedTrainer.Builder<LabelSpreadingTrainer, LabelSpreadingTrainerBuilder> {
  LabelSpreadingTrainerBuilder(Trainer<Label> innerTrainer) {
    super(LabelSpreadingTrainer::new);
    set("innerTrainer", innerTrainer, (trainer, value) -> trainer.innerTrainer = value);
  }

  /** Neighbours that each row is joined with in the graph, at least 1. */
  public LabelSpreadingTrainerBuilder neighbours(int count) {
    return set(trainer -> trainer.neighbours = count);
  }

  /** The most rows that labels are spread over, drawn at random from more; 2 or more. */
  public LabelSpreadingTrainerBuilder mostRows(int count) {
    return set(trainer -> trainer.mostRows = count);
  }

  /** Seed by which rows are drawn from more. */
  public LabelSpreadingTrainerBuilder seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }

  /** The share of a row's value that comes from its neighbours, in (0, 1). */
  public LabelSpreadingTrainerBuilder alpha(double share) {
    return set(trainer -> trainer.alpha = share);
  }

  /** Threads that work; 0 for one a processor. */
  public LabelSpreadingTrainerBuilder threads(int threads) {
    return set(trainer -> trainer.threads = threads);
  }
}
