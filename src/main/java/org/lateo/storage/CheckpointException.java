package org.lateo.storage;

/** A checkpoint that cannot be used, with what was expected and found, and where. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
