package org.lateo.onnx;

/** ONNX Runtime and Java do not compute the same. */
public final class OnnxMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says where and by how much. */
  public OnnxMismatchException(String message) {
    super(message);
  }
}
