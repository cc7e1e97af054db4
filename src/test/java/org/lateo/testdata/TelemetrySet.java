package org.lateo.testdata;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of telemetry; row i depends on (seed, i) alone, and rows are no time series. */
@SuppressWarnings("EnumOrdinal")
final class TelemetrySet {
  /** One row in so many is faulty. */
  static final int FAULTY_EVERY = 5;

  private TelemetrySet() {}

  static List<TelemetryRow> sound(long seed, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(row -> TelemetryRow.sound(new Draws(seed, row)))
        .toList();
  }

  /** Of every five consecutive rows one, at a random place, is faulty; the kinds take turns. */
  static List<TelemetryRow> mixed(long seed, int rows) {
    return IntStream.range(0, rows).mapToObj(row -> mixedRow(seed, row)).toList();
  }

  @SuppressWarnings("EnumOrdinal") // Takes turns; which comes first does not matter.
  private static TelemetryRow mixedRow(long seed, int row) {
    int block = row / FAULTY_EVERY;
    int faulty = new Draws(~seed, block).index(FAULTY_EVERY);
    Draws draws = new Draws(seed, row);
    if (row % FAULTY_EVERY != faulty) {
      return TelemetryRow.sound(draws);
    }
    return TelemetryRow.faulty(Fault.values()[block % Fault.values().length], draws);
  }
}
