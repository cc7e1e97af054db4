package org.lateo.train;

import org.lateo.config.Part;

/** How the learning rate changes while training goes on. */
public interface LearningRateSchedule extends Part {
  /**
   * What the optimiser's learning rate is multiplied by in a step, from 0 to 1.
   *
   * @param epoch where the middle of the step lies: passes over the training rows so far, such as
   *     2.5 in the middle of the third epoch
   * @param epochs how many there will be
   */
  double factor(double epoch, int epochs);
}
