package org.lateo.bench;

import java.util.Arrays;
import java.util.Locale;

/** Every latency of a run, in nanoseconds, and so exact percentiles. One thread adds to it. */
final class Latencies {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private long[] values = new long[1 << 12];
  private int count;

  void add(long nanoseconds) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanoseconds;
  }

  void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  int count() {
    return count;
  }

  /** The smallest value that so many of a hundred do not exceed. */
  private static long percentile(long[] sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** The cells of a table, in milliseconds: p50, p90, p99, p99.9, max. */
  String cells() {
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    StringBuilder cells = new StringBuilder();
    for (double percent : PERCENTILES) {
      String cell =
          count == 0 ? "-" : String.format(Locale.ROOT, "%.2f", percentile(sorted, percent) / 1e6);
      cells.append(" ").append(cell).append(" |");
    }
    return cells.toString();
  }
}
