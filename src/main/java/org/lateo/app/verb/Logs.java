package org.lateo.app.verb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** The libraries' log, which goes to Java's own logging, and the warnings of Lateo's classes. */
final class Logs {
  /** Held in a field, since the log manager alone would let it be garbage-collected. */
  private static final Logger ROOT = LogManager.getLogManager().getLogger("");

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*");

  private static final Logger OURS = Logger.getLogger("org.lateo");

  private Logs() {}

  /**
   * Shows the libraries' log, or silences it.
   *
   * @param warn is given Lateo's own warnings, unless the log shows them
   */
  static void show(boolean verbose, Consumer<String> warn) {
    ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    for (Handler handler : ROOT.getHandlers()) {
      handler.setLevel(verbose ? Level.INFO : Level.OFF);
    }
    for (Handler earlier : OURS.getHandlers()) {
      OURS.removeHandler(earlier);
    }
    OURS.setLevel(verbose ? Level.INFO : Level.WARNING);
    OURS.setUseParentHandlers(verbose);
    if (!verbose) {
      OURS.addHandler(new Warnings(warn));
    }
  }

  private static final class Warnings extends Handler {
    private final Consumer<String> warn;

    /** The warnings so far, without their numbers: each member of a detector has its own. */
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    Warnings(Consumer<String> warn) {
      this.warn = warn;
    }

    @Override
    public void publish(LogRecord entry) {
      if (kinds.add(NUMBER.matcher(entry.getMessage()).replaceAll("#"))) {
        warn.accept(entry.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
