package org.lateo.app.input;

/** Something the user gave is wrong: a file, an option, a place to write to. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line that says what was expected and what was found. */
  public InputException(String message) {
    super(message);
  }

  /** One line that says what was expected and what was found, and why. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
