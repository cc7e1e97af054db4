package org.lateo.train;

import java.util.function.BooleanSupplier;

/**
 * Whether the current thread was asked to stop, by an interrupt, which is thereby answered. Once it
 * was, the answer stays yes.
 */
public final class StopRequest implements BooleanSupplier {
  private boolean asked;

  @Override
  public boolean getAsBoolean() {
    asked = asked || Thread.interrupted();
    return asked;
  }

  /** Whether a stop was noticed, by {@link #getAsBoolean}. */
  public boolean wasNoticed() {
    return asked;
  }
}
