package service;

import java.util.Map;

/** A request that is refused, with the status and what the caller can do about it. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  Refusal(int status, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  /** The request is understood, but makes no sense to the model. */
  static Refusal unprocessable(String message) {
    return new Refusal(422, message);
  }

  /** Not now; the caller is told when to come again. */
  static Refusal later(String message) {
    return new Refusal(503, message, Map.of("Retry-After", "1"));
  }

  int status() {
    return status;
  }

  /** What goes with it, by name. */
  Map<String, String> headers() {
    return headers;
  }
}
