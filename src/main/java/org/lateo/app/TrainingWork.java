package org.lateo.app;

import java.util.function.Predicate;
import org.lateo.app.input.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Model;

/** A training with everything settled but the rows. */
interface TrainingWork {
  /** The columns that may be missing. */
  Predicate<String> missing();

  /** Whether columns could be declared so. */
  boolean takesMissing();

  /** Trains on the rows of a file. */
  Model<?> train(Sheet sheet, TrainingListener listener);
}
