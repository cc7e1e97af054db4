package org.lateo.testdata;

import java.util.Locale;

/** The numeric columns, in file order, each with the standard deviation of its sensor's noise. */
enum Sensor {
  /** Torque in per cent of the rated torque. */
  LOAD(1.2, 0),
  /** Revolutions a minute. */
  SPEED_RPM(0, 0.004),
  /** Cubic metres an hour. */
  FLOW(0, 0.02),
  /** Bar. */
  PRESSURE_IN(0.03, 0),
  /** Bar. */
  PRESSURE_OUT(0.05, 0),
  /** Ampere. */
  MOTOR_CURRENT(0, 0.015),
  /** Degrees Celsius. */
  MOTOR_TEMP(1.5, 0),
  /** Degrees Celsius. */
  BEARING_TEMP(1.2, 0),
  /** Millimetres a second. */
  VIBRATION_X(0, 0.06),
  /** Millimetres a second. */
  VIBRATION_Y(0, 0.06),
  /** Degrees Celsius. */
  OIL_TEMP(1, 0),
  /** Degrees Celsius. */
  AMBIENT_TEMP(0.5, 0),
  /** Kilowatt. */
  POWER_KW(0, 0.015);

  private final double absoluteNoise;
  private final double relativeNoise;

  Sensor(double absoluteNoise, double relativeNoise) {
    this.absoluteNoise = absoluteNoise;
    this.relativeNoise = relativeNoise;
  }

  /** What the sensor shows for a true value. */
  double measure(double value, Draws draws) {
    return value + (absoluteNoise + relativeNoise * value) * draws.gaussian();
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
