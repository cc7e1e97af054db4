package org.lateo.testdata;

import java.util.EnumMap;
import java.util.Map;

/** One row: what the sensors and the control system report; faults change it in place. */
final class Reading {
  private final Map<Sensor, Double> sensors = new EnumMap<>(Sensor.class);
  private final Map<Field, Integer> fields = new EnumMap<>(Field.class);

  private Reading(OperatingPoint point) {
    fields.put(Field.MODE, point.mode());
    fields.put(Field.SITE, point.site());
    fields.put(Field.FLUID, point.fluid());
  }

  /** A reading of a sound pump at a random operating point. */
  static Reading draw(Draws draws) {
    OperatingPoint point = OperatingPoint.draw(draws);
    Reading reading = new Reading(point);
    Pump.values(point).forEach((s, value) -> reading.set(s, s.measure(value, draws)));
    return reading;
  }

  double get(Sensor sensor) {
    return sensors.get(sensor);
  }

  /** Index of the field's value. */
  int get(Field field) {
    return fields.get(field);
  }

  void set(Sensor sensor, double value) {
    sensors.put(sensor, value);
  }

  void set(Field field, int value) {
    fields.put(field, value);
  }

  void add(Sensor sensor, double change) {
    set(sensor, get(sensor) + change);
  }

  void multiply(Sensor sensor, double factor) {
    set(sensor, get(sensor) * factor);
  }
}
