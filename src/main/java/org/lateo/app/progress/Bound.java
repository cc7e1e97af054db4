package org.lateo.app.progress;

/** What tells how far a training has come, a mean over rows in nats. */
public enum Bound {
  /** The evidence lower bound of autoencoders. */
  ELBO("ELBO"),
  /** The log-density of flows, which is exact. */
  LOG_DENSITY("log-density");

  private final String text;

  Bound(String text) {
    this.text = text;
  }

  /** Its name in the middle of a sentence. */
  @Override
  public String toString() {
    return text;
  }

  /** Its name at the start of a sentence. */
  public String title() {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
