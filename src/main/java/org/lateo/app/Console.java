package org.lateo.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.text.Printable;

/** Where a verb writes to, as far as the user wants to read it. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private CommonOptions options = new CommonOptions();

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void configure(CommonOptions common) {
    this.options = common;
  }

  /** A line for people. */
  void say(String format, Object... values) {
    if (!options.quiet && !options.json) {
      out.println(Printable.lines(String.format(Locale.ROOT, format, values)));
    }
  }

  /** A line about something odd that does not stop the work. */
  void warn(String message) {
    if (!options.quiet) {
      err.println("warning: " + Printable.line(message));
    }
  }

  /** The line that says what went wrong. */
  void fail(String message) {
    err.println(Printable.line(message));
  }

  void trace(Throwable e) {
    if (options.verbose) {
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      err.print(Printable.lines(stack.toString()));
    }
  }

  String verboseHint() {
    return options.verbose ? "" : " (--verbose shows where)";
  }

  RowProgress rowProgress(String work, int total) {
    return RowProgress.on(err, options.quiet, work, total);
  }

  Progress progress() {
    return Progress.on(err, options.quiet);
  }

  /** The results for programs. */
  void show(Results results) {
    if (options.json) {
      out.println(json(results));
    }
  }

  /** Whether all that was to be on standard output got there. */
  boolean isWritten() {
    return !out.checkError();
  }

  private static String json(Results results) {
    try {
      return new ObjectMapper().writeValueAsString(results.values());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Numbers and text are always JSON", e);
    }
  }
}
