package org.lateo.onnx;

import java.util.Map;

/**
 * How the weights of an exported file are stored. Input, output and all computation are in floats
 * either way: half precision is a smaller file, not a faster one. ONNX Runtime makes floats of the
 * weights once, when it opens the file, and its CUDA provider multiplies floats in the tensor cores
 * of an Ampere or later GPU anyway, with as many bits of fraction (TF32), but with a float's range,
 * which raw values need.
 */
public enum WeightPrecision {
  /** Floats of 32 bits. */
  SINGLE(1e-4),
  /**
   * Matrices of 16 bits, about half the file. Each weight is off by at most 1/2048 of itself; how
   * far that goes depends on the model and the row, and is more for rows that are far out.
   */
  HALF(2e-2);

  /** The field of a file with half-precision weights; others have none. */
  static final String FIELD = "lateo.weights";

  /** What it says there. */
  static final String FLOAT16 = "float16";

  private final double tolerance;

  WeightPrecision(double tolerance) {
    this.tolerance = tolerance;
  }

  /** The largest difference from Java with which a file is written; see {@link ONNXCheck}. */
  public double tolerance() {
    return tolerance;
  }

  /** That of a file. */
  static WeightPrecision of(Map<String, String> metadata) {
    return FLOAT16.equals(metadata.get(FIELD)) ? HALF : SINGLE;
  }
}
