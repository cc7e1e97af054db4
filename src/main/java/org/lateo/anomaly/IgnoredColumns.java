package org.lateo.anomaly;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** Says once a model which columns of the rows it ignores; safe for several threads. */
final class IgnoredColumns {
  private static final Logger logger = Logger.getLogger(IgnoredColumns.class.getName());

  /** A table's columns that are not the model's are few; more names are no longer columns. */
  private static final int MOST = 20;

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /** Names a column, if it has not been named. */
  void log(String name) {
    if (logged.size() < MOST && logged.add(name)) {
      logger.warning(
          "The feature "
              + name
              + " is ignored: no row that the detector was trained on had it, while each had all"
              + " others, so it is another column and not an unusual value");
    }
  }
}
