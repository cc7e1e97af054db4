package org.lateo.testdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Telemetry as comma-separated text with a header, lines ended by a line feed. */
final class TelemetryCsv {
  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  private TelemetryCsv() {}

  /** Sensors, one-hot columns, status. */
  static String data(List<TelemetryRow> rows) {
    StringBuilder text = new StringBuilder();
    line(text, header());
    for (TelemetryRow row : rows) {
      line(text, cells(row));
    }
    return text.toString();
  }

  /** Row number from 1, kind of fault, changed columns joined by a bar. */
  static String faults(List<TelemetryRow> rows) {
    StringBuilder text = new StringBuilder("row,fault,faulty_sensor\n");
    int number = 0;
    for (TelemetryRow row : rows) {
      String columns = String.join("|", row.faultyColumns());
      line(text, List.of(Integer.toString(++number), row.fault(), columns));
    }
    return text.toString();
  }

  /** Names of the data file's columns. */
  static List<String> header() {
    List<String> names = new ArrayList<>();
    for (Sensor sensor : Sensor.values()) {
      names.add(sensor.column());
    }
    for (Field field : Field.values()) {
      names.addAll(field.columns());
    }
    names.add("status");
    return names;
  }

  private static List<String> cells(TelemetryRow row) {
    List<String> cells = new ArrayList<>();
    for (Sensor sensor : Sensor.values()) {
      cells.add(number(row.reading().get(sensor)));
    }
    for (Field field : Field.values()) {
      for (int value = 0; value < field.columns().size(); value++) {
        cells.add(value == row.reading().get(field) ? "1" : "0");
      }
    }
    cells.add(row.status());
    return cells;
  }

  private static String number(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(String.join(",", cells)).append('\n');
  }
}
