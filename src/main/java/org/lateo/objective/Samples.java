package org.lateo.objective;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** How many samples of the code an objective draws for each row. */
final class Samples {
  /** Arrays of a step grow with them; papers use up to 5,000. */
  private static final int MOST = 100_000;

  private Samples() {}

  /**
   * The number, if it is from 1 to 100,000.
   *
   * @throws PropertyException if it is not
   */
  static int checked(int samples) {
    if (samples < 1 || samples > MOST) {
      throw new PropertyException(
          "", "samples", "Expected from 1 to " + MOST + ", found " + samples);
    }
    return samples;
  }
}
