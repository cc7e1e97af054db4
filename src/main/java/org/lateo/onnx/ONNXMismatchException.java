package org.lateo.onnx;

/** ONNX Runtime and Java do not compute the same. */
public final class ONNXMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says where and by how much. */
  public ONNXMismatchException(String message) {
    super(message);
  }
}
