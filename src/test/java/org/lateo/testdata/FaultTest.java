package org.lateo.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final int ROWS = 200;

  @Test
  void everyFaultChangesExactlyTheColumnsItNames() {
    for (Fault fault : Fault.values()) {
      for (int row = 0; row < ROWS; row++) {
        assertChangesWhatItNames(fault, row);
      }
    }
  }

  private static void assertChangesWhatItNames(Fault fault, int row) {
    Reading sound = Reading.draw(new Draws(5, row));
    Draws draws = new Draws(5, row);
    Reading faulty = Reading.draw(draws);
    Set<String> named = new HashSet<>(fault.inject(faulty, draws));
    assertEquals(changed(sound, faulty), named, () -> fault + ", row=" + row);
  }

  private static Set<String> changed(Reading sound, Reading faulty) {
    Set<String> changed = new HashSet<>();
    for (Sensor sensor : Sensor.values()) {
      if (sound.get(sensor) != faulty.get(sensor)) {
        changed.add(sensor.column());
      }
    }
    for (Field field : Field.values()) {
      if (sound.get(field) != faulty.get(field)) {
        changed.add(field.columns().get(sound.get(field)));
        changed.add(field.columns().get(faulty.get(field)));
      }
    }
    return changed;
  }
}
