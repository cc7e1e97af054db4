package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** Checks the fields of configured parts. */
final class Fields {
  private Fields() {}

  /** Refuses a field's value, naming both, unless the condition holds. */
  static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new PropertyException("", field, "Expected " + expected + ", found " + found);
    }
  }

  static void requireLearningRate(double found) {
    require(found > 0 && found < 1e6, "learningRate", "a number in (0, 1e6)", found);
  }

  /** A decay rate or a momentum. */
  static void requireShare(String field, double found) {
    require(found >= 0 && found < 1, field, "a number in [0, 1)", found);
  }

  /** What keeps a denominator from zero. */
  static void requireEpsilon(double found) {
    require(found > 0 && found < 1, "epsilon", "a number in (0, 1)", found);
  }
}
