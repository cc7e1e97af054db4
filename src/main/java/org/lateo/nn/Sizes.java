package org.lateo.nn;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;

/**
 * How large the parts of a model and of its training may be: far above what anybody trains, and far
 * below what would fill memory before anything else about it is looked at. Options, configurations
 * and files are held to the same limits, for a number in any of them may be a mistake or meant to
 * do harm.
 */
public final class Sizes {
  /** The most hidden layers one after another. */
  public static final int LAYERS = 100;

  /** The most units of a hidden layer. */
  public static final int UNITS = 100_000;

  /** The most latent dimensions; a score averages over twice as many draws. */
  public static final int LATENT = 4096;

  /** The most flows of a posterior. */
  public static final int FLOWS = 1000;

  /** The most components of a prior, pseudo-inputs included. */
  public static final int COMPONENTS = 10_000;

  /** The most samples for each row. */
  public static final int SAMPLES = 100_000;

  /** The most members of an ensemble. */
  public static final int MEMBERS = 1000;

  /** The most threads. */
  public static final int THREADS = 1024;

  private Sizes() {}

  /**
   * Refuses a configured field's value below 1 or above {@code most}.
   *
   * @throws PropertyException naming field and value
   */
  public static void requireField(String field, int most, int found) {
    if (found < 1 || found > most) {
      throw new PropertyException("", field, range("Expected", most, found));
    }
  }

  /**
   * As {@link #requireField}, of the sizes of hidden layers, of which there may be none.
   *
   * @throws PropertyException naming field and values
   */
  public static void requireLayersField(String field, int... found) {
    String refusal = layers("Expected", found);
    if (refusal != null) {
      throw new PropertyException("", field, refusal);
    }
  }

  /**
   * Refuses a value below 1 or above {@code most}.
   *
   * @throws IllegalArgumentException naming what it is of, and the value
   */
  public static void require(String what, int most, int found) {
    if (found < 1 || found > most) {
      throw new IllegalArgumentException(what + ": " + range("expected", most, found));
    }
  }

  /**
   * As {@link #require}, of the sizes of hidden layers, of which there may be none.
   *
   * @throws IllegalArgumentException naming what they are of, and the values
   */
  public static void requireLayers(String what, List<Integer> found) {
    String refusal = layers("expected", found.stream().mapToInt(Integer::intValue).toArray());
    if (refusal != null) {
      throw new IllegalArgumentException(what + ": " + refusal);
    }
  }

  private static String range(String expected, int most, int found) {
    return expected + " at " + (found < 1 ? "least 1" : "most " + most) + ", found " + found;
  }

  /** What is wrong, or null. */
  private static String layers(String expected, int... sizes) {
    String found = ", found " + Arrays.toString(sizes);
    if (sizes.length > LAYERS) {
      return expected + " at most " + LAYERS + " hidden layers, found " + sizes.length;
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      return expected + " sizes of at least 1" + found;
    }
    return Arrays.stream(sizes).anyMatch(size -> size > UNITS)
        ? expected + " sizes of at most " + UNITS + found + ", which is too large"
        : null;
  }
}
