package service;

import java.lang.reflect.Proxy;

/**
 * Does something when the process is asked to end, before the JVM begins to. A shutdown hook would
 * come too late: ONNX Runtime frees its environment in one of its own, at the same time, and a
 * request that is under way then takes the JVM down (seen with 1.28.0).
 *
 * <p>{@code sun.misc.Signal} has no other name and cannot be compiled against without a warning;
 * its module is {@code jdk.unsupported}, as in every JDK.
 */
final class Signals {
  private Signals() {}

  /** Runs the task at SIGTERM and SIGINT, then exits as the shell expects: 128 and the number. */
  static void beforeEnd(Runnable task) {
    on("TERM", 15, task);
    on("INT", 2, task);
  }

  private static void on(String name, int number, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                end(task, 128 + number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected a JDK that can handle SIG" + name, e);
    }
  }

  /** The thread that handles signals is a daemon: the JVM would not wait for it. */
  private static void end(Runnable task, int status) {
    Thread thread =
        new Thread(
            () -> {
              task.run();
              System.exit(status);
            },
            "end");
    thread.setDaemon(false);
    thread.start();
  }
}
