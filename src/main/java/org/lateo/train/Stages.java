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

  /**
   * Refuses a state whose position these stages do not have.
   *
   * @throws IllegalArgumentException if its stage or epoch is none of these, or it has sums of
   *     other reports
   */
  void requirePlace(TrainingState state) {
    TrainingState.Position at = state.position();
    int last = refinement.isPresent() ? 1 : 0;
    boolean inStage = at.stage() >= 0 && at.stage() <= last;
    boolean inEpoch =
        inStage && at.epoch() >= 1 && at.epoch() <= lastEpoch(at.stage()) + (at.ended() ? 1 : 0);
    if (!inEpoch || at.step() < 0 || at.steps() < at.step()) {
      throw new IllegalArgumentException(
          String.format("Expected a position in %d epochs, found %s", epochs, at));
    }
    int found = state.sums().reports().length;
    if (found > 0) { // None before the first step.
      TrainingState.require("sums", loss(at.stage()).reports().size(), found);
    }
  }

  /** The first epoch of a stage, from 1. */
  int firstEpoch(int stage) {
    return stage == 0 ? 1 : 1 + lastEpoch(0);
  }

  /** The last epoch of a stage, unless early stopping ends it before. */
  int lastEpoch(int stage) {
    return isLast(stage) ? epochs : epochs - refinement.orElseThrow().epochs();
  }
}
