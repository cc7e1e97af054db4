package org.lateo.app.verb;

import java.util.function.IntConsumer;
import org.jline.utils.Signals;

/**
 * Signals that ask to stop, until this is closed: the first one interrupts the thread that works,
 * which then ends by itself, the second one ends the process at once. A signal that the process
 * ignores, as one in the background of a shell does, stays ignored.
 */
public final class StopSignals implements AutoCloseable {
  /** The exit code of work that was interrupted, as by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private static final int TERMINATED = 143;

  private final Thread worker;
  private final Runnable answer;
  private final IntConsumer exit;
  private final Object interrupts;
  private final Object terminations;
  private int code;
  private boolean working = true;

  private StopSignals(Thread worker, Runnable answer, IntConsumer exit, boolean register) {
    this.worker = worker;
    this.answer = answer;
    this.exit = exit;
    this.interrupts = register ? Signals.register("INT", () -> receive(INTERRUPTED)) : null;
    this.terminations = register ? Signals.register("TERM", () -> receive(TERMINATED)) : null;
  }

  /**
   * Lets signals interrupt the current thread.
   *
   * @param answer says that the first signal was received
   */
  public static StopSignals toThisThread(Runnable answer) {
    return new StopSignals(Thread.currentThread(), answer, System::exit, true);
  }

  /** As above, for tests: signals come by {@link #receive} alone. */
  static StopSignals unregistered(Thread worker, Runnable answer, IntConsumer exit) {
    return new StopSignals(worker, answer, exit, false);
  }

  /**
   * Answers a signal.
   *
   * @param exitCode the exit code that says which
   */
  void receive(int exitCode) {
    if (isFirst(exitCode)) {
      interrupt(); // First, since what is said may find a screen that does not take it.
      answer.run();
    } else {
      exit.accept(exitCode);
    }
  }

  private synchronized void interrupt() {
    if (working) {
      worker.interrupt();
    }
  }

  /**
   * Ends the work that can be interrupted: a first signal from now on is taken down alone, so that
   * the result can be written.
   */
  public synchronized void endWork() {
    working = false;
    Thread.interrupted();
  }

  /** Whether a signal was received. */
  public synchronized boolean isReceived() {
    return code != 0;
  }

  private synchronized boolean isFirst(int exitCode) {
    boolean first = code == 0;
    code = first ? exitCode : code;
    return first;
  }

  /** The exit code by the first signal, or as if by Ctrl-C if there was none. */
  public synchronized int exitCode() {
    return code == 0 ? INTERRUPTED : code;
  }

  /** Gives the signals back, so that the next one ends the process. */
  @Override
  public void close() {
    if (interrupts != null) {
      Signals.unregister("INT", interrupts);
    }
    if (terminations != null) {
      Signals.unregister("TERM", terminations);
    }
  }
}
