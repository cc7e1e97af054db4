package org.lateo.onnx;

import java.util.Map;

/**
 * How the weights of an exported file are stored. Half precision makes the file smaller, not
 * faster: inputs, outputs and computation are floats either way, since ONNX Runtime converts the
 * weights when it opens the file. Its CUDA provider multiplies floats in the tensor cores of an
 * Ampere or later GPU as TF32, which has the fraction bits of half precision and the range of a
 * float.
 */
public enum WeightPrecision {
  /** Floats of 32 bits. */
  SINGLE(1e-4),
  /**
   * Matrices of 16 bits, about half the file's size. The relative error of a weight is at most
   * 1/2048; the error of an output depends on the model, and is larger for rows unlike the training
   * rows.
   */
  HALF(2e-2);

  /** The metadata field of files with half-precision weights; other files do not have it. */
  static final String FIELD = "lateo.weights";

  /** The value of that field. */
  static final String FLOAT16 = "float16";

  private final double tolerance;

  WeightPrecision(double tolerance) {
    this.tolerance = tolerance;
  }

  /** The largest difference from Java for which a file is written; see {@link ONNXCheck}. */
  public double tolerance() {
    return tolerance;
  }

  /** The precision of a file. */
  static WeightPrecision of(Map<String, String> metadata) {
    return FLOAT16.equals(metadata.get(FIELD)) ? HALF : SINGLE;
  }
}
