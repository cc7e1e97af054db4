package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In threads of their own, since who waits for a task that was lost waits for ever. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class WorkersTest {
  /** Stages of 1 to 9 tasks: each task runs once, and only when the stage before has ended. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void stagesRunOneAfterAnother(int threads) {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    List<Stage> stages = new ArrayList<>();
    int before = 0;
    for (int s = 0; s < 3000; s++) {
      int start = before;
      int size = 1 + s % 9;
      before += size;
      Runnable task =
          () -> {
            int seen = done.getAndIncrement();
            if (seen < start || seen >= start + size) {
              early.incrementAndGet();
            }
          };
      stages.add(new Stage(IntStream.range(0, size).mapToObj(i -> task).toList()));
    }
    try (Workers workers = new Workers(threads)) {
      workers.run(stages);
    }
    assertEquals(before, done.get());
    assertEquals(0, early.get());
  }

  /** Helpers that sleep when a stage begins come too late, or in its middle. */
  @Test
  void lateHelpersDoNoHarm() {
    try (Workers workers = new Workers(4)) {
      for (int round = 0; round < 50; round++) {
        int[] counts = new int[64];
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
          int task = i;
          tasks.add(
              () -> {
                counts[task]++;
                LockSupport.parkNanos(task % 16 == 0 ? 100_000 : 1);
              });
        }
        LockSupport.parkNanos(1_000_000);
        workers.run(List.of(new Stage(tasks)));
        for (int count : counts) {
          assertEquals(1, count);
        }
      }
    }
  }

  @Test
  void helpersTakeTasks() throws InterruptedException {
    // Each of two tasks waits for the other, so two threads must have taken them.
    CountDownLatch both = new CountDownLatch(2);
    Set<String> names = ConcurrentHashMap.newKeySet();
    AtomicInteger met = new AtomicInteger();
    Runnable meet =
        () -> {
          names.add(Thread.currentThread().getName());
          both.countDown();
          try {
            if (both.await(10, TimeUnit.SECONDS)) {
              met.incrementAndGet();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (Workers workers = new Workers(2)) {
      workers.run(List.of(new Stage(List.of(meet, meet))));
    }
    assertEquals(2, met.get());
    assertEquals(Set.of(Thread.currentThread().getName(), "lateo-worker-1"), names);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void exceptionsReachTheCaller(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int failing = 0; failing < 20; failing++) {
        RuntimeException exception = new IllegalStateException("task " + failing);
        AtomicInteger later = new AtomicInteger();
        List<Stage> stages =
            List.of(failingAt(failing, exception), Stage.of(later::incrementAndGet));
        assertSame(exception, assertThrows(IllegalStateException.class, () -> workers.run(stages)));
        assertEquals(0, later.get(), "the next stage must not start");
      }
      Error error = new StackOverflowError();
      assertSame(error, assertThrows(Error.class, () -> workers.run(List.of(failingAt(3, error)))));
      AtomicInteger done = new AtomicInteger();
      workers.run(List.of(new Stage(List.of(done::incrementAndGet, done::incrementAndGet))));
      assertEquals(2, done.get(), "a failure is forgotten once thrown");
    }
  }

  private static Stage failingAt(int failing, Throwable thrown) {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int task = i;
      tasks.add(
          () -> {
            if (task == failing && thrown instanceof Error e) {
              throw e;
            } else if (task == failing) {
              throw (RuntimeException) thrown;
            }
          });
    }
    return new Stage(tasks);
  }

  @Test
  void closeEndsTheHelpers() throws InterruptedException {
    Set<Thread> before = workerThreads();
    Workers workers = new Workers(4);
    Set<Thread> started = workerThreads();
    started.removeAll(before);
    assertEquals(3, started.size());
    assertTrue(started.stream().allMatch(Thread::isDaemon));
    workers.close();
    for (Thread helper : started) {
      helper.join(10_000);
      assertFalse(helper.isAlive());
    }
  }

  private static Set<Thread> workerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lateo-worker-"))
        .collect(Collectors.toSet());
  }

  /** More tasks than a ticket counts, and none at all. */
  @Test
  void extremeStages() {
    AtomicInteger done = new AtomicInteger();
    for (int size : new int[] {0, 0xffff, 0x10000}) {
      done.set(0);
      Runnable task = done::incrementAndGet;
      Stage stage = new Stage(IntStream.range(0, size).mapToObj(i -> task).toList());
      try (Workers workers = new Workers(3)) {
        workers.run(List.of(stage, stage));
      }
      assertEquals(2 * size, done.get());
    }
  }

  @Test
  void runAloneUsesTheCaller() {
    List<Thread> threads = new ArrayList<>();
    Runnable task = () -> threads.add(Thread.currentThread());
    Workers.runAlone(List.of(new Stage(List.of(task, task)), Stage.of(task)));
    assertEquals(
        List.of(Thread.currentThread(), Thread.currentThread(), Thread.currentThread()), threads);
  }

  @Test
  void refusesNoThreads() {
    assertRefused(() -> new Workers(0), "at least 1 thread", "found 0");
  }
}
