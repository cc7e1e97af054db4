package org.lateo.app.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lateo.app.progress.Bound;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.text.Printable;

/** Writes a verb's messages, as far as --quiet, --verbose and --json ask for them. */
public final class Messages {
  private final PrintStream out;
  private final PrintStream err;
  private CommonOptions options = new CommonOptions();

  /** Whether rows are written to the standard output, so that messages must not be. */
  private boolean outIsTaken;

  public Messages(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void configure(CommonOptions common) {
    this.options = common;
  }

  /** Writes a line for people. */
  public void say(String format, Object... values) {
    if (!options.quiet && !options.json) {
      forPeople().println(Printable.lines(String.format(Locale.ROOT, format, values)));
    }
  }

  private PrintStream forPeople() {
    return outIsTaken ? err : out;
  }

  /**
   * The standard output, if that is what {@code -} stands for as the file to write. Messages then
   * go to where warnings go.
   */
  public Optional<PrintStream> output(Path file) {
    outIsTaken = file.toString().equals("-");
    return outIsTaken ? Optional.of(out) : Optional.empty();
  }

  /** Writes a warning, about something that does not stop the work. */
  public void warn(String message) {
    if (!options.quiet) {
      err.println("warning: " + Printable.line(message));
    }
  }

  /** Writes the line that says what went wrong. */
  public void fail(String message) {
    err.println(Printable.line(message));
  }

  /** Writes an exception's stack trace, with --verbose. */
  public void trace(Throwable e) {
    if (options.verbose) {
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      err.print(Printable.lines(stack.toString()));
    }
  }

  /** A hint at --verbose for the end of a message, unless it is given. */
  public String verboseHint() {
    return options.verbose ? "" : " (--verbose shows where)";
  }

  /** Says what is being done, unless nobody wants to know. */
  public void progress(String what) {
    if (!options.quiet) {
      err.println(Printable.line(what));
    }
  }

  /** Shows how many rows some work has done. */
  public RowProgress rowProgress(String work, int total) {
    return RowProgress.on(err, options.quiet, work, total);
  }

  /** Shows the progress of a training. */
  public Progress progress(Bound bound) {
    return Progress.on(err, options.quiet, bound);
  }

  /** Writes the results for programs, with --json. */
  void show(Results results) {
    if (options.json) {
      forPeople().println(json(results));
    }
  }

  /** Whether everything could be written to standard output. */
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
