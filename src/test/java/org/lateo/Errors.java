package org.lateo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Reads what errors say. */
public final class Errors {

  private Errors() {}

  /** Asserts that an argument is refused with a message that contains all the parts. */
  public static void assertRefused(Executable executable, String... parts) {
    assertSays(assertThrows(IllegalArgumentException.class, executable), parts);
  }

  /** Asserts that a message contains all the parts. */
  public static void assertSays(Throwable thrown, String... parts) {
    for (String part : parts) {
      assertTrue(
          thrown.getMessage().contains(part),
          () -> "Expected '" + part + "' in: " + thrown.getMessage());
    }
  }
}
