package org.lateo.onnx;

/** A row of what a model computed. */
public interface OutputRow {
  /** The values of an output, {@code [columns]}. */
  float[] values(String output);

  /** The sum of an output's magnitudes, those that are infinite left out. */
  default double size(String output) {
    double sum = 0;
    for (float value : values(output)) {
      sum += Float.isFinite(value) ? Math.abs(value) : 0;
    }
    return sum;
  }
}
