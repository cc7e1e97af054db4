package org.lateo.app.input;

/** A mistake of the user's in a file, an option or an output path. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message of one line that says what was expected and what was found. */
  public InputException(String message) {
    super(message);
  }

  /** As above, with the cause. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
