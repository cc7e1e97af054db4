package org.lateo.graph;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A team of threads that runs stages: within a stage each thread takes the next task that nobody
 * has, and the stage ends with its last task. The calling thread is one of the team; a helper that
 * is late is not waited for. One caller at a time.
 *
 * <p>Waiting threads spin first, since a stage takes microseconds, then yield, then sleep.
 */
public final class Workers implements AutoCloseable {
  private static final int SPINS = 2_000;
  private static final int YIELDS = 200;
  private static final long SLEEP_NANOS = 50_000;

  /** Up to this many threads start even where there are fewer processors. */
  private static final int FEW = 16;

  /** The most tasks a stage can have. */
  private static final int MOST_TASKS = 0xffff;

  private final Thread[] helpers;

  /**
   * Who takes what: the stage's number (32 bits), its number of tasks (16), the next task nobody
   * has (16). A task is taken by replacing the whole word, so a helper with an old one fails. Once
   * taken, the stage cannot end before the task does, so {@link #stage} is that task's.
   */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile Stage stage;
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param threads the size of the team, the caller included
   * @throws IllegalArgumentException if it is below 1
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Expected at least 1 thread, found " + threads);
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Thread(this::help, "lateo-worker-" + (i + 1));
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /**
   * How many threads to start where {@code asked} are wanted: one for each processor for 0, else no
   * more than there are processors or, if that is more, 16; further ones would only take time from
   * those that work.
   */
  public static int sensible(int asked) {
    int processors = Runtime.getRuntime().availableProcessors();
    return asked == 0 ? processors : Math.min(asked, Math.max(processors, FEW));
  }

  /** Runs stages one after another on the calling thread alone. */
  public static void runAlone(List<Stage> stages) {
    for (int s = 0; s < stages.size(); s++) {
      runAlone(stages.get(s));
    }
  }

  private static void runAlone(Stage stage) {
    List<Runnable> tasks = stage.tasks();
    for (int i = 0; i < tasks.size(); i++) {
      tasks.get(i).run();
    }
  }

  /** Runs stages one after another; what a task throws is thrown here, once its stage has ended. */
  public void run(List<Stage> stages) {
    for (int s = 0; s < stages.size(); s++) {
      int tasks = stages.get(s).tasks().size();
      if (helpers.length == 0 || tasks == 1 || tasks > MOST_TASKS) {
        runAlone(stages.get(s));
      } else {
        runTogether(stages.get(s), tasks);
      }
    }
  }

  private void runTogether(Stage next, int tasks) {
    stage = next;
    unfinished.set(tasks);
    long number = (ticket.get() >>> 32) + 1;
    ticket.set(number << 32 | (long) tasks << 16);
    while (takeTask()) {
      // takeTask has done it.
    }
    for (int tries = 0; unfinished.get() > 0; tries++) {
      pause(tries);
    }
    rethrow();
  }

  /** Runs one task of the current stage; false if all are taken. */
  private boolean takeTask() {
    while (true) {
      long seen = ticket.get();
      int task = (int) (seen & MOST_TASKS);
      if (task == (int) (seen >>> 16 & MOST_TASKS)) {
        return false;
      }
      if (ticket.compareAndSet(seen, seen + 1)) {
        runTask(stage.tasks().get(task));
        return true;
      }
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      unfinished.decrementAndGet();
    }
  }

  private void help() {
    for (int tries = 0; !closed; tries++) {
      if (takeTask()) {
        tries = 0;
      } else {
        pause(tries);
      }
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error e) {
      throw e;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // A yield here only costs time.
  private static void pause(int tries) {
    if (tries < SPINS) {
      Thread.onSpinWait();
    } else if (tries < SPINS + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }

  /** Ends the helper threads. */
  @Override
  public void close() {
    closed = true;
  }
}
