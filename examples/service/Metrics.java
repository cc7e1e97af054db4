package service;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens, and tells it in Prometheus's text format, version 0.0.4. What the JDK's
 * server refuses by itself (no HTTP, slow clients) is not seen here.
 */
final class Metrics {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of the histogram's buckets, in seconds. */
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10
  };

  private final Gate gate;
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder nanoseconds = new LongAdder();
  private final LongAdder rows = new LongAdder();

  Metrics(Gate gate) {
    this.gate = gate;
  }

  /**
   * Counts an answer.
   *
   * @param path one of those that there are: what callers invent would fill the memory
   */
  void answered(String path, int status, long nanoseconds) {
    String labels = String.format(Locale.ROOT, "{path=\"%s\",status=\"%d\"}", path, status);
    requests.computeIfAbsent(labels, l -> new LongAdder()).increment();
    int found = Arrays.binarySearch(BOUNDS, nanoseconds / 1e9);
    buckets.incrementAndGet(found < 0 ? -found - 1 : found);
    this.nanoseconds.add(nanoseconds);
  }

  /** Counts rows that went through a model. */
  void computed(int count) {
    rows.add(count);
  }

  /** All of it. */
  String text() {
    StringBuilder text = new StringBuilder();
    head(text, "lateo_requests_total", "counter", "Requests answered, by path and status.");
    new TreeMap<>(requests)
        .forEach((labels, count) -> line(text, "lateo_requests_total" + labels, count.sum()));
    histogram(text);
    single(text, "lateo_rows_total", "counter", "Rows that went through a model.", rows.sum());
    single(text, "lateo_queue_length", "gauge", "Requests computed or waiting.", gate.length());
    single(text, "lateo_queue_capacity", "gauge", "The most of these.", gate.capacity());
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    single(text, "lateo_heap_bytes", "gauge", "Java heap in use, garbage included.", heap);
    return text.toString();
  }

  private void histogram(StringBuilder text) {
    String name = "lateo_request_seconds";
    head(text, name, "histogram", "Seconds from the request's headers to the end of the answer.");
    long sum = 0;
    for (int b = 0; b < buckets.length(); b++) {
      sum += buckets.get(b);
      String bound = b < BOUNDS.length ? Double.toString(BOUNDS[b]) : "+Inf";
      line(text, name + "_bucket{le=\"" + bound + "\"}", sum);
    }
    text.append(String.format(Locale.ROOT, "%s_sum %.6f\n", name, nanoseconds.sum() / 1e9));
    line(text, name + "_count", sum);
  }

  private static void single(
      StringBuilder text, String name, String type, String help, long value) {
    head(text, name, type, help);
    line(text, name, value);
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
