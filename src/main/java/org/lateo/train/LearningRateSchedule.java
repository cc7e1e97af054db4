package org.lateo.train;

import org.lateo.config.Part;

/** How the learning rate changes in the course of training. */
public interface LearningRateSchedule extends Part {
  /**
   * The factor of the optimiser's learning rate in a step, from 0 to 1.
   *
   * @param epoch the middle of the step in passes over the training rows, such as 2.5 in the middle
   *     of the third epoch
   * @param epochs the number of epochs of the training
   */
  double factor(double epoch, int epochs);
}
