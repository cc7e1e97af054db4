package org.lateo.onnx;

/** An exported model computes other numbers in ONNX Runtime than in Java. */
public final class ONNXMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message that says where the numbers differ and by how much. */
  public ONNXMismatchException(String message) {
    super(message);
  }
}
