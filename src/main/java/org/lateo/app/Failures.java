package org.lateo.app;

import java.util.function.IntSupplier;
import org.lateo.app.input.InputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Whatever goes wrong, as one line and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int OURS = 1;
  private static final int USERS = 2;

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.fail(command + ": " + e.getMessage() + "; see " + command + " --help");
    return USERS;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    String command = line.getCommandSpec().qualifiedName();
    if (e instanceof InputException) {
      console.fail(command + ": " + e.getMessage());
      console.trace(e);
      return USERS;
    }
    console.fail(command + " failed: " + describe(e) + console.verboseHint());
    console.trace(e);
    return OURS;
  }

  private static String describe(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Runs, and turns running out of memory into a line too. */
  int guard(IntSupplier run) {
    try {
      return run.getAsInt();
    } catch (OutOfMemoryError e) {
      console.fail("lateo: out of memory; give Java more with -Xmx, or take fewer --rows");
      console.trace(e);
      return OURS;
    }
  }
}
