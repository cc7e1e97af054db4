package org.lateo.nn;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import org.lateo.config.Fields;

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
    Fields.require(found >= 1, field, "at least 1", found);
    Fields.require(found <= most, field, "at most " + most, found);
  }

  /**
   * Refuses sizes of hidden layers, of which there may be none, in a configured field.
   *
   * @throws PropertyException naming field and values
   */
  public static void requireLayersField(String field, int... found) {
    Fields.require(
        found.length <= LAYERS, field, "at most " + LAYERS + " hidden layers", found.length);
    String sizes = Arrays.toString(found);
    boolean positive = Arrays.stream(found).allMatch(size -> size >= 1);
    Fields.require(positive, field, "sizes of at least 1", sizes);
    boolean small = Arrays.stream(found).allMatch(size -> size <= UNITS);
    Fields.require(small, field, "sizes of at most " + UNITS, sizes + ", which is too large");
  }

  /**
   * Refuses a value below 1 or above {@code most}.
   *
   * @throws IllegalArgumentException naming what it is of, and the value
   */
  public static void require(String what, int most, int found) {
    Fields.asArguments(() -> requireField(what, most, found));
  }

  /**
   * Refuses sizes of hidden layers, of which there may be none.
   *
   * @throws IllegalArgumentException naming what they are of, and the values
   */
  public static void requireLayers(String what, List<Integer> found) {
    int[] sizes = found.stream().mapToInt(Integer::intValue).toArray();
    Fields.asArguments(() -> requireLayersField(what, sizes));
  }
}
