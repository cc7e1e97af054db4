package org.lateo.likelihood;

/**
 * The {@code count} values that a discretised feature takes, from -1 to 1 at equal distances.
 *
 * @param count at least 2
 */
record Levels(int count) {
  /** The distance from the middle between two levels to either. */
  float halfStep() {
    return 1f / (count - 1);
  }

  /** The number of the level nearest to x, 0 to count - 1. */
  float nearest(float x) {
    float k = (float) Math.rint(0.5f * (x + 1f) * (count - 1));
    return Math.max(0f, Math.min(count - 1, k));
  }

  /** The bound between levels j and j + 1. */
  float bound(int j) {
    return value(j + 0.5f);
  }

  /** The value of level k, or between levels. */
  float value(float k) {
    return 2f * k / (count - 1) - 1f;
  }
}
