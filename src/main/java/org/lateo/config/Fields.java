package org.lateo.config;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.function.Supplier;

/** Checks the fields of configured parts and trainers; each refusal names field and value. */
public final class Fields {
  private Fields() {}

  /** Refuses a field's value, naming both, unless the condition holds. */
  public static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new PropertyException("", field, "Expected " + expected + ", found " + found);
    }
  }

  /** Refuses a number below {@code least}. */
  public static void requireAtLeast(String field, int least, int found) {
    require(found >= least, field, "at least " + least, found);
  }

  /** Refuses what is negative, infinite or no number. */
  public static void requireNotNegative(String field, Number found) {
    double value = found.doubleValue();
    require(value >= 0 && value < Double.POSITIVE_INFINITY, field, "0 or more", found);
  }

  /** Refuses a share, a decay rate or a momentum outside [0, 1). */
  public static void requireShare(String field, double found) {
    require(found >= 0 && found < 1, field, "a number in [0, 1)", found);
  }

  /** Refuses a temperature that is not above 0 and finite. */
  public static void requireTemperature(double found) {
    require(
        found > 0 && found < Double.POSITIVE_INFINITY, "temperature", "a number above 0", found);
  }

  /** Refuses a learning rate outside (0, 1e6). */
  public static void requireLearningRate(double found) {
    require(found > 0 && found < 1e6, "learningRate", "a number in (0, 1e6)", found);
  }

  /** Refuses what does not keep a denominator from zero. */
  public static void requireEpsilon(double found) {
    require(found > 0 && found < 1, "epsilon", "a number in (0, 1)", found);
  }

  /**
   * Returns what the supplier makes of a field's value.
   *
   * @throws PropertyException naming the field, if the supplier throws an IllegalArgumentException
   */
  public static <T> T made(String field, Supplier<T> of) {
    try {
      return of.get();
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", field, e.getMessage());
    }
  }

  /**
   * Checks fields where they are arguments.
   *
   * @throws IllegalArgumentException naming the field, if the check throws a PropertyException
   */
  public static void asArguments(Runnable check) {
    try {
      check.run();
    } catch (PropertyException e) {
      String refusal = e.getMsg();
      String sentence = Character.toLowerCase(refusal.charAt(0)) + refusal.substring(1);
      throw new IllegalArgumentException(e.getProperty() + ": " + sentence, e);
    }
  }
}
