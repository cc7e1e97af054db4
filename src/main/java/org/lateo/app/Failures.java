package org.lateo.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.lateo.TrainingFailedException;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.StoppedException;
import org.lateo.storage.CheckpointException;
import org.lateo.tables.TableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever goes wrong into one line and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int OURS = 1;
  private static final int USERS = 2;
  private static final String ROWS = "--rows";

  private final Messages messages;

  Failures(Messages messages) {
    this.messages = messages;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    messages.fail(command + ": " + ParseMistake.describe(e) + "; see " + command + " --help");
    return USERS;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    String command = line.getCommandSpec().qualifiedName();
    if (e instanceof StoppedException stopped) {
      messages.fail(command + ": " + describe(e));
      messages.trace(e);
      return stopped.exitCode();
    }
    if (e instanceof InputException
        || e instanceof TableException
        || e instanceof TrainingFailedException
        || e instanceof CheckpointException
        || isOfFiles(e)) {
      messages.fail(command + ": " + describe(e));
      messages.trace(e);
      return USERS;
    }
    messages.fail(command + " failed: " + describe(e) + messages.verboseHint());
    messages.trace(e);
    return OURS;
  }

  /** Whether a file could not be read or written, as with a full disk. */
  private static boolean isOfFiles(Exception e) {
    return e instanceof IOException || e instanceof UncheckedIOException;
  }

  private static String describe(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Runs a verb; lack of memory and an unwritable standard output become one line too. */
  int guard(CommandLine line, String... args) {
    int code = run(line, args);
    if (code == 0 && !messages.isWritten()) {
      messages.fail("lateo: standard output cannot be written");
      return USERS;
    }
    return code;
  }

  private int run(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      messages.fail(outOfMemory(line.getParseResult()));
      messages.trace(e);
      return USERS;
    }
  }

  private static String outOfMemory(ParseResult parsed) {
    ParseResult verb = parsed != null && parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    boolean fewer = verb != null && verb.commandSpec().findOption(ROWS) != null;
    int rows = fewer ? verb.matchedOptionValue(ROWS, Optional.of(Integer.MAX_VALUE)).orElse(0) : 0;
    return "lateo: out of memory; give Java more with -Xmx"
        + (rows > 1 ? ", or take fewer " + ROWS : "");
  }
}
