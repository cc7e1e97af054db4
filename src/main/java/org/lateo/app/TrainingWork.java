package org.lateo.app;

import org.lateo.app.input.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Model;

/** A training with everything settled but the rows. */
interface TrainingWork {
  /** Trains on the rows of a file. */
  Model<?> train(Sheet sheet, TrainingListener listener);
}
