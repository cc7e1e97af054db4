package org.lateo.app;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The log of the libraries, all of which comes to Java's own logging. */
final class Logs {
  /** Held, since the log manager alone would let go of it. */
  private static final Logger ROOT = LogManager.getLogManager().getLogger("");

  private Logs() {}

  /** Shows what the libraries say, or silences them. */
  static void show(boolean verbose) {
    ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    for (Handler handler : ROOT.getHandlers()) {
      handler.setLevel(verbose ? Level.INFO : Level.OFF);
    }
  }
}
