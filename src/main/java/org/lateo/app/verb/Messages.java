package org.lateo.app.verb;

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
public final class Messages {
  private final PrintStream out;
  private final PrintStream err;
  private CommonOptions options = new CommonOptions();

  public Messages(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void configure(CommonOptions common) {
    this.options = common;
  }

  /** A line for people. */
  public void say(String format, Object... values) {
    if (!options.quiet && !options.json) {
      out.println(Printable.lines(String.format(Locale.ROOT, format, values)));
    }
  }

  /** A line about something odd that does not stop the work. */
  public void warn(String message) {
    if (!options.quiet) {
      err.println("warning: " + Printable.line(message));
    }
  }

  /** The line that says what went wrong. */
  public void fail(String message) {
    err.println(Printable.line(message));
  }

  /** Where something went wrong, if the user wants to know. */
  public void trace(Throwable e) {
    if (options.verbose) {
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      err.print(Printable.lines(stack.toString()));
    }
  }

  /** How to be told where something went wrong, if that is not told. */
  public String verboseHint() {
    return options.verbose ? "" : " (--verbose shows where)";
  }

  /** Shows how many of some rows are done. */
  public RowProgress rowProgress(String work, int total) {
    return RowProgress.on(err, options.quiet, work, total);
  }

  /** Shows how a training goes. */
  public Progress progress() {
    return Progress.on(err, options.quiet);
  }

  /** The results for programs. */
  void show(Results results) {
    if (options.json) {
      out.println(json(results));
    }
  }

  /** Whether all that was to be on standard output got there. */
  public boolean isWritten() {
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
