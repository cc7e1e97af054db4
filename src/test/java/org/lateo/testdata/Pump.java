package org.lateo.testdata;

import java.util.EnumMap;
import java.util.Map;

/** A centrifugal pump at rest in its operating point: what each sensor would show without noise. */
final class Pump {
  private static final double RATED_KW = 25;
  private static final double RATED_FLOW = 120;
  private static final double RATED_RPM = 2400;
  private static final double BEST_VALVE = 0.85;
  private static final double[] DENSITY = {1, 1.15};

  private Pump() {}

  /** The true values; speed, flow and so on are in the units of {@link Sensor}. */
  static Map<Sensor, Double> values(OperatingPoint point) {
    Map<Sensor, Double> values = new EnumMap<>(Sensor.class);
    values.put(Sensor.AMBIENT_TEMP, point.ambient());
    putHydraulics(values, point);
    putElectrics(values, point);
    putTemperatures(values);
    putVibrations(values, point);
    return values;
  }

  /**
   * Affinity laws: flow with the speed, head with its square, less a loss in the square of flow.
   */
  private static void putHydraulics(Map<Sensor, Double> values, OperatingPoint point) {
    double speed = (900 + 1500 * point.demand()) / RATED_RPM;
    double flow = speed * point.valve();
    double inlet = point.supply() - 0.4 * flow * flow;
    double head = DENSITY[point.fluid()] * (6.5 * speed * speed - 1.8 * flow * flow);
    values.put(Sensor.SPEED_RPM, RATED_RPM * speed);
    values.put(Sensor.FLOW, RATED_FLOW * flow);
    values.put(Sensor.PRESSURE_IN, inlet);
    values.put(Sensor.PRESSURE_OUT, inlet + head);
    values.put(Sensor.POWER_KW, shaftPower(RATED_FLOW * flow * head / 36, speed, point));
  }

  private static double shaftPower(double hydraulic, double speed, OperatingPoint point) {
    double efficiency = 0.78 - 0.9 * square(point.valve() - BEST_VALVE);
    return hydraulic / efficiency + 1.5 * speed * speed * speed + 0.8;
  }

  private static void putElectrics(Map<Sensor, Double> values, OperatingPoint point) {
    double power = values.get(Sensor.POWER_KW);
    double load = 100 * power / RATED_KW * RATED_RPM / values.get(Sensor.SPEED_RPM);
    double powerFactor = 0.7 + 0.18 * StrictMath.min(1, load / 100);
    double volts = 400 * point.voltage();
    values.put(Sensor.LOAD, load);
    values.put(Sensor.MOTOR_CURRENT, 1000 * power / (StrictMath.sqrt(3) * volts * powerFactor));
  }

  private static void putTemperatures(Map<Sensor, Double> values) {
    double ambient = values.get(Sensor.AMBIENT_TEMP);
    double speed = values.get(Sensor.SPEED_RPM) / RATED_RPM;
    double oil = ambient + 12 + 18 * speed + 0.5 * values.get(Sensor.POWER_KW);
    double copperLoss = square(values.get(Sensor.MOTOR_CURRENT) / 45);
    values.put(Sensor.OIL_TEMP, oil);
    values.put(Sensor.BEARING_TEMP, oil + 6 + 14 * speed * speed);
    values.put(Sensor.MOTOR_TEMP, ambient + 15 + 55 * copperLoss * (1.3 - 0.3 * speed));
  }

  /** Grows with the square of speed and with the distance from the best opening. */
  private static void putVibrations(Map<Sensor, Double> values, OperatingPoint point) {
    double speed = values.get(Sensor.SPEED_RPM) / RATED_RPM;
    double turbulence = 12 * square(point.valve() - BEST_VALVE) * speed;
    double x = 0.8 + 2.2 * speed * speed + turbulence;
    values.put(Sensor.VIBRATION_X, x);
    values.put(Sensor.VIBRATION_Y, 0.3 + 0.4 * speed + 0.7 * x);
  }

  private static double square(double x) {
    return x * x;
  }
}
