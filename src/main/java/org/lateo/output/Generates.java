package org.lateo.output;

/** A model that generates rows like those it was trained on. */
public interface Generates {
  /**
   * New rows.
   *
   * @param count 0 or more
   * @return {@code [count, columns]}, raw values
   */
  double[][] sample(int count, long seed);
}
