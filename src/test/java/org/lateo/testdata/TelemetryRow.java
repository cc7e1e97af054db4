package org.lateo.testdata;

import java.util.List;

/**
 * A reading with what is known about it.
 *
 * @param fault kind of fault, or {@code none}.
 * @param faultyColumns columns that the fault changed.
 */
record TelemetryRow(Reading reading, String fault, List<String> faultyColumns) {

  static TelemetryRow sound(Draws draws) {
    return new TelemetryRow(Reading.draw(draws), "none", List.of());
  }

  static TelemetryRow faulty(Fault fault, Draws draws) {
    Reading reading = Reading.draw(draws);
    return new TelemetryRow(reading, fault.label(), fault.inject(reading, draws));
  }

  String status() {
    return faultyColumns.isEmpty() ? "EXPECTED" : "ANOMALOUS";
  }
}
