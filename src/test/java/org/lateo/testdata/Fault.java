package org.lateo.testdata;

import java.util.List;
import java.util.Locale;

/** Ways in which a reading goes wrong. Each changes few columns and leaves all others sound. */
enum Fault {
  BEARING_WEAR {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      reading.add(Sensor.BEARING_TEMP, draws.uniform(3, 8));
      double factor = draws.uniform(1.1, 1.4);
      reading.multiply(Sensor.VIBRATION_X, factor);
      reading.multiply(Sensor.VIBRATION_Y, factor);
      return columns(Sensor.BEARING_TEMP, Sensor.VIBRATION_X, Sensor.VIBRATION_Y);
    }
  },
  BLOCKED_FILTER {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      reading.multiply(Sensor.FLOW, draws.uniform(0.8, 0.92));
      reading.add(Sensor.PRESSURE_IN, -draws.uniform(0.15, 0.4));
      return columns(Sensor.FLOW, Sensor.PRESSURE_IN);
    }
  },
  ELECTRICAL {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      reading.multiply(Sensor.MOTOR_CURRENT, draws.uniform(1.07, 1.22));
      return columns(Sensor.MOTOR_CURRENT);
    }
  },
  COOLING_LOSS {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      reading.add(Sensor.MOTOR_TEMP, draws.uniform(5, 15));
      reading.add(Sensor.OIL_TEMP, draws.uniform(2, 7));
      return columns(Sensor.MOTOR_TEMP, Sensor.OIL_TEMP);
    }
  },
  CAVITATION {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      reading.multiply(Sensor.VIBRATION_X, draws.uniform(1.15, 1.6));
      reading.multiply(Sensor.VIBRATION_Y, draws.uniform(1.15, 1.6));
      reading.add(Sensor.PRESSURE_OUT, -draws.uniform(0.1, 0.4));
      return columns(Sensor.VIBRATION_X, Sensor.VIBRATION_Y, Sensor.PRESSURE_OUT);
    }
  },
  /** One sensor reads wrong by a share of its usual range, up or down. */
  SENSOR_DRIFT {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      Sensor sensor = one(draws, Sensor.LOAD, Sensor.FLOW, Sensor.OIL_TEMP, Sensor.POWER_KW);
      double drift = draws.uniform(0.1, 0.25);
      reading.multiply(sensor, draws.uniform() < 0.5 ? 1 - drift : 1 + drift);
      return columns(sensor);
    }
  },
  /** One sensor still shows what it showed at another operating point. */
  STUCK_SENSOR {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      Sensor sensor =
          one(draws, Sensor.SPEED_RPM, Sensor.PRESSURE_OUT, Sensor.MOTOR_TEMP, Sensor.BEARING_TEMP);
      reading.set(sensor, Reading.draw(draws).get(sensor));
      return columns(sensor);
    }
  },
  /** The control system reports idle at high speed, or boost at low speed. */
  WRONG_MODE {
    @Override
    List<String> inject(Reading reading, Draws draws) {
      List<String> columns = Field.MODE.columns();
      int actual = reading.get(Field.MODE);
      int reported = reading.get(Sensor.SPEED_RPM) < 1650 ? columns.size() - 1 : 0;
      reading.set(Field.MODE, reported);
      return List.of(columns.get(actual), columns.get(reported));
    }
  };

  /** Changes the reading and returns the names of the changed columns. */
  abstract List<String> inject(Reading reading, Draws draws);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Sensor one(Draws draws, Sensor... sensors) {
    return sensors[draws.index(sensors.length)];
  }

  private static List<String> columns(Sensor... sensors) {
    return List.of(sensors).stream().map(Sensor::column).toList();
  }
}
