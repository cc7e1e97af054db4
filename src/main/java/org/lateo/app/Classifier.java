package org.lateo.app;

import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/** The Tribuo classifier of every method: logistic regression. */
final class Classifier {
  private static final double LEARNING_RATE = 0.1;

  /** Tribuo's SGD fails on larger ones where only some rows have every feature. */
  private static final int BATCH = 1;

  private static final int MOST_EPOCHS = 100;
  private static final int FEWEST_EPOCHS = 10;

  /** So many rows seen are enough, and more would take minutes. */
  private static final int ROWS_SEEN = 500_000;

  private Classifier() {}

  /** Trains for 100 epochs on few rows, for fewer on many. */
  static Trainer<Label> logisticRegression(int rows, long seed) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_SEEN / Math.max(1, rows)));
    return new LinearSGDTrainer(
        new LogMulticlass(), new AdaGrad(LEARNING_RATE), epochs, Integer.MAX_VALUE, BATCH, seed);
  }
}
