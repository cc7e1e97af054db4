package org.lateo.onnx;

/** The outputs of a model for one row. */
public interface OutputRow {
  /** The values of an output, {@code [columns]}. */
  float[] values(String output);

  /** The sum of the absolute values of an output, infinite ones left out. */
  default double size(String output) {
    double sum = 0;
    for (float value : values(output)) {
      sum += Float.isFinite(value) ? Math.abs(value) : 0;
    }
    return sum;
  }
}
