package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ImputedRowTest {
  private static final List<String> NAMES =
      List.of("age", "kind@x", "kind@y", "size@l", "size@s", "text@cat", "text@dog");

  private static ImputedRow row(double... values) {
    boolean[] imputed = {true, true, true, false, false, true, true};
    return new ImputedRow(NAMES, values, imputed, Set.of("kind", "size"));
  }

  @Test
  void fieldsHaveTheirMostProbableCategory() {
    ImputedRow row = row(30.5, 0.3, 0.6, 0, 1, 0.8, 0.9);
    assertEquals(Optional.of("y"), row.category("kind"));
    assertEquals(Optional.of("s"), row.category("size"));
    assertEquals(0, row.value("kind@x"));
    assertEquals(1, row.value("kind@y"));
    assertEquals(0, row.value("size@l"));
    assertEquals(30.5, row.value("age"));
    assertEquals(5, row.imputedCells());
  }

  /** Words of a text are several at once: their expected values stay as they are. */
  @Test
  void otherFieldsAreNoCategories() {
    ImputedRow row = row(30.5, 0.3, 0.6, 0, 1, 0.8, 0.9);
    assertEquals(0.8, row.value("text@cat"));
    assertEquals(0.9, row.value("text@dog"));
    assertRefused(() -> row.category("text"), "categorical field", "found text");
  }

  @Test
  void noneOfTheCategoriesMayBeTheMostProbable() {
    ImputedRow row = row(1, 0.2, 0.3, 0, 0, 0, 0);
    assertEquals(Optional.empty(), row.category("kind"));
    assertEquals(Optional.empty(), row.category("size"));
    assertEquals(0, row.value("kind@y"));
  }

  @Test
  void refusesWhatItDoesNotHave() {
    ImputedRow row = row(1, 0, 1, 0, 1, 0, 0);
    assertRefused(() -> row.value("weight"), "Expected a feature of", "found weight");
    assertRefused(() -> row.category("colour"), "found colour");
    assertRefused(() -> row(1, 2), "found 2 values and 7 flags");
  }
}
