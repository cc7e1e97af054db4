package org.lateo.onnx;

/** A row of what a model computed. */
public interface OutputRow {
  /** The values of an output, {@code [columns]}. */
  float[] values(String output);
}
