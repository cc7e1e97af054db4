package org.lateo.nearest;

import org.lateo.CountedTrainer;

/** Sets the fields of a {@link NearestRowsTrainer}. */
public final class NearestRowsTrainerBuilder
    extends CountedTrainer.Builder<NearestRowsTrainer, NearestRowsTrainerBuilder> {
  NearestRowsTrainerBuilder() {
    super(NearestRowsTrainer::new);
  }

  /** How many rows vote, at least 1. */
  public NearestRowsTrainerBuilder neighbours(int count) {
    return set(trainer -> trainer.neighbours = count);
  }

  /** The most rows that are kept. */
  public NearestRowsTrainerBuilder mostRows(int count) {
    return set(trainer -> trainer.mostRows = count);
  }

  /** Divides the logarithms of the shares of votes, above 0. */
  public NearestRowsTrainerBuilder temperature(double divisor) {
    return set(trainer -> trainer.temperature = divisor);
  }

  /** Seed by which rows are drawn from more. */
  public NearestRowsTrainerBuilder seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }
}
