package org.lateo;

import java.util.ArrayList;
import java.util.List;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/** Counts the steps of all trainings together, keeps reports, and ends training in a step. */
public final class Killer implements TrainingListener {
  private final int last;
  private final List<String> reports = new ArrayList<>();
  private int steps;

  /** As when a process is killed: nothing is done afterwards. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param last the step, from 1; 0 for none
   */
  public Killer(int last) {
    this.last = last;
  }

  /** The number of steps so far. */
  public int steps() {
    return steps;
  }

  /** What was reported, but for times. */
  public List<String> reports() {
    return reports;
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    if (++steps == last) {
      throw new Killed();
    }
  }

  @Override
  public void onEpoch(EpochReport r) {
    reports.add(r.epoch() + " " + r.training() + " " + r.validation() + " " + r.bestEpoch());
  }
}
