package org.lateo.app.verb;

/** Work ended since it was asked to stop. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** With a message of one line that says what was done, and what is kept. */
  public StoppedException(String message, int exitCode, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
