package org.lateo.train;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.objective.Loss;

/**
 * The losses that a training maximises one after another: its own in stage 0 and, if there is one,
 * that of a refinement in stage 1.
 *
 * @param epochs the number of epochs of all stages together
 */
record Stages(Loss first, Optional<Refinement> refinement, int epochs) {
  /** These stages, with penalties subtracted from each loss. */
  Stages less(List<Node> penalties) {
    return new Stages(
        first.less(penalties),
        refinement.map(r -> new Refinement(r.loss().less(penalties), r.epochs())),
        epochs);
  }

  Loss loss(int stage) {
    return stage == 0 ? first : refinement.orElseThrow().loss();
  }

  boolean isLast(int stage) {
    return stage == 1 || refinement.isEmpty();
  }

  /** The first epoch of a stage, from 1. */
  int firstEpoch(int stage) {
    return stage == 0 ? 1 : 1 + lastEpoch(0);
  }

  /** The last epoch of a stage, unless early stopping ends it before. */
  int lastEpoch(int stage) {
    return isLast(stage) ? epochs : epochs - refinement.orElseThrow().epochs();
  }

  /**
   * Refuses a state that none of these stages goes through: training would not end.
   *
   * @param steps the number of steps of an epoch
   * @throws IllegalArgumentException if the position lies outside, or its epoch has other sums
   */
  void requireIn(TrainingState state, int steps) {
    TrainingState.Position at = state.position();
    boolean known = at.stage() == 0 || (at.stage() == 1 && refinement.isPresent());
    int after = known ? lastEpoch(at.stage()) + (at.ended() ? 1 : 0) : 0;
    if (at.epoch() < 1
        || at.epoch() > after
        || at.step() < 0
        || at.step() >= steps
        || at.steps() < at.step()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a state within %d epochs of %d steps, found %s", epochs, steps, at));
    }
    int reports = at.step() == 0 ? 0 : loss(at.stage()).reports().size();
    int found = state.sums().reports().length;
    if (found != reports && (reports > 0 || found != loss(at.stage()).reports().size())) {
      throw new IllegalArgumentException(
          String.format("Expected a state with the sums of %d reports, found %d", reports, found));
    }
  }
}
