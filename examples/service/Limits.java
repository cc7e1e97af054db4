package service;

/**
 * What keeps the service up, whoever calls it.
 *
 * @param port where it listens; 0 for any that is free
 * @param body the most bytes of a request's body, else 413
 * @param rows the most rows of a request, else 413
 * @param queue the most requests that are computed or wait for it, else 503
 * @param connections the most at a time, silent ones too; more are closed at once, whose ever they
 *     are
 * @param seconds how long a client may take to send a request, and to read the answer, before its
 *     connection is closed; also how long requests under way may take when the service stops
 * @param batch the most rows of concurrent requests that are run together
 * @param linger how many microseconds a request waits for such company
 */
public record Limits(
    int port, int body, int rows, int queue, int connections, int seconds, int batch, int linger) {
  /** Of a small machine. */
  public static final Limits DEFAULT = new Limits(8080, 1 << 20, 1024, 64, 2048, 10, 32, 200);

  /** Threads read requests and answer them; a slow client holds one until its time is up. */
  int threads() {
    return connections;
  }

  /**
   * With one of them changed.
   *
   * @throws IllegalArgumentException if there is none of that name, or the value is not a number
   */
  Limits with(String name, String text) {
    int value = number(name, text);
    return switch (name) {
      case "port" -> new Limits(value, body, rows, queue, connections, seconds, batch, linger);
      case "body" -> new Limits(port, value, rows, queue, connections, seconds, batch, linger);
      case "rows" -> new Limits(port, body, value, queue, connections, seconds, batch, linger);
      case "queue" -> new Limits(port, body, rows, value, connections, seconds, batch, linger);
      case "connections" -> new Limits(port, body, rows, queue, value, seconds, batch, linger);
      case "seconds" -> new Limits(port, body, rows, queue, connections, value, batch, linger);
      case "batch" -> new Limits(port, body, rows, queue, connections, seconds, value, linger);
      case "linger" -> new Limits(port, body, rows, queue, connections, seconds, batch, value);
      default ->
          throw new IllegalArgumentException(
              "Expected host, port, body, rows, queue, connections, seconds, batch or linger, found "
                  + name);
    };
  }

  private static int number(String name, String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= (name.equals("port") || name.equals("linger") ? 0 : 1)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(name + ": expected a positive number, found " + text);
  }

  /**
   * Hands them to the JDK's server, which reads them once in the life of a JVM; what the command
   * line sets with {@code -D} stays. Without {@code nodelay} every answer would take 40 ms.
   *
   * <p>See: the JDK's {@code sun.net.httpserver.ServerConfig}, JDK 17.0.15.
   */
  void apply() {
    set("sun.net.httpserver.maxReqTime", seconds);
    set("sun.net.httpserver.maxRspTime", seconds);
    set("sun.net.httpserver.maxReqHeaders", 100);
    set("sun.net.httpserver.maxReqHeaderSize", 1 << 14);
    set("sun.net.httpserver.drainAmount", body);
    set("jdk.httpserver.maxConnections", connections);
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static void set(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }
}
