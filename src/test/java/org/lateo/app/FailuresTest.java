package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.lateo.app.input.InputException;
import org.lateo.app.train.ModelKind;
import org.lateo.app.train.Task;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class FailuresTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Messages messages = new Messages(err, err);
  private final Failures failures = new Failures(messages);

  @Command(name = "fails")
  private static final class Fails extends Verb {
    private final RuntimeException exception;

    Fails(RuntimeException exception) {
      this.exception = exception;
    }

    @Override
    protected Results run() {
      throw exception;
    }
  }

  private int run(RuntimeException exception) {
    return new CommandLine(new Fails(exception).on(messages))
        .setResourceBundle(new TrainerDefaults(Task.LATENT, ModelKind.VAE))
        .setExecutionExceptionHandler(failures)
        .execute();
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void usersMistakesAreTwo() {
    assertEquals(2, run(new InputException("expected this,\n  found that")));
    assertEquals("fails: expected this, found that", said());
  }

  @Test
  void oursAreOne() {
    assertEquals(1, run(new IllegalStateException("a bug")));
    assertEquals("fails failed: a bug (--verbose shows where)", said());
  }

  @Test
  void withoutMessageTheKindIsNamed() {
    assertEquals(1, run(new NullPointerException()));
    assertEquals("fails failed: java.lang.NullPointerException (--verbose shows where)", said());
  }

  @Test
  void runningOutOfMemoryIsALineToo() {
    assertEquals(2, failures.guard(outOfMemory()));
    assertEquals("lateo: out of memory; give Java more with -Xmx", said());
  }

  /** What a verb has, and where there are rows to leave out. */
  @Test
  void recommendsWhatApplies() {
    assertEquals(
        2, failures.guard(outOfMemory().addMixin("data", new DataArguments()), "--data=d"));
    assertEquals("lateo: out of memory; give Java more with -Xmx, or take fewer --rows", said());
    bytes.reset();
    failures.guard(outOfMemory().addMixin("data", new DataArguments()), "--data=d", "--rows=1");
    assertEquals("lateo: out of memory; give Java more with -Xmx", said());
  }

  @Command(name = "grows")
  private static final class Grows implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private static CommandLine outOfMemory() {
    return new CommandLine(new Grows());
  }

  /** A disk that is full is named with the file, and is the user's to mend. */
  @Test
  void filesAreTwo() {
    assertEquals(2, run(new UncheckedIOException("Cannot write m: full", new IOException())));
    assertEquals("fails: Cannot write m: full", said());
  }
}
